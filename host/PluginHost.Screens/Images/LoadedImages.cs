using System.Collections.Immutable;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.NoiseFiles.Sheets;
using PluginHost.Running.Requests;

namespace PluginHost.Screens.Images;

/// <summary>Some images of a data set with one or several noises for them, as they were read.</summary>
/// <param name="Noises">The noises, as they were asked for.</param>
/// <param name="Shape">The shape of every image.</param>
/// <param name="Labels">The class of every image that has noise.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Factor">How many times the noise is scaled up, the same for all of these.</param>
/// <param name="Clean">The clean pixels by the image's number.</param>
internal sealed record LoadedImages(
    ImmutableArray<LoadedNoise> Noises, ImageShape Shape, ImmutableArray<int> Labels, int Classes, int Factor,
    ImmutableDictionary<int, byte[]> Clean)
{
    /// <summary>Reads images.</summary>
    /// <param name="choice">The noise sets, one at least, all for the same images.</param>
    /// <param name="dataFolder">Where data sets lie.</param>
    /// <param name="wanted">Gives the numbers of the images to read, from the labels of all.</param>
    /// <param name="cancel">Ends it between two noise sets.</param>
    /// <exception cref="UsageException">It is not told which images the noise is for.</exception>
    /// <exception cref="NoiseFileException">None of the noise sets can be used.</exception>
    public static LoadedImages Read(
        ImmutableArray<ListedNoise> choice, string dataFolder, Func<ImmutableArray<int>, IEnumerable<int>> wanted,
        CancellationToken cancel)
    {
        string label = choice[0].Label;
        var spec = choice[0].Data
            ?? throw new UsageException(
                $"{label} does not tell which images it is for; 'pluginhost noise view {label} --data NAME' shows it");
        using var data = new DataSets(dataFolder).Open(spec);
        List<OpenNoise> sets = [];
        try
        {
            foreach (var noise in choice)
            {
                cancel.ThrowIfCancellationRequested();
                sets.Add(OpenNoise.Of(noise, data.Train));
            }

            if (sets.All(set => set.Images is null))
            {
                throw new NoiseFileException(sets[0].Problem);
            }

            // Noise that is not for all of the images fails its check.
            ImmutableArray<int> labels = [.. data.Train.Labels];
            List<int> numbers = [.. wanted(labels)];
            int factor = NoiseSheet.Factor(sets.SelectMany(set => set.Levels(numbers)));
            using var clean = new ProtectedImages(data.Train, null);
            var pixels = numbers.ToImmutableDictionary(
                number => number, number => PngFile.Interleaved(clean.Clean(number), clean.Shape));
            ImmutableArray<LoadedNoise> noises = [.. sets.Select(set => set.Read(numbers, factor))];
            return new LoadedImages(noises, clean.Shape, labels, clean.Classes, factor, pixels);
        }
        finally
        {
            sets.ForEach(set => set.Images?.Dispose());
        }
    }

    /// <summary>A noise set while it is read.</summary>
    /// <param name="Id">Of which noise set.</param>
    /// <param name="Images">Null when it cannot be used.</param>
    /// <param name="Problem">Why it cannot; empty when it can.</param>
    private sealed record OpenNoise(string Id, ProtectedImages? Images, string Problem)
    {
        public static OpenNoise Of(ListedNoise noise, LabelledImages clean)
        {
            try
            {
                var levels = ImportedNoise.Open(noise.File, clean, new NoiseReading { MayHaveOneSign = true });
                if (levels.Checks.FirstOrDefault(check => check.Outcome == NoiseCheckOutcome.Wrong) is not { } wrong)
                {
                    return new OpenNoise(noise.Id, new ProtectedImages(clean, levels), "");
                }

                levels.Dispose();
                return new OpenNoise(noise.Id, null, $"{noise.File}: {wrong.Finding}");
            }
            catch (Exception error) when (error is NoiseFileException or IOException)
            {
                return new OpenNoise(noise.Id, null, error.Message);
            }
        }

        public IEnumerable<sbyte[]> Levels(IEnumerable<int> numbers) =>
            Images is null ? [] : numbers.Select(Images.Noise);

        public LoadedNoise Read(IEnumerable<int> numbers, int factor) => new(Id, Problem, Images is null
            ? ImmutableDictionary<int, NoisyImage>.Empty
            : numbers.ToImmutableDictionary(number => number, number => NoisyImage.Of(Images, number, factor)));
    }
}
