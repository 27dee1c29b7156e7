using System.Globalization;

namespace PluginHost.NoiseFiles;

/// <summary>Whether protected images are in the order of the clean ones: by their correlation, for images across the set.</summary>
internal sealed class ImageOrder(ImageValues values, StoredMeaning meaning, LabelledImages images)
{
    private const int Piece = 500, MostNamed = 5;

    public void Check(int compared, double least, List<NoiseCheck> results)
    {
        // An image that was lost is like no image more than another, and told by itself.
        int[] chosen = [.. Chosen(compared).Where(index => !IsLost(index))];
        if (chosen.Length == 0)
        {
            return;
        }

        var correlations = chosen.Select(Correlation).ToList();
        int far = correlations.FindIndex(c => c < least);
        if (far < 0)
        {
            results.Add(new NoiseCheck("order", NoiseCheckOutcome.Good, string.Create(
                CultureInfo.InvariantCulture,
                $"{chosen.Length} images across the set correlate with the clean ones by at least "
                    + $"{correlations.Min():0.000}")));
            return;
        }

        int first = chosen[far];
        int nearest = Nearest(first);
        string of = Correlation(Stored(first), Clean(nearest)) < least
            ? "it is like none of the data set: these are other images"
            : $"it is most like image {nearest} of the data set: bring the images into its order";
        results.Add(new NoiseCheck("order", NoiseCheckOutcome.Wrong, string.Create(
            CultureInfo.InvariantCulture,
            $"image {first} correlates with the clean one by {correlations[far]:0.000} only; {of}")));
    }

    /// <summary>
    /// How much what is stored is like the clean images, whatever its sign: the median over images across the set.
    /// </summary>
    public double Likeness(int compared)
    {
        var correlations = Chosen(compared)
            .Select(index => Math.Abs(Correlation(Stored(index), Clean(index), forOneColour: 0))).Order().ToList();
        return correlations[correlations.Count / 2];
    }

    private int[] Chosen(int compared)
    {
        int count = Math.Min(values.Count, images.Count);
        int some = Math.Min(compared, count);
        return [.. Enumerable.Range(0, some).Select(i => (int)((long)i * count / some))];
    }

    /// <summary>
    /// Tells images of one colour whose clean ones have more: a method that went wrong gives them, often for a class.
    /// </summary>
    public void Colours(List<NoiseCheck> results)
    {
        int count = Math.Min(values.Count, images.Count);
        HashSet<int> plain = [.. Enumerable.Range(0, count).Where(IsLost)];
        if (plain.Count == 0)
        {
            return;
        }

        var lost = Enumerable.Range(0, count).GroupBy(index => images.Labels[index])
            .Where(group => group.All(plain.Contains)).Select(group => group.Key).Order().ToList();
        string what = lost.Count switch
        {
            0 => plain.Count == 1 ? $"image {plain.First()} is one colour" : $"{plain.Count} images are one colour "
                + $"(the first: {string.Join(", ", plain.Take(MostNamed))})",
            1 => $"class {lost[0]} is one colour",
            _ => $"the classes {string.Join(", ", lost.Take(MostNamed))}{(lost.Count > MostNamed ? ", …" : "")} are "
                + "one colour each",
        };
        // Noise may make a nearly white image white, but no class of them.
        results.Add(lost.Count > 0
            ? new NoiseCheck("colours", NoiseCheckOutcome.Wrong, $"{what}, and the clean images are not: they were "
                + "lost when the set was made; get it anew")
            : new NoiseCheck("colours", NoiseCheckOutcome.Warning, $"{what}, and the clean ones are not"));
    }

    /// <summary>Whether an image became one colour.</summary>
    private bool IsLost(int index) => IsOfOneColour(Stored(index)) && !IsOfOneColour(Clean(index));

    private bool IsOfOneColour(float[] pixels)
    {
        int area = images.Shape.Height * images.Shape.Width;
        for (int channel = 0; channel < images.Shape.Channels; channel++)
        {
            if (pixels.AsSpan(channel * area, area).ContainsAnyExcept(pixels[channel * area]))
            {
                return false;
            }
        }

        return true;
    }

    private double Correlation(int index) => Correlation(Stored(index), Clean(index));

    /// <param name="stored">One image.</param>
    /// <param name="pixels">Another.</param>
    /// <param name="forOneColour">
    /// An image of one grey correlates with nothing; null compares the two as they are.
    /// </param>
    private static double Correlation(float[] stored, float[] pixels, double? forOneColour = null)
    {
        double meanA = stored.Average(), meanB = pixels.Average(), ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            double a = stored[i] - meanA, b = pixels[i] - meanB;
            (ab, aa, bb) = (ab + (a * b), aa + (a * a), bb + (b * b));
        }

        if (aa * bb > 0)
        {
            return ab / Math.Sqrt(aa * bb);
        }

        return forOneColour ?? (Math.Abs(meanA - meanB) <= 127 ? 1 : 0);
    }

    private float[] Clean(int index)
    {
        using var clean = images.ReadBytes([index], torch.CPU);
        var pixels = new byte[images.Shape.Size];
        clean.CopyTo(pixels.AsSpan());
        return [.. pixels.Select(pixel => (float)pixel)];
    }

    /// <summary>The clean image with the least squared distance.</summary>
    private int Nearest(int index)
    {
        using var scope = NewDisposeScope();
        var stored = tensor(Stored(index), [1, images.Shape.Channels, images.Shape.Height, images.Shape.Width]);
        (int Index, float Distance) best = (0, float.PositiveInfinity);
        for (int first = 0; first < images.Count; first += Piece)
        {
            using var inner = NewDisposeScope();
            var clean = images.ReadBytes(ImageRange.Of(first, Math.Min(Piece, images.Count - first)), torch.CPU).to(ScalarType.Float32);
            float[] distances = [.. (clean - stored).pow(2).sum([1, 2, 3]).data<float>()];
            int nearest = Array.IndexOf(distances, distances.Min());
            best = distances[nearest] < best.Distance ? (first + nearest, distances[nearest]) : best;
        }

        return best.Index;
    }

    private float[] Stored(int index)
    {
        var stored = new float[images.Shape.Size];
        values.Read(index, stored);
        return [.. stored.Select(value => float.IsFinite(value) ? meaning.Level(value) : 0)];
    }
}
