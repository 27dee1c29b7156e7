using System.Collections.ObjectModel;
using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>Noise or images as somebody stored them: numbers in some unit, image by image, (C, H, W) each.</summary>
internal abstract class ImageValues : IDisposable
{
    private const int PieceValues = 1 << 20;

    /// <summary>What they are stored as, for people: <c>npy, float32 (50000, 32, 32, 3), channels last</c>.</summary>
    public abstract string Format { get; }

    public abstract int Count { get; }

    public abstract ImageShape Shape { get; }

    /// <summary>Whether every value is one of 0 to 255.</summary>
    public abstract bool AreBytes { get; }

    /// <summary>Whether the values may have a fraction.</summary>
    public virtual bool AreFractional => false;

    /// <summary>The labels that are stored beside them; null for none.</summary>
    public virtual IReadOnlyList<int>? Labels => null;

    /// <summary>Texts that are stored beside them.</summary>
    public virtual IReadOnlyDictionary<string, string> Metadata => ReadOnlyDictionary<string, string>.Empty;

    /// <summary>How many images to read at a time.</summary>
    public int Piece => Math.Clamp(PieceValues / Shape.Size, 1, Count);

    public abstract void Read(int first, Span<float> values);

    private static ImageValues OpenFolder(string path, IReadOnlyList<string> names)
    {
        var binary = CifarBinary.Files(path);
        if (binary.Count > 0)
        {
            return CifarBinary.Open(path, binary);
        }

        var batches = CifarPython.Files(path);
        return batches.Count > 0 ? CifarPython.Open(batches) : PngFolder.Open(path, names);
    }

    public virtual void Dispose()
    {
    }

    /// <summary>Opens whatever is at a path: an array file, a folder of images, or files in a CIFAR layout.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="expected">The shape of the images that it is for; null when that is not known.</param>
    /// <param name="names">The names of the images that it is for; empty where they have none.</param>
    /// <exception cref="NoiseFileException">It is not there or cannot be read.</exception>
    public static ImageValues OpenAny(string path, ImageShape? expected, params IReadOnlyList<string> names)
    {
        try
        {
            if (Directory.Exists(path))
            {
                return OpenFolder(path, names);
            }

            if (!File.Exists(path))
            {
                throw new NoiseFileException($"there is no file or folder {path}");
            }

            return Path.GetExtension(path).Equals(".bin", StringComparison.OrdinalIgnoreCase)
                ? CifarBinary.Open(path, [path])
                : ArrayImages.Open(path, expected);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NoiseFileException($"{path} cannot be read: {problem.Message.TrimEnd('.')}", problem);
        }
    }
}
