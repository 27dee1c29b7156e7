using PluginHost.Contracts;
using PluginHost.Engine;

namespace PluginHost.Running;

/// <summary>How many images a data set has, as a spec asks for it.</summary>
internal sealed record DataSize(int Train, int Test, ImageShape Shape);

/// <summary>The sizes of data sets; those of known ones are told without their files.</summary>
internal sealed class DataSizes(DataSets data)
{
    private readonly Dictionary<DataSpec, DataSize?> _known = [];

    /// <summary>The size; null for images that are not here.</summary>
    public DataSize? Of(DataSpec spec) => _known.TryGetValue(spec, out var known) ? known : _known[spec] = Look(spec);

    private DataSize? Look(DataSpec spec)
    {
        if (data.List().FirstOrDefault(info => info.Name == spec.Name) is { TrainImages: > 0 } listed)
        {
            return new DataSize(
                Math.Min(spec.TrainImages ?? int.MaxValue, listed.TrainImages), Math.Min(spec.TestImages ?? int.MaxValue, listed.TestImages),
                listed.Shape);
        }

        if (data.Checksum(spec) is null)
        {
            return null;
        }

        using var opened = data.Open(spec);
        return new DataSize(opened.Train.Count, opened.Test.Count, opened.Train.Shape);
    }
}
