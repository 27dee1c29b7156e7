using System.Globalization;

namespace PluginHost.NoiseFiles;

/// <summary>Whether protected images are in the order of the clean ones: by their correlation, for images across the set.</summary>
internal sealed class ImageOrder(ImageValues values, StoredMeaning meaning, LabelledImages images)
{
    private const int Piece = 500;

    public void Check(int compared, double least, List<NoiseCheck> results)
    {
        int count = Math.Min(values.Count, images.Count);
        int[] chosen = [.. Enumerable.Range(0, Math.Min(compared, count)).Select(i => (int)((long)i * count / Math.Min(compared, count)))];
        var correlations = chosen.Select(Correlation).ToList();
        int far = correlations.FindIndex(c => c < least);
        if (far < 0)
        {
            results.Add(new NoiseCheck("order", NoiseCheckOutcome.Good, string.Create(
                CultureInfo.InvariantCulture, $"{chosen.Length} images across the set correlate with the clean ones by at least {correlations.Min():0.000}")));
            return;
        }

        int nearest = Nearest(chosen[far]);
        results.Add(new NoiseCheck("order", NoiseCheckOutcome.Wrong, string.Create(
            CultureInfo.InvariantCulture,
            $"image {chosen[far]} correlates with the clean one by {correlations[far]:0.000} only; it is most like image {nearest} of the data set: bring the images into its order")));
    }

    private double Correlation(int index)
    {
        using var clean = images.ReadBytes([index], torch.CPU);
        var pixels = new byte[images.Shape.Size];
        clean.CopyTo(pixels.AsSpan());
        float[] stored = Stored(index);
        double meanA = stored.Average(), meanB = pixels.Average(p => (double)p), ab = 0, aa = 0, bb = 0;
        for (int i = 0; i < pixels.Length; i++)
        {
            double a = stored[i] - meanA, b = pixels[i] - meanB;
            (ab, aa, bb) = (ab + (a * b), aa + (a * a), bb + (b * b));
        }

        // An image of one colour correlates with nothing: then the two are compared as they are.
        return aa * bb > 0 ? ab / Math.Sqrt(aa * bb) : Math.Abs(meanA - meanB) <= 127 ? 1 : 0;
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
