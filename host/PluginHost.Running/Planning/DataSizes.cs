using PluginHost.Engine.Data;

namespace PluginHost.Running.Planning;

/// <summary>How many images a data set has, as a spec asks for it.</summary>
/// <param name="Train">Training images.</param>
/// <param name="Test">Test images.</param>
/// <param name="Shape">Their shape.</param>
/// <param name="IsAtMost">Whether it may have fewer, because it is not here to be counted.</param>
internal sealed record DataSize(int Train, int Test, ImageShape Shape, bool IsAtMost = false);

/// <summary>The sizes of data sets; those of known ones are told without their files.</summary>
internal sealed class DataSizes(DataSets data)
{
    private readonly Dictionary<DataSpec, DataSize?> _known = [];

    /// <summary>The size; null for images that are not here and of which nothing is known.</summary>
    public DataSize? Of(DataSpec spec) => _known.TryGetValue(spec, out var known) ? known : _known[spec] = Look(spec);

    private DataSize? Look(DataSpec spec)
    {
        var listed = data.List().FirstOrDefault(info => info.Name == spec.Name);
        if (listed is { TrainImages: > 0 })
        {
            return Asked(listed.TrainImages, listed.TestImages, listed.Shape);
        }

        if (listed is not null && DataSets.MostImagesOf(spec.Name) is { } most)
        {
            return Asked(most.Train, most.Test, listed.Shape) with { IsAtMost = spec.TrainImages is null };
        }

        if (data.Checksum(spec) is null)
        {
            return null;
        }

        using var opened = data.Open(spec);
        return new DataSize(opened.Train.Count, opened.Test.Count, opened.Train.Shape);

        DataSize Asked(int train, int test, ImageShape shape) =>
            new(Math.Min(spec.TrainImages ?? int.MaxValue, train), Math.Min(spec.TestImages ?? int.MaxValue, test), shape);
    }
}
