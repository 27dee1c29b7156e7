using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PluginHost.NoiseFiles;

/// <summary>Noise in whole grey levels (units of 1/255), read image by image, (C, H, W) each.</summary>
public abstract class NoiseLevels : IDisposable
{
    private const int PieceValues = 1 << 22;

    /// <summary>How many images the noise is for.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of the noise of one image.</summary>
    public abstract ImageShape Shape { get; }

    /// <summary>How many images to read at a time: about four million values.</summary>
    public int Piece => Math.Clamp(PieceValues / Shape.Size, 1, Math.Max(1, Count));

    /// <summary>Reads the noise of some images.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="levels">Filled; its length is a multiple of the size of one.</param>
    public abstract void Read(int first, Span<sbyte> levels);

    /// <summary>Writes all values to a stream.</summary>
    internal void CopyTo(Stream stream) => InPieces((_, levels) => stream.Write(MemoryMarshal.AsBytes(levels)));

    /// <summary>SHA-256 over all values, lower-case hex.</summary>
    internal string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        InPieces((_, levels) => hash.AppendData(MemoryMarshal.AsBytes(levels)));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Goes through all images, some at a time.</summary>
    internal void InPieces(PieceAction action)
    {
        sbyte[] buffer = ArrayPool<sbyte>.Shared.Rent(Piece * Shape.Size);
        for (int first = 0; first < Count; first += Piece)
        {
            var levels = buffer.AsSpan(0, Math.Min(Piece, Count - first) * Shape.Size);
            Read(first, levels);
            action(first, levels);
        }

        ArrayPool<sbyte>.Shared.Return(buffer);
    }

    /// <summary>What is done with the noise of some images.</summary>
    internal delegate void PieceAction(int first, ReadOnlySpan<sbyte> levels);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
