using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace PluginHost.Store.Records;

/// <summary>Metrics by number. May be used from any thread.</summary>
public sealed class MetricNames
{
    /// <summary>
    /// What stands where a result has no number: a NaN that no calculation yields, so that a recorded NaN is still told
    /// from it.
    /// </summary>
    public static readonly double Missing = BitConverter.UInt64BitsToDouble(MissingBits);

    private const ulong MissingBits = 0x7FF8_0000_6D69_7373;

    private readonly ConcurrentDictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public ImmutableArray<string> Names { get; private set; } = [];

    /// <summary>Whether a number is <see cref="Missing"/>.</summary>
    public static bool IsMissing(double number) => BitConverter.DoubleToUInt64Bits(number) == MissingBits;

    /// <summary>A result's metrics in an array.</summary>
    public double[] ArrayOf(IEnumerable<(string Name, double Value)> metrics)
    {
        double[] values = new double[Names.Length];
        Array.Fill(values, Missing);
        foreach (var (name, value) in metrics)
        {
            int number = NumberOf(name);
            if (number >= values.Length)
            {
                int before = values.Length;
                Array.Resize(ref values, number + 1);
                Array.Fill(values, Missing, before, number - before);
            }

            values[number] = value;
        }

        return values;
    }

    /// <summary>A result's number by its name; null where it has none.</summary>
    public OptionValue? ValueIn(StoredResult result, string name) =>
        _numbers.TryGetValue(name, out int number)
        && number < result.Metrics.Length && !IsMissing(result.Metrics[number])
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
