using System.Security.Cryptography;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Files;

namespace PluginHost.Engine.Noise;

/// <summary>
/// Files that list the protected images by their indices, from 0: an array of whole numbers in one dimension as NumPy
/// writes it (<c>.npy</c>, or pickled as the reference's <c>idx-20.pkl</c>, which is read without running anything in it), or
/// text (<c>.txt</c>, one index a line).
/// </summary>
public static class ProtectedIndices
{
    // A few million indices; longer lists are kept as arrays.
    private const long LargestText = 32 << 20;

    /// <summary>Reads a file and its hash.</summary>
    /// <exception cref="DataException">It is missing or damaged, or an index is negative or listed twice.</exception>
    public static (IndexFile File, long[] Indices) Read(string file)
    {
        try
        {
            long[] indices = Path.GetExtension(file).Equals(".txt", StringComparison.OrdinalIgnoreCase) ? FromText(file) : FromArray(file);
            if (indices.Length == 0 || indices.Min() < 0)
            {
                throw new DataException($"{file} lists {(indices.Length == 0 ? "no image" : $"the image {indices.Min()}")}; indices begin with 0");
            }

            if (Repeated(indices) is { } twice)
            {
                int times = indices.Count(i => i == twice);
                throw new DataException($"{file} lists the image {twice} {times} times; list each once");
            }

            using var content = RegularFile.Open(file);
            return (new IndexFile(file, Convert.ToHexStringLower(SHA256.HashData(content))), indices);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NoiseFileException)
        {
            throw new DataException($"the list of protected images {file} cannot be read: {problem.Message}", problem);
        }
    }

    /// <summary>Which images a file lists.</summary>
    /// <param name="file">The file, with the hash that it had when the run was planned.</param>
    /// <param name="count">How many training images there are.</param>
    /// <param name="firstImagesOnly">Whether these are the first ones of a larger set; then indices beyond them are left out.</param>
    /// <exception cref="DataException">The file is missing, was changed, or lists an image that is not there.</exception>
    public static bool[] Selection(IndexFile file, int count, bool firstImagesOnly)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (found, indices) = Read(file.File);
        if (found.Sha256 != file.Sha256)
        {
            throw new DataException($"{file.File} was changed since the run was planned; run the same command again");
        }

        var selected = new bool[count];
        foreach (long index in indices)
        {
            if (index < count)
            {
                selected[index] = true;
            }
            else if (!firstImagesOnly)
            {
                throw new DataException($"{file.File} lists the image {index}, but there are {count} (0…{count - 1}); is it for another data set?");
            }
        }

        return selected;
    }

    /// <summary>The first index that is listed more than once.</summary>
    private static long? Repeated(long[] indices)
    {
        long[] sorted = [.. indices];
        Array.Sort(sorted);
        var repeated = sorted.Skip(1).Where((index, i) => index == sorted[i]).ToHashSet();
        return repeated.Count > 0 ? indices.First(repeated.Contains) : null;
    }

    private static long[] FromArray(string file)
    {
        using var array = StoredArray.Open(file);
        return array.Shape is [_] or [_, 1]
            ? array.ReadIntegers()
            : throw new DataException($"{file} holds an array of shape ({string.Join(", ", array.Shape)}), not indices: one dimension is wanted");
    }

    private static long[] FromText(string file) =>
    [
        .. RegularFile.ReadLines(file, LargestText).Index().Where(line => line.Item.Trim().Length > 0).Select(line =>
            WholeNumber.TryParse(line.Item.Trim(), out long index)
                ? index
                : throw new DataException($"{file}({line.Index + 1}): '{line.Item.Trim()}' is no index; write one whole number a line")),
    ];
}
