using System.Collections.Immutable;

namespace PluginHost.Contracts;

/// <summary>What cells are called beside one another.</summary>
public static class CellNames
{
    /// <summary>
    /// Each in a few words, as <see cref="CellSpec.ToString"/> has it; where several would be called the same, the settings
    /// that differ among them follow, such as <c>model.activation erf</c>.
    /// </summary>
    /// <param name="cells">The cells, such as those of a plan.</param>
    public static ImmutableArray<string> Of(IEnumerable<CellSpec> cells)
    {
        CellSpec[] all = [.. cells];
        string[] names = Array.ConvertAll(all, cell => cell.ToString());
        var alike = Enumerable.Range(0, all.Length).GroupBy(cell => names[cell], StringComparer.Ordinal).Where(group => group.Skip(1).Any());
        foreach (int[] group in alike.Select(group => group.ToArray()).ToList())
        {
            var fields = Array.ConvertAll(group, cell => all[cell].Fields());
            string[] differing = [.. fields.SelectMany(cell => cell.Keys).Distinct(StringComparer.Ordinal)
                .Where(name => fields.Select(cell => Value(cell, name)).Distinct(StringComparer.Ordinal).Skip(1).Any())];
            foreach (var (cell, values) in group.Zip(fields))
            {
                names[cell] = string.Join(", ", differing.Select(name => $"{name} {Value(values, name)}").Prepend(names[cell]));
            }
        }

        return [.. names];
    }

    /// <summary>The same of what is known by its cell's key, such as results.</summary>
    /// <param name="cells">What there is, by cell.</param>
    /// <param name="spec">The spec of its cell.</param>
    /// <returns>Names by key.</returns>
    public static ImmutableDictionary<string, string> Of<T>(IReadOnlyDictionary<string, T> cells, Func<T, CellSpec> spec)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return cells.Keys.Zip(Of(cells.Values.Select(spec))).ToImmutableDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    private static string Value(ImmutableSortedDictionary<string, OptionValue> fields, string name) =>
        fields.TryGetValue(name, out var value) ? value.ToString() : "not set";
}
