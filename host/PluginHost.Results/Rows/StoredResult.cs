using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>A result as tables and screens keep it: what many results share is one object.</summary>
internal sealed record StoredResult
{
    /// <summary>The number of its document; 0 for a result at hand.</summary>
    public required long Id { get; init; }

    /// <summary>See <see cref="EventNumbers.Of"/>.</summary>
    public required long Order { get; init; }

    public required string Cell { get; init; }

    public required StoredRun Run { get; init; }

    /// <summary>When it was recorded, UTC ticks.</summary>
    public required long At { get; init; }

    public required int Seed { get; init; }

    public required StoredSpec Spec { get; init; }

    public required MadeWith Made { get; init; }

    public required string? NoiseKey { get; init; }

    /// <summary>By the numbers of <see cref="MetricNames"/>; a metric that it lacks is <see cref="NumberColumn.Missing"/>.</summary>
    public required double[] Metrics { get; init; }

    public required ImmutableArray<string> Tags { get; init; }

    public required string? Note { get; init; }
}

/// <summary>A run, as far as its results tell of it.</summary>
internal sealed class StoredRun(string id, string experiment, string environmentJson, bool isChanged)
{
    private ImmutableSortedDictionary<string, string>? _environment;

    public string Id => id;

    /// <summary>The experiment that it belongs to; empty when that is not known.</summary>
    public string Experiment => experiment;

    /// <summary>Whether it ran with values that <c>--set</c> gave in place of the recipe's.</summary>
    public bool IsChanged => isChanged;

    /// <summary>What it recorded about program and machine.</summary>
    public string EnvironmentJson => environmentJson;

    public ImmutableSortedDictionary<string, string> Environment => _environment ??=
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(environmentJson, ContentKey.Json)
            ?? ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>A spec, seed aside.</summary>
internal sealed class StoredSpec
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

/// <summary>Metrics by number. May be used from any thread.</summary>
internal sealed class MetricNames
{
    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public ImmutableArray<string> Names { get; private set; } = [];

    /// <summary>A result's metrics in an array.</summary>
    public double[] ArrayOf(IEnumerable<(string Name, double Value)> metrics)
    {
        double[] values = new double[Names.Length];
        Array.Fill(values, NumberColumn.Missing);
        foreach (var (name, value) in metrics)
        {
            int number = NumberOf(name);
            if (number >= values.Length)
            {
                int before = values.Length;
                Array.Resize(ref values, number + 1);
                Array.Fill(values, NumberColumn.Missing, before, number - before);
            }

            values[number] = value;
        }

        return values;
    }

    /// <summary>A result's number by its name; null where it has none.</summary>
    public OptionValue? ValueIn(StoredResult result, string name) =>
        _numbers.TryGetValue(name, out int number) && number < result.Metrics.Length && !NumberColumn.IsMissing(result.Metrics[number])
            ? result.Metrics[number]
            : default(OptionValue?);

    private int NumberOf(string name)
    {
        if (_numbers.TryGetValue(name, out int number))
        {
            return number;
        }

        lock (_gate)
        {
            return _numbers.GetOrAdd(name, _ =>
            {
                Names = Names.Add(name);
                return Names.Length - 1;
            });
        }
    }
}
