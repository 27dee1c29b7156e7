namespace PluginHost.Engine.Noise;

/// <summary>A noise method's checkpoint that also keeps the noise written so far, so that no method has to.</summary>
/// <param name="noise">The noise in the making.</param>
/// <param name="inner">Where it is kept, with the method's own state.</param>
public sealed class NoiseCheckpoint(StoredNoise noise, ICheckpoint inner) : ICheckpoint
{
    private const string DoneMark = "noise.done";

    /// <inheritdoc/>
    public bool Due => inner.Due;

    /// <inheritdoc/>
    public CheckpointState? Load()
    {
        var saved = inner.Load();
        if (saved is not null)
        {
            noise.Restore(saved.Tensors);
        }

        return saved;
    }

    /// <inheritdoc/>
    public void Save(CheckpointState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        using var scope = NewDisposeScope();
        var tensors = new Dictionary<string, Tensor>(state.Tensors, StringComparer.Ordinal);
        noise.Save(tensors);
        inner.Save(state with { Tensors = tensors });
        noise.Saved();
    }

    /// <summary>Whether the method has ended, and only its noise must still be put in its place; then the noise is as it left it.</summary>
    internal bool IsDone()
    {
        using var scope = NewDisposeScope();
        return Load() is { } saved && saved.Tensors.ContainsKey(DoneMark);
    }

    /// <summary>Remembers that the method has ended.</summary>
    internal void Done() => Save(new CheckpointState(0, new Dictionary<string, Tensor> { [DoneMark] = ones(1) }));
}
