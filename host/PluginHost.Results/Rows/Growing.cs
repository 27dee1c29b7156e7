namespace PluginHost.Results;

/// <summary>
/// An array that one thread appends to while others read what was there when they looked: nothing that was written moves or
/// changes, a full array is replaced by a larger copy.
/// </summary>
internal sealed class Growing<T>
{
    public Growing(params T[] items)
    {
        Items = items;
        Count = items.Length;
    }

    /// <summary>At least <see cref="Count"/> of them; the rest is room.</summary>
    public T[] Items { get; private set; }

    public int Count { get; private set; }

    public ReadOnlyMemory<T> Now => Items.AsMemory(0, Count);

    public int Add(T item)
    {
        if (Count == Items.Length)
        {
            var larger = new T[Math.Max(16, Count * 2)];
            Items.CopyTo(larger, 0);
            Items = larger;
        }

        Items[Count] = item;
        return Count++;
    }
}
