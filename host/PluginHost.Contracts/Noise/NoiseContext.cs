namespace PluginHost.Contracts;

/// <summary>All that a noise method sees: the images, a way to make surrogates, randomness, and where results go.</summary>
public sealed class NoiseContext
{
    /// <summary>The images to protect.</summary>
    public required LabelledImages Images { get; init; }

    /// <summary>Where the noise goes; as many images, in the same order.</summary>
    public required NoiseBuffer Noise { get; init; }

    /// <summary>The device and precision that everything runs on.</summary>
    public required Compute Compute { get; init; }

    /// <summary>How surrogates are built and trained; null when the recipe gives none.</summary>
    public SurrogateTraining? Surrogate { get; init; }

    /// <summary>The transformations t that the noise shall survive; differentiable, batched on the device. Null for none.</summary>
    public required IAugmentation? Augmentation { get; init; }

    /// <summary>The seeded source of all randomness.</summary>
    public required RandomStreams Random { get; init; }

    /// <summary>
    /// Saves progress, so that a killed run goes on from where it was. The noise written so far is saved and brought back
    /// with it; a method adds what else it needs.
    /// </summary>
    public required ICheckpoint Checkpoint { get; init; }

    /// <summary>Told after every step.</summary>
    public required IProgress<StepReport> Progress { get; init; }

    /// <summary>Asks the method to stop after the current step (having saved a checkpoint).</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>How a surrogate, the network that noise is made with, is built and trained.</summary>
/// <param name="Build">Makes an untrained network on the device; seed the generator before to fix its weights.</param>
/// <param name="Schedule">Iterations, batch size and optimizer settings.</param>
public sealed record SurrogateTraining(Func<Module<Tensor, Tensor>> Build, TrainingSchedule Schedule);
