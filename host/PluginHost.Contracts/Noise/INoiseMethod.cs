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

    /// <summary>
    /// Whether that surrogate is an ordinary model, trained on the clean images: then its schedule is the one of models
    /// under test (40,000 steps in the paper), not the shorter one of surrogates that train together with their noise.
    /// </summary>
    bool TrainsSurrogateOnCleanImages => false;

    /// <summary>
    /// How many passes making the noise takes, for estimates of time: a pass is one batch forward and backward through the
    /// network. Updates of a surrogate count, tests do not.
    /// </summary>
    /// <param name="images">How many images are protected.</param>
    /// <param name="surrogate">How the surrogate is trained, which gives its iterations and the batch size; null without one.</param>
    /// <returns>The exact number, or an upper bound with <see cref="MayEndEarly"/>; null when the method does not tell.</returns>
    long? Passes(int images, SurrogateSpec? surrogate) => null;

    /// <summary>Whether the method ends when its noise is good enough: then <see cref="Passes"/> is what it takes at most.</summary>
    bool MayEndEarly => false;

    /// <summary>How many images a pass has, where that is not the surrogate's batch size; null where it is.</summary>
    int? PassBatch => null;

    /// <summary>The work besides passes, such as kernel algebra; null for none.</summary>
    /// <param name="images">How many images are protected.</param>
    /// <param name="shape">Their shape.</param>
    NoiseWork? Work(int images, ImageShape shape) => null;

    /// <summary>Makes the noise of every image of <see cref="NoiseContext.Images"/> into <see cref="NoiseContext.Noise"/>.</summary>
    /// <exception cref="OperationCanceledException">The run was stopped; a checkpoint was saved before.</exception>
    void Make(NoiseContext context);
}
