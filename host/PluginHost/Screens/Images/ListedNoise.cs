using System.Collections.Immutable;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Commands.Noise;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.NoiseFiles.Sheets;
using PluginHost.Output;
using PluginHost.Running.Requests;

namespace PluginHost.Screens.Images;

/// <summary>A noise set that can be looked at.</summary>
/// <param name="Id">Its key, or the name it was imported by.</param>
/// <param name="Label">What tables call it.</param>
/// <param name="Data">The images that it is for; null where that is not told.</param>
/// <param name="File">Where it lies.</param>
/// <param name="Detail">What made it.</param>
internal sealed record ListedNoise(string Id, string Label, DataSpec? Data, string File, string Detail)
{
    /// <summary>The images as they are called in the list.</summary>
    public string DataText => Data is null ? "" : Data.TrainImages is { } count ? string.Create(CultureInfo.InvariantCulture, $"{Data.Name} ({count:N0})") : Data.Name;

    /// <summary>What runs made, the newest first, then what was imported.</summary>
    public static ImmutableArray<ListedNoise> All(Settings settings)
    {
        var sets = new NoiseSets(settings.Store);
        var made = sets.Made();
        var labels = made.Count == 0 ? [] : NamedNoise.Labels(settings);
        var byKey = labels.GroupBy(row => row.Key, StringComparer.Ordinal).ToDictionary(rows => rows.Key, rows => rows.First().Label, StringComparer.Ordinal);
        return
        [
            .. made.Select(set => new ListedNoise(
                set.Key, byKey.GetValueOrDefault(set.Key, set.Noise.Method.Id), set.Data, set.File,
                string.Create(CultureInfo.InvariantCulture, $"{Described.Method(set.Noise.Method)}, seed {set.Seed}"))),
            .. sets.Imported().Select(entry => (Name: entry.Key, File: entry.Value, Origin: new NamedNoise(entry.Key, entry.Value, null).Origin()))
                .Select(noise => new ListedNoise(noise.Name, noise.Name, noise.Origin.Data, noise.File, noise.Origin.Method)),
        ];
    }
}

/// <summary>Some images of a noise set, as they were read.</summary>
/// <param name="Id">Of which noise set.</param>
/// <param name="Shape">Their shape.</param>
/// <param name="Labels">The class of every image that has noise.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Factor">How many times the noise is scaled up, the same for all of these.</param>
/// <param name="Images">Clean, noise and protected pixels by the image's number.</param>
internal sealed record LoadedImages(
    string Id, ImageShape Shape, ImmutableArray<int> Labels, int Classes, int Factor, ImmutableDictionary<int, ImageTriple> Images)
{
    /// <summary>Reads images.</summary>
    /// <param name="choice">The noise set.</param>
    /// <param name="dataFolder">Where data sets lie.</param>
    /// <param name="wanted">Gives the numbers of the images to read, from the labels of all.</param>
    /// <exception cref="UsageException">It is not told which images the noise is for.</exception>
    public static LoadedImages Read(ListedNoise choice, string dataFolder, Func<ImmutableArray<int>, IEnumerable<int>> wanted)
    {
        var spec = choice.Data ?? throw new UsageException($"{choice.Label} does not tell which images it is for; 'pluginhost noise view {choice.Label} --data NAME' shows it");
        using var data = new DataSets(dataFolder).Open(spec);
        using var noise = ImportedNoise.Open(choice.File, data.Train, new NoiseReading { MayHaveOneSign = true });
        if (noise.Checks.FirstOrDefault(check => check.Outcome == NoiseCheckOutcome.Wrong) is { } wrong)
        {
            throw new NoiseFileException($"{choice.File}: {wrong.Finding}");
        }

        using var images = new ProtectedImages(data.Train, noise);
        ImmutableArray<int> labels = [.. images.Labels.Take(images.Count)];
        var numbers = wanted(labels).ToList();
        int factor = NoiseSheet.Factor(numbers.Select(images.Noise));
        return new LoadedImages(choice.Id, images.Shape, labels, images.Classes, factor, numbers.ToImmutableDictionary(number => number, number => new ImageTriple(
            PngFile.Interleaved(images.Clean(number), images.Shape),
            PngFile.Interleaved(NoiseSheet.Amplified(images.Noise(number), factor), images.Shape),
            PngFile.Interleaved(images.Protected(number), images.Shape))));
    }
}

/// <summary>An image three times: three bytes a pixel, row by row.</summary>
internal sealed record ImageTriple(byte[] Clean, byte[] Noise, byte[] Protected);
