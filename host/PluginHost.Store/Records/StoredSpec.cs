using PluginHost.Store.Journals;

namespace PluginHost.Store.Records;

/// <summary>A spec, seed aside.</summary>
public sealed class StoredSpec
{
    private const string Noise = "noise";

    private OptionValue[] _values = [];

    /// <summary>A spec that is described later.</summary>
    public StoredSpec()
    {
    }

    /// <summary>A spec at hand.</summary>
    public StoredSpec(CellSpec whole)
    {
        var fields = whole.Fields().Remove("seed");
        Describe(ContentKey.Of(whole with { NoiseLabel = "", Seed = 0 }).Hash, null, [.. fields.Keys], [.. fields.Values]);
        Whole = whole with { Seed = 0 };
    }

    /// <summary>The same for specs that differ only in what their noise is called.</summary>
    public string Setting { get; private set; } = "";

    /// <summary>Where a result of it lies; null for a spec at hand.</summary>
    public EventPlace? Place { get; private set; }

    /// <summary>The names of its fields, in order; many specs share one array.</summary>
    public string[] Names { get; private set; } = [];

    /// <summary>The whole spec, seed 0; null as long as nobody asked for it.</summary>
    public CellSpec? Whole { get; private set; }

    /// <param name="setting">See <see cref="Setting"/>.</param>
    /// <param name="place">See <see cref="Place"/>.</param>
    /// <param name="names">See <see cref="Names"/>.</param>
    /// <param name="values">A value for every name.</param>
    public StoredSpec Describe(string setting, EventPlace? place, string[] names, OptionValue[] values)
    {
        (Setting, Place, Names, _values) = (setting, place, names, values);
        return this;
    }

    /// <summary>A field's value; null where it does not apply.</summary>
    public OptionValue? this[string name] =>
        Array.BinarySearch(Names, name, StringComparer.Ordinal) is >= 0 and var at ? _values[at] : default(OptionValue?);

    /// <summary>Takes the whole spec, whose noise may be called otherwise here.</summary>
    public CellSpec Take(CellSpec whole) => Whole = whole with { NoiseLabel = this[Noise].ToString() ?? "", Seed = 0 };

    /// <summary>The same with another name of the noise.</summary>
    public StoredSpec Called(string label)
    {
        var values = _values.ToArray();
        values[Array.BinarySearch(Names, Noise, StringComparer.Ordinal)] = label;
        var called = new StoredSpec().Describe(Setting, Place, Names, values);
        if (Whole is { } whole)
        {
            called.Take(whole);
        }

        return called;
    }
}
