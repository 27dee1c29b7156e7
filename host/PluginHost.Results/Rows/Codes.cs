namespace PluginHost.Results;

/// <summary>Values that are kept once, and the code of each. One thread adds, any may read what was there.</summary>
internal sealed class Codes<T>(params T[] values)
    where T : notnull
{
    private readonly Growing<T> _values = new(values);

    // Made when the first value is looked up: a store that is only read needs none.
    private Dictionary<T, int>? _codes;

    public int Count => _values.Count;

    public ReadOnlyMemory<T> Now => _values.Now;

    public T this[int code] => _values.Items[code];

    /// <summary>A value's code; a new one for a new value.</summary>
    public int Of(T value)
    {
        var codes = Table();
        if (!codes.TryGetValue(value, out int code))
        {
            codes[value] = code = _values.Add(value);
        }

        return code;
    }

    /// <summary>A value's code; −1 when it has none.</summary>
    public int Find(T value) => Table().GetValueOrDefault(value, -1);

    private Dictionary<T, int> Table()
    {
        if (_codes is null)
        {
            _codes = new Dictionary<T, int>(_values.Count, typeof(T) == typeof(string) ? (IEqualityComparer<T>)(object)StringComparer.Ordinal : null);
            for (int code = 0; code < _values.Count; code++)
            {
                _codes[_values.Items[code]] = code;
            }
        }

        return _codes;
    }
}
