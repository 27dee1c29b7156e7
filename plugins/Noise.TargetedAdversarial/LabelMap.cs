using System.Globalization;
using PluginHost.Engine;

namespace Noise.TargetedAdversarial;

/// <summary>
/// g, the permutation of the labels that says which class each class is pushed towards (A.3.2): a shift such as <c>+1</c>,
/// g(y) = (y + k) mod C, or all of its values such as <c>1,2,0</c>.
/// </summary>
public sealed class LabelMap
{
    private readonly int _shift;
    private readonly long[]? _values;

    private LabelMap(int shift, long[]? values) => (_shift, _values) = (shift, values);

    /// <summary>Reads a map as the option writes it.</summary>
    /// <exception cref="ArgumentException">Neither a shift nor a permutation of 0 … C−1.</exception>
    public static LabelMap Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var numbers = text.Split(',').Select(Whole).ToList();
        if (numbers is [{ } shift])
        {
            return new LabelMap(shift, null);
        }

        long[] values = [.. numbers.Select(number => number is { } value ? (long)value : -1)];
        return values.Order().SequenceEqual(Enumerable.Range(0, values.Length).Select(label => (long)label))
            ? new LabelMap(0, values)
            : throw new ArgumentException(
                $"label-map '{text}' is neither a shift such as +1 nor a permutation of all labels such as 1,2,0 for three classes");
    }

    /// <summary>g(y) for every label y.</summary>
    /// <param name="classes">C.</param>
    /// <exception cref="EngineException">The map was written for another number of classes.</exception>
    public IReadOnlyList<long> Of(int classes)
    {
        if (_values is not null && _values.Length != classes)
        {
            throw new EngineException($"label-map names {_values.Length} labels, and the data set has {classes} classes");
        }

        return _values ?? [.. Enumerable.Range(0, classes).Select(label => (((label + (long)_shift) % classes) + classes) % classes)];
    }

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int whole)
            ? whole
            : null;
}
