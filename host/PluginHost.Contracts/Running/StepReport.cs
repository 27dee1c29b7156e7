namespace PluginHost.Contracts;

/// <summary>What a step of noise making or training tells.</summary>
/// <param name="Phase">What is being done, such as <c>noise rem</c>, <c>final pass</c>, <c>training</c>, <c>test</c>.</param>
/// <param name="Step">Steps done in this phase, from 1.</param>
/// <param name="Steps">Steps of the phase in all.</param>
/// <param name="Loss">Mean cross-entropy of the step's batch, where there is one.</param>
/// <param name="Accuracy">Share of the step's batch (or of the test set) that is classified rightly, where known.</param>
public readonly record struct StepReport(string Phase, int Step, int Steps, double? Loss = null, double? Accuracy = null);

/// <summary>Saved progress of one piece of work, so that a killed run goes on from it.</summary>
public interface ICheckpoint
{
    /// <summary>Whether it is time to save (by the clock, or because the run was asked to stop).</summary>
    bool Due { get; }

    /// <summary>The last saved state, or null when there is none. The caller owns the tensors.</summary>
    CheckpointState? Load();

    /// <summary>Saves a state in place of the last one; it is on the disk when this returns.</summary>
    void Save(CheckpointState state);
}

/// <summary>A saved state.</summary>
/// <param name="Step">How many steps are done.</param>
/// <param name="Tensors">All tensors that are needed to go on, by name.</param>
public sealed record CheckpointState(int Step, IReadOnlyDictionary<string, Tensor> Tensors);
