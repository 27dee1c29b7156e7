namespace PluginHost.Engine.Verification;

/// <summary>Progress kept in memory; saved when the run is asked to stop.</summary>
internal sealed class MemoryCheckpoint(CancellationToken stop) : ICheckpoint, IDisposable
{
    private CheckpointState? _state;

    public bool Due => stop.IsCancellationRequested;

    public CheckpointState? Load() => _state is null ? null : Copy(_state);

    public void Save(CheckpointState state)
    {
        Dispose();
        _state = Copy(state);
        foreach (var tensor in _state.Tensors.Values)
        {
            tensor.DetachFromDisposeScope();
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _state?.Tensors.Values ?? [])
        {
            tensor.Dispose();
        }

        _state = null;
    }

    private static CheckpointState Copy(CheckpointState state) =>
        state with { Tensors = state.Tensors.ToDictionary(t => t.Key, t => t.Value.detach().clone()) };
}
