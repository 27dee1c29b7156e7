namespace PluginHost.Contracts;

/// <summary>
/// Where a noise method writes δᵘ: one int8 image of grey levels (units of 1/255) for every image of the set, zero
/// until written. In memory or in a mapped file: the method need not know.
/// </summary>
public abstract class NoiseBuffer
{
    /// <summary>How many images have noise.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of the noise of one image.</summary>
    public abstract ImageShape Shape { get; }

    /// <summary>Quantises noise and stores it: round-half-even(255·δ) as int8.</summary>
    /// <param name="indices">The images that the noise belongs to.</param>
    /// <param name="noise">δ, float (N, C, H, W) in units of 1 (8/255 is 0.0314); finite, |δ| ≤ 127/255.</param>
    /// <exception cref="ArgumentException">The noise is not finite, too large for int8, or of another shape.</exception>
    public abstract void Write(ReadOnlySpan<long> indices, Tensor noise);

    /// <summary>Reads stored noise as float32 (N, C, H, W) in units of 1.</summary>
    /// <param name="indices">The images whose noise is wanted.</param>
    /// <param name="device">Where the noise shall live.</param>
    public abstract Tensor Read(ReadOnlySpan<long> indices, Device device);
}
