using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;

namespace PluginHost.NoiseFiles;

/// <summary>Protected images in the layout of the Python version of CIFAR: see <see cref="CifarBatch"/>.</summary>
internal sealed class CifarPython : ImageValues
{
    private readonly IReadOnlyList<CifarBatch> _batches;

    private CifarPython(IReadOnlyList<CifarBatch> batches)
    {
        _batches = batches;
        Labels = [.. batches.SelectMany(batch => batch.Labels)];
    }

    public override string Format => $"CIFAR, Python version, {_batches.Count} file{(_batches.Count == 1 ? "" : "s")}";

    public override int Count => Labels.Count;

    public override ImageShape Shape => CifarSet.Shape;

    public override bool AreBytes => true;

    public override IReadOnlyList<int> Labels { get; }

    /// <summary>
    /// The training files of a folder in this layout, in the order of their images; none in any other folder.
    /// </summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        var sets = ((CifarSet[])[CifarSet.Cifar10, CifarSet.Cifar100])
            .Select(set => set.Train.Select(file => Path.Combine(folder, file.PythonName)).Where(File.Exists).ToList());
        return sets.FirstOrDefault(files => files.Count > 0) ?? [];
    }

    public static CifarPython Open(IReadOnlyList<string> files)
    {
        try
        {
            return new CifarPython([.. files.Select(file => CifarBatch.Open(file, CifarSet.Cifar100.Classes))]);
        }
        catch (DataException problem)
        {
            throw new NoiseFileException(problem.Message, problem);
        }
    }

    public override void Read(int first, Span<float> values)
    {
        var pixels = new byte[values.Length];
        int at = 0;
        foreach (var batch in _batches)
        {
            int from = Math.Max(first, at), to = Math.Min(first + (values.Length / Shape.Size), at + batch.Labels.Count);
            if (from < to)
            {
                batch.Read(from - at, pixels.AsSpan((from - first) * Shape.Size, (to - from) * Shape.Size));
            }

            at += batch.Labels.Count;
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            values[i] = pixels[i];
        }
    }
}
