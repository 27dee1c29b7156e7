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

    public virtual void Dispose()
    {
    }

    /// <summary>Opens whatever is at a path: an array file, a folder of PNG files, or files in the CIFAR layout.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="expected">The shape of the images that it is for; null when that is not known.</param>
    /// <exception cref="NoiseFileException">It is not there or cannot be read.</exception>
    public static ImageValues OpenAny(string path, ImageShape? expected)
    {
        if (Directory.Exists(path))
        {
            return CifarBinary.Files(path) is { Count: > 0 } files ? CifarBinary.Open(path, files) : PngFolder.Open(path);
        }

        return !File.Exists(path) ? throw new NoiseFileException($"there is no file or folder {path}")
            : Path.GetExtension(path).Equals(".bin", StringComparison.OrdinalIgnoreCase) ? CifarBinary.Open(path, [path])
            : ArrayImages.Open(path, expected);
    }
}
