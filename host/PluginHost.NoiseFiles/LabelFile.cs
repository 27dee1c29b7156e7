using System.Globalization;
using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>Labels or indices in a file: an integer array (npy, safetensors, pickle), labels.csv, or a number a line.</summary>
public static class LabelFile
{
    /// <summary>Reads the labels in the order of the images.</summary>
    /// <exception cref="NoiseFileException">It is not there or holds something else.</exception>
    public static IReadOnlyList<int> Read(string path)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" => [.. PngFolder.Listed(path).OrderBy(entry => entry.Index).Select(entry => entry.Label)],
                ".txt" => [.. File.ReadAllLines(path).Where(line => line.Trim().Length > 0).Select((line, i) => Number(path, line, i))],
                _ => Array(path),
            };
        }
        catch (IOException problem)
        {
            throw new NoiseFileException($"{path} cannot be read: {problem.Message.TrimEnd('.')}", problem);
        }
    }

    private static int Number(string path, string line, int index) =>
        int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int label)
            ? label
            : throw new NoiseFileException($"{path}({index + 1}): '{line}' is not a label");

    private static int[] Array(string path)
    {
        using var array = StoredArray.Open(path);
        return [.. array.ReadIntegers().Select(label => label is >= 0 and <= int.MaxValue
            ? (int)label
            : throw new NoiseFileException($"{path} holds {label}, which is not a label"))];
    }
}
