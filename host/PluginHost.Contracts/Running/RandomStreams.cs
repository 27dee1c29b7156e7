using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Contracts;

/// <summary>
/// Named streams of random numbers under one seed. Every place that draws begins its stream at its step, so a result
/// does not depend on what ran before it, and a resumed run needs no generator state.
/// </summary>
/// <remarks>The streams share torch's default generator, so one process runs one cell at a time.</remarks>
/// <param name="seed">The seed of the cell.</param>
public sealed class RandomStreams(long seed)
{
    /// <summary>The seed of the cell.</summary>
    public long Seed { get; } = seed;

    /// <summary>Seeds torch's default generators for the draws of one step of one stream.</summary>
    /// <param name="stream">
    /// What is drawn, such as <c>initialisation</c>, <c>order</c>, <c>augmentation</c>, <c>eot</c>, <c>attack</c>.
    /// </param>
    /// <param name="step">The step, epoch or batch that the draws belong to.</param>
    public void Begin(string stream, long step = 0) => manual_seed(Derive(stream, step)).Dispose();

    /// <summary>The seed of one step of one stream: the first 63 bits of SHA-256(seed, step, stream).</summary>
    public long Derive(string stream, long step = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(stream);
        var name = Encoding.UTF8.GetBytes(stream);
        var message = new byte[16 + name.Length];
        BinaryPrimitives.WriteInt64LittleEndian(message, Seed);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(8), step);
        name.CopyTo(message, 16);
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(message)) & long.MaxValue;
    }

    /// <summary>Streams of their own under a name, for a part of a cell such as its noise.</summary>
    public RandomStreams For(string part) => new(Derive(part));
}
