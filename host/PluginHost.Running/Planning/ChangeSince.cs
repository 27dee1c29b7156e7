using System.Collections.Immutable;
using PluginHost.Engine.Planning;
using PluginHost.Store.Records;
using PluginHost.Tables.Differences;
using PluginHost.Tables.Rows;

namespace PluginHost.Running.Planning;

/// <summary>Says what keeps the nearest recorded result from standing for a planned cell.</summary>
public sealed class ChangeSince
{
    // What a person would call the same cell of the same table.
    private static readonly string[] Same = ["dataset", "noise.method", "model", "filter", "share", "train.norm", "train.radius", "seed", "preset"];

    /// <summary>How many of the newest like results are compared with a cell.</summary>
    private const int Compared = 20;

    private readonly ResultRows _rows;
    private readonly Dictionary<string, int[]> _like = new(StringComparer.Ordinal);

    /// <param name="rows">What was recorded, in order of time.</param>
    public ChangeSince(ResultRows rows)
    {
        _rows = rows;
        int[][] groups = RowGroups.Of(rows, Same).Members();
        foreach (int[] members in groups)
        {
            _like[Key(name => rows[members[0], name])] = members;
        }
    }

    /// <summary>The nearest recorded result and what differs, such as <c>noise.steps was 10</c>; null when nothing like the cell was recorded.</summary>
    /// <param name="cell">The planned cell.</param>
    /// <param name="dataSha256">The checksum of its data now; null when they are not at hand.</param>
    public (ResultRow Row, IReadOnlyList<string> Changes)? Of(PlannedCell cell, string? dataSha256)
    {
        var fields = cell.Spec.Fields();
        return _like.TryGetValue(Key(name => fields.TryGetValue(name, out var value) ? value : default(OptionValue?)), out int[]? like)
            ? like.TakeLast(Compared).Select(_rows.Row).Where(row => row.Cell != cell.Key.Hash)
                .Select(row => (Row: row, Changes: Changes(cell, dataSha256, row)))
                .OrderBy(c => c.Changes.Count).ThenByDescending(c => c.Row.Order).Cast<(ResultRow, IReadOnlyList<string>)?>().FirstOrDefault()
            : null;
    }

    /// <summary>The changes in a few words, such as <c>noise.steps was 10, plugin rem has other files</c>.</summary>
    public static string Line(IReadOnlyList<string> changes) => changes switch
    {
        { Count: > 3 } => $"{string.Join(", ", changes.Take(3))} and {changes.Count - 3} more",
        _ => string.Join(", ", changes),
    };

    /// <summary>What a cell needs now and a recorded result did not have.</summary>
    public static IReadOnlyList<string> Changes(PlannedCell cell, string? dataSha256, ResultRow row)
    {
        ImmutableArray<string> changes =
        [
            .. SpecDifference.Between(row.Spec, cell.Spec).Where(d => d.Name != "noise").Select(d => d.First is { } was ? $"{d.Name} was {was}" : $"{d.Name} was not set"),
            .. cell.Plugins.Where(plugin => row.Plugins.Any(p => p.Kind == plugin.Kind && p.Id == plugin.Id && p.Sha256 != plugin.Sha256))
                .Select(plugin => $"plugin {plugin.Id} has other files"),
            .. dataSha256 is not null && dataSha256 != row.DataSha256 ? (string[])[$"the images of {cell.Spec.Data.Name} are others"] : [],
            .. dataSha256 is null ? (string[])[$"the images of {cell.Spec.Data.Name} are not here"] : [],
        ];
        return changes.IsEmpty ? ["the engine changed, or a file that the cell reads"] : changes;
    }

    private static string Key(Func<string, OptionValue?> value) => string.Join('\n', Same.Select(name => value(name)?.ToString() ?? ""));
}
