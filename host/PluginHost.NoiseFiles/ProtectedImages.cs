namespace PluginHost.NoiseFiles;

/// <summary>Clean images with noise added and clipped to 0…255, one after another: what is exported and drawn.</summary>
/// <param name="clean">The images.</param>
/// <param name="noise">Noise for the first of them, or for all; null for none.</param>
public sealed class ProtectedImages(LabelledImages clean, NoiseLevels? noise) : IDisposable
{
    private const int Piece = 256;

    /// <summary>How many images there are: as many as the noise is for.</summary>
    public int Count => noise is null ? clean.Count : Math.Min(clean.Count, noise.Count);

    /// <summary>The shape of every image.</summary>
    public ImageShape Shape => clean.Shape;

    /// <summary>How many classes there are.</summary>
    public int Classes => clean.Classes;

    /// <summary>The label of every image.</summary>
    public IReadOnlyList<int> Labels => clean.Labels;

    /// <summary>What is done with an image: its pixels are channel planes, each row by row.</summary>
    internal delegate void ImageAction(int index, ReadOnlySpan<byte> pixels);

    /// <summary>One clean image: channel planes, each row by row.</summary>
    public byte[] Clean(int index) => Bytes([index]);

    /// <summary>The noise of one image, in grey levels; zero where there is none.</summary>
    public sbyte[] Noise(int index)
    {
        var levels = new sbyte[Shape.Size];
        noise?.Read(index, levels);
        return levels;
    }

    /// <summary>One protected image: channel planes, each row by row.</summary>
    public byte[] Protected(int index)
    {
        byte[] pixels = Clean(index);
        Add(pixels, Noise(index));
        return pixels;
    }

    /// <summary>Goes through protected images.</summary>
    internal void ForEach(int first, int count, ImageAction action)
    {
        for (int at = first; at < first + count; at += Piece)
        {
            int images = Math.Min(Piece, first + count - at);
            byte[] pixels = Bytes(ImageRange.Of(at, images));
            if (noise is not null)
            {
                var levels = new sbyte[pixels.Length];
                noise.Read(at, levels);
                Add(pixels, levels);
            }

            for (int i = 0; i < images; i++)
            {
                action(at + i, pixels.AsSpan(i * Shape.Size, Shape.Size));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => noise?.Dispose();

    internal static void Add(Span<byte> pixels, ReadOnlySpan<sbyte> levels)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)Math.Clamp(pixels[i] + levels[i], 0, 255);
        }
    }

    private byte[] Bytes(long[] indices)
    {
        using var read = clean.ReadBytes(indices, torch.CPU);
        var pixels = new byte[indices.Length * Shape.Size];
        read.CopyTo(pixels.AsSpan());
        return pixels;
    }
}
