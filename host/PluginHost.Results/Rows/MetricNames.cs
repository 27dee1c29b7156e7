using System.Collections.Concurrent;
using System.Collections.Immutable;
using PluginHost.Contracts;

namespace PluginHost.Results;

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
