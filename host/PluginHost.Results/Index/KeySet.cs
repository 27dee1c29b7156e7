namespace PluginHost.Results;

/// <summary>
/// Which keys were met: 64 bits of each stand for it, which is enough to count the cells of a run and to find the journals
/// that speak of a cell.
/// </summary>
internal sealed class KeySet(params ulong[] keys)
{
    private const int SearchedOneByOne = 32;

    private readonly List<ulong> _keys = [.. keys];
    private HashSet<ulong>? _known;

    public int Count => _keys.Count;

    public ReadOnlySpan<ulong> All => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_keys);

    public void Add(string key)
    {
        ulong hash = HashOf(key);
        if (_known is null && _keys.Count >= SearchedOneByOne)
        {
            _known = [.. _keys];
        }

        if (_known?.Add(hash) ?? !_keys.Contains(hash))
        {
            _keys.Add(hash);
        }
    }

    public bool Contains(ulong hash) => All.Contains(hash);

    /// <summary>FNV-1a: the same in every process, unlike .NET's own hashes.</summary>
    public static ulong HashOf(string key)
    {
        ulong hash = 0xcbf29ce484222325;
        foreach (char c in key)
        {
            hash = (hash ^ c) * 0x100000001b3;
        }

        return hash;
    }
}
