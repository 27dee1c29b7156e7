namespace PluginHost.Torch;

/// <summary>
/// Frees the tensors made on this thread while it is the innermost scope, when it is disposed. Tensors that must live
/// longer are moved out (<c>MoveToOuterDisposeScope</c>) or detached. Not thread-safe: use it on the thread that made it.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? t_innermost;

    private readonly HashSet<torch.Tensor> _tensors = new(ReferenceEqualityComparer.Instance);
    private bool _disposed;

    internal DisposeScope()
    {
        OuterScope = t_innermost;
        t_innermost = this;
    }

    /// <summary>The scope around this one; null for the outermost.</summary>
    public DisposeScope? OuterScope { get; private set; }

    /// <summary>Tensors it would free now.</summary>
    public int DisposablesCount => _tensors.Count;

    internal static DisposeScope? Innermost => t_innermost;

    /// <summary>Takes a tensor over from whatever scope owns it, or from none.</summary>
    public torch.Tensor Attach(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(_disposed, this);
        tensor.OwningScope?._tensors.Remove(tensor);
        Include(tensor);
        return tensor;
    }

    /// <summary>Gives tensors to the scope around this one; without one they belong to nobody.</summary>
    public void MoveToOuter(params IEnumerable<torch.Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (var tensor in tensors)
        {
            MoveToOther(OuterScope, tensor);
        }
    }

    /// <summary>Frees tensors from this scope: their holder disposes them.</summary>
    public void Detach(params IEnumerable<torch.Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ObjectDisposedException.ThrowIf(_disposed, this);
        foreach (var tensor in tensors)
        {
            MoveToOther(null, tensor);
        }
    }

    /// <summary>Whether this scope would free the tensor.</summary>
    public bool Contains(torch.Tensor tensor) => _tensors.Contains(tensor);

    /// <summary>Frees now what it holds; the scope stays open.</summary>
    public void DisposeEverything() => DisposeEverythingBut();

    /// <summary>Frees now what it holds except <paramref name="kept"/>; the scope stays open.</summary>
    public void DisposeEverythingBut(params IEnumerable<torch.Tensor> kept)
    {
        var keep = new HashSet<torch.Tensor>(kept, ReferenceEqualityComparer.Instance);
        foreach (var tensor in _tensors.ToArray())
        {
            if (!keep.Contains(tensor))
            {
                tensor.Dispose();
            }
        }
    }

    /// <summary>Frees what it holds and makes the scope around it the innermost again.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        foreach (var tensor in _tensors)
        {
            tensor.OwningScope = null;
            tensor.Dispose();
        }

        _tensors.Clear();
        LeaveStack();
    }

    internal static void MoveToOther(DisposeScope? scope, torch.Tensor tensor)
    {
        tensor.OwningScope?._tensors.Remove(tensor);
        tensor.OwningScope = null;
        scope?.Include(tensor);
    }

    internal void Include(torch.Tensor tensor)
    {
        _tensors.Add(tensor);
        tensor.OwningScope = this;
    }

    internal void Forget(torch.Tensor tensor) => _tensors.Remove(tensor);

    // Usually the innermost; a scope disposed out of order is taken out of the middle.
    private void LeaveStack()
    {
        if (t_innermost == this)
        {
            t_innermost = OuterScope;
            return;
        }

        for (var inner = t_innermost; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope == this)
            {
                inner.OuterScope = OuterScope;
                return;
            }
        }
    }
}

public static partial class torch
{
    /// <summary>Opens a scope that frees the tensors made on this thread until it is disposed: <c>using var scope = NewDisposeScope();</c></summary>
    public static DisposeScope NewDisposeScope() => new();
}
