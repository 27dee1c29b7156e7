using System.Collections.Immutable;
using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.Results;

namespace PluginHost.Running;

/// <summary>Says what keeps the nearest recorded result from standing for a planned cell.</summary>
internal static class ChangeSince
{
    // What a person would call the same cell of the same table.
    private static readonly string[] Same = ["dataset", "noise.method", "model", "filter", "share", "train.norm", "train.radius", "seed", "preset"];

    /// <summary>
    /// For example <c>noise.steps was 10, plugin rem has other files</c>; null when nothing like the cell was recorded.
    /// </summary>
    public static string? Of(PlannedCell cell, IReadOnlyList<ResultRow> recorded)
    {
        var fields = cell.Spec.Fields();
        var changes = recorded
            .Where(row => row.Cell != cell.Key.Hash && Same.All(name => Equals(Value(fields, name), Value(row.Fields, name))))
            .Select(row => (row.At, Changes: Changes(cell, fields, row)))
            .OrderBy(c => c.Changes.Count).ThenByDescending(c => c.At).Select(c => c.Changes).FirstOrDefault();
        return changes switch
        {
            null => null,
            [] => "the data or the engine changed",
            { Count: > 3 } => $"{string.Join(", ", changes.Take(3))} and {changes.Count - 3} more",
            _ => string.Join(", ", changes),
        };
    }

    private static List<string> Changes(PlannedCell cell, ImmutableSortedDictionary<string, OptionValue> fields, ResultRow row)
    {
        var names = fields.Keys.Concat(row.Fields.Keys).Where(name => name != "noise").Distinct().Order(StringComparer.Ordinal);
        return
        [
            .. names.Where(name => !Equals(Value(fields, name), Value(row.Fields, name)))
                .Select(name => Value(row.Fields, name) is { } was ? $"{name} was {was}" : $"{name} was not set"),
            .. cell.Plugins.Where(plugin => row.Plugins.Any(p => p.Kind == plugin.Kind && p.Id == plugin.Id && p.Sha256 != plugin.Sha256))
                .Select(plugin => $"plugin {plugin.Id} has other files"),
        ];
    }

    private static OptionValue? Value(ImmutableSortedDictionary<string, OptionValue> fields, string name) =>
        fields.TryGetValue(name, out var value) ? value : (OptionValue?)null;
}
