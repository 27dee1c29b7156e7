namespace PluginHost.Contracts;

/// <summary>Makes defensive noise δᵘ for a data set.</summary>
/// <remarks>
/// A plugin class implements this, carries a <see cref="PluginAttribute"/> and has one public constructor that takes
/// its options record (or nothing). The same context gives the same noise, bit for bit on the CPU.
/// </remarks>
public interface INoiseMethod
{
    /// <summary>The largest |δᵘ| that this method may write; the host refuses noise beyond it.</summary>
    Radius Bound { get; }

    /// <summary>Whether the method trains a surrogate; then <see cref="NoiseContext.Surrogate"/> is given.</summary>
    bool NeedsSurrogate { get; }

    /// <summary>Makes the noise of every image of <see cref="NoiseContext.Images"/> into <see cref="NoiseContext.Noise"/>.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; a checkpoint was saved before.</exception>
    void Make(NoiseContext context);
}
