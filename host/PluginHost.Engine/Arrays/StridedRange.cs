namespace PluginHost.Engine.Arrays;

/// <summary>Reads bytes from a place in the elements of an array.</summary>
internal delegate void ElementBytes(long offset, Span<byte> into);

/// <summary>
/// Elements of an array in row-major order, however they lie in the file: boxes of them that lie close together are
/// read at once, others are taken apart along the dimension that spreads them most.
/// </summary>
/// <param name="shape">The sizes of the dimensions.</param>
/// <param name="strides">How far elements are apart in the file, in elements.</param>
/// <param name="size">The bytes of an element.</param>
/// <param name="read">Reads from the file.</param>
internal sealed class StridedRange(
    IReadOnlyList<long> shape, IReadOnlyList<long> strides, int size, ElementBytes read)
{
    private const int MostBytes = 1 << 20, Sparseness = 2, SmallBytes = 1 << 12;

    private readonly long[] _rows = ArrayPlace.StridesOf(shape);
    private byte[] _window = [];

    /// <summary>Whether row-major order is how they lie.</summary>
    public bool IsPlain => !shape.Where((length, dim) => length > 1 && strides[dim] != _rows[dim]).Any();

    /// <summary>Reads some elements.</summary>
    /// <param name="first">The number of the first one in row-major order.</param>
    /// <param name="into">As many bytes as are wanted.</param>
    public void Read(long first, Span<byte> into) => Rows(0, 0, first, into);

    /// <summary>Whole boxes of a range, and what is left at both of its ends.</summary>
    private void Rows(int dim, long place, long first, Span<byte> into)
    {
        if (dim == shape.Count)
        {
            read(place * size, into);
            return;
        }

        long inner = _rows[dim], index = first / inner, skipped = first % inner;
        if (skipped > 0)
        {
            int head = (int)Math.Min(into.Length, (inner - skipped) * size);
            Rows(dim + 1, place + (index * strides[dim]), skipped, into[..head]);
            into = into[head..];
            index++;
        }

        long whole = into.Length / size / inner;
        int boxBytes = checked((int)(whole * inner * size));
        if (whole > 0)
        {
            long[] lengths = [.. shape];
            Array.Fill(lengths, 1, 0, dim);
            lengths[dim] = whole;
            Box(lengths, place + (index * strides[dim]), 0, into[..boxBytes]);
        }

        if (into.Length > boxBytes)
        {
            Rows(dim + 1, place + ((index + whole) * strides[dim]), 0, into[boxBytes..]);
        }
    }

    /// <param name="lengths">How many elements of each dimension.</param>
    /// <param name="place">Where the first lies in the file.</param>
    /// <param name="target">Where the first goes to; both in elements.</param>
    /// <param name="into">Filled at the places of the box.</param>
    private void Box(long[] lengths, long place, long target, Span<byte> into)
    {
        long extent = 1, elements = 1, widestReach = 0;
        int widest = 0;
        for (int dim = 0; dim < lengths.Length; dim++)
        {
            long reach = (lengths[dim] - 1) * strides[dim];
            extent += reach;
            elements *= lengths[dim];
            if (reach > widestReach)
            {
                (widest, widestReach) = (dim, reach);
            }
        }

        long bytes = extent * size;
        if (bytes <= MostBytes && bytes <= Math.Max(SmallBytes, Sparseness * elements * size))
        {
            Window((int)bytes, lengths, place, target, into);
            return;
        }

        long[] part = [.. lengths];
        part[widest] = 1;
        for (long i = 0; i < lengths[widest]; i++)
        {
            Box(part, place + (i * strides[widest]), target + (i * _rows[widest]), into);
        }
    }

    private void Window(int bytes, long[] lengths, long place, long target, Span<byte> into)
    {
        if (_window.Length < bytes)
        {
            _window = new byte[bytes];
        }

        var window = _window.AsSpan(0, bytes);
        read(place * size, window);
        var index = new long[lengths.Length];
        long from = 0, to = target;
        while (true)
        {
            window.Slice((int)from * size, size).CopyTo(into[checked((int)to * size)..]);
            int dim = lengths.Length - 1;
            for (; dim >= 0 && ++index[dim] == lengths[dim]; dim--)
            {
                from -= (lengths[dim] - 1) * strides[dim];
                to -= (lengths[dim] - 1) * _rows[dim];
                index[dim] = 0;
            }

            if (dim < 0)
            {
                return;
            }

            from += strides[dim];
            to += _rows[dim];
        }
    }
}
