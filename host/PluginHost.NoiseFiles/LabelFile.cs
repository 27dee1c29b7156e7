using PluginHost.Engine.Arrays;
using PluginHost.Files;

namespace PluginHost.NoiseFiles;

/// <summary>
/// Labels in a file: an array or list of whole numbers (floats that are whole will do), also one-hot; labels.csv; or a
/// text with one label a line, as numpy.savetxt writes it too.
/// </summary>
public static class LabelFile
{
    // A few million labels; longer lists are kept as arrays.
    internal const long LargestText = 32 << 20;

    private static readonly char[] s_separators = [' ', '\t', ',', ';', '[', ']'];

    /// <summary>Reads the labels in the order of the images.</summary>
    /// <exception cref="NoiseFileException">It is not there or holds something else.</exception>
    public static IReadOnlyList<int> Read(string path)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".csv" when IsList(path) => [.. PngFolder.Listed(path).OrderBy(entry => entry.Index).Select(entry => entry.Label)],
                ".txt" or ".csv" or ".json" => Text(path),
                _ => Array(path),
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NoiseFileException($"{path} cannot be read: {problem.Message.TrimEnd('.')}", problem);
        }
    }

    /// <summary>Whether a table names images: then it has a first line with names of columns.</summary>
    private static bool IsList(string path)
    {
        string first = RegularFile.ReadLines(path, LargestText).FirstOrDefault("");
        return first.Any(char.IsAsciiLetter) && !WholeNumber.TryParse(first.Split(s_separators)[0], out _);
    }

    private static int[] Text(string path)
    {
        const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var rows = RegularFile.ReadLines(path, LargestText).Index().Where(line => line.Item.Length > 0)
            .Select(line => (line.Index, Words: line.Item.Split(s_separators, Trimmed)))
            .Where(line => line.Words.Length > 0);
        var labels = new List<int>();
        int lines = 0, columns = 0;
        foreach (var (index, words) in rows)
        {
            lines++;
            columns = lines == 1 ? words.Length : columns;
            if (words.Length != columns)
            {
                throw new NoiseFileException(
                    $"{path}({index + 1}): {words.Length} numbers, and {columns} in the lines before; one label a "
                    + "line is wanted, or one-hot");
            }

            labels.AddRange(words.Select(word => Label(path, index, word)));
        }

        // One line is a list of labels; several of several numbers are one-hot.
        return lines <= 1 || columns == 1
            ? [.. labels]
            : OneHot(path, [.. labels.Select(label => (long)label)], columns);
    }

    private static int Label(string path, int index, string word) =>
        WholeNumber.TryParse(word, out long label) && label is >= 0 and <= int.MaxValue
            ? (int)label
            : throw new NoiseFileException($"{path}({index + 1}): '{word}' is not a label");

    private static int[] Array(string path)
    {
        using var array = StoredArray.Open(path);
        return array.Shape switch
        {
            [_] or [_, 1] => [.. array.ReadIntegers().Select(label => Label(array, label))],
            [_, > 1 and <= StoredArray.MostIntegers and var classes] => OneHot(path, array.ReadIntegers(), (int)classes),
            _ => throw new NoiseFileException(
                $"{path} holds {array.Content}; labels are wanted as (N), or one-hot as (N, classes)"),
        };
    }

    private static int Label(StoredArray array, long label) => label is >= 0 and <= int.MaxValue
        ? (int)label
        : throw new NoiseFileException($"{array.Path} holds {label}, which is not a label");

    private static int[] OneHot(string path, long[] values, int classes)
    {
        var labels = new int[values.Length / classes];
        for (int row = 0; row < labels.Length; row++)
        {
            var line = values.AsSpan(row * classes, classes);
            int one = line.IndexOf(1L);
            bool isOneHot = one >= 0 && line.Count(0L) == classes - 1;
            labels[row] = isOneHot
                ? one
                : throw new NoiseFileException(
                    $"{path} holds ({labels.Length}, {classes}) numbers, and row {row} is not one-hot (a single 1, "
                        + "else 0); labels are wanted as (N), or one-hot");
        }

        return labels;
    }
}
