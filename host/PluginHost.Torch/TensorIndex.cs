namespace PluginHost.Torch;

/// <summary>One index of a tensor: a number, a range, a slice with a step, an index or mask tensor, "..." or a new dimension.</summary>
public readonly struct TensorIndex
{
    private readonly Kind _kind;
    private readonly long? _start, _stop;
    private readonly long _step;
    private readonly torch.Tensor? _tensor;

    private TensorIndex(Kind kind, long? start = null, long? stop = null, long step = 1, torch.Tensor? tensor = null)
    {
        _kind = kind;
        _start = start;
        _stop = stop;
        _step = step;
        _tensor = tensor;
    }

    private enum Kind : byte
    {
        Slice,
        Single,
        Tensor,
        Ellipsis,
        None,
    }

    /// <summary>As many whole dimensions as are left over.</summary>
    public static TensorIndex Ellipsis => new(Kind.Ellipsis);

    /// <summary>A new dimension of size 1.</summary>
    public static TensorIndex None => new(Kind.None);

    /// <summary>A whole dimension.</summary>
    public static TensorIndex Colon => new(Kind.Slice);

    /// <summary>One index; negative ones count from the end.</summary>
    public static implicit operator TensorIndex(long index) => new(Kind.Single, index);

    /// <summary>One index; negative ones count from the end.</summary>
    public static implicit operator TensorIndex(int index) => new(Kind.Single, index);

    /// <summary>An int64 tensor of indices, or a bool tensor that is true where elements are meant.</summary>
    public static implicit operator TensorIndex(torch.Tensor index) => new(Kind.Tensor, tensor: index);

    /// <summary>A range as in C#: <c>1..3</c>, <c>..^1</c>.</summary>
    public static implicit operator TensorIndex(Range range) => new(Kind.Slice, End(range.Start, 0), End(range.End, null));

    /// <summary>start … stop - 1 in steps; null is the end.</summary>
    public static TensorIndex Slice(long? start = null, long? stop = null, long step = 1) => new(Kind.Slice, start, stop, step);

    internal static torch.Tensor Read(torch.Tensor tensor, TensorIndex[] indices)
    {
        var (view, positions) = View(tensor, indices);
        if (positions is null)
        {
            return view;
        }

        using (view)
        {
            return view.index(positions);
        }
    }

    internal static void Write(torch.Tensor tensor, TensorIndex[] indices, torch.Tensor value)
    {
        var (view, positions) = View(tensor, indices);
        using (view)
        {
            _ = positions is null ? view.copy_(value) : view.index_put_(value, positions);
        }
    }

    // ^0 is the end itself: no bound.
    private static long? End(Index index, long? atZero) =>
        index.IsFromEnd ? index.Value == 0 ? atZero : -index.Value : index.Value;

    // Everything but tensors is done by views; the tensors stay at their dimension for one indexing at the end.
    private static (torch.Tensor View, torch.Tensor?[]? Positions) View(torch.Tensor tensor, TensorIndex[] indices)
    {
        int used = indices.Sum(i => i._kind switch
        {
            Kind.Ellipsis or Kind.None => 0,
            Kind.Tensor when i._tensor!.dtype == torch.ScalarType.Bool => i._tensor.ndim,
            _ => 1,
        });
        if (used > tensor.ndim || indices.Count(i => i._kind == Kind.Ellipsis) > 1)
        {
            throw new ArgumentException($"{used} indices and at most one ellipsis do not fit the tensor {tensor}.", nameof(indices));
        }

        var view = tensor.alias();
        var positions = new List<torch.Tensor?>();
        int dim = 0;
        foreach (var index in indices)
        {
            var before = view;
            switch (index._kind)
            {
                case Kind.Single:
                    view = before.select(dim, index._start!.Value);
                    break;
                case Kind.Slice:
                    view = before.slice(dim++, index._start, index._stop, index._step);
                    break;
                case Kind.None:
                    view = before.unsqueeze(dim++);
                    break;
                case Kind.Ellipsis:
                    dim += tensor.ndim - used;
                    continue;
                default:
                    while (positions.Count < dim)
                    {
                        positions.Add(null);
                    }

                    positions.Add(index._tensor);
                    dim += index._tensor!.dtype == torch.ScalarType.Bool ? index._tensor.ndim : 1;
                    continue;
            }

            before.Dispose();
        }

        return (view, positions.Count > 0 ? [.. positions] : null);
    }
}
