using PluginHost.Store.Records;

namespace PluginHost.Running.Words;

/// <summary>Results and runs as people are told of them.</summary>
public static class Described
{
    /// <summary>A cell's key, shortened.</summary>
    public static string Key(string cell) => cell[..Math.Min(12, cell.Length)];

    /// <summary>A noise method with its options, the radii first: lists cut long lines.</summary>
    public static string Method(PluginUse method) => method.Options.IsEmpty
        ? method.Id
        : $"{method.Id}({string.Join(", ", method.Options.OrderBy(o => !o.Key.EndsWith("radius", StringComparison.Ordinal)).Select(o => $"{o.Key}={o.Value}"))})";

    /// <summary>What happened to a cell, such as <c>began</c> or <c>made noise 1b2c3d4e5f60 in 2:05 min</c>.</summary>
    public static string Event(RunEvent entry) => entry switch
    {
        CellStarted => "began",
        CellFinished => "finished",
        CellFailed failed => $"failed: {failed.Error}",
        ArtifactMade made => $"made {made.Kind} {Key(made.Key)} in {Durations.Text(made.Seconds)}",
        _ => throw new NotSupportedException($"{entry.GetType().Name} is none of a cell's events"),
    };

    /// <summary>
    /// What the last try of a cell left to read: the whole fault with what it had printed, or what a finished one
    /// printed. Null where there is nothing.
    /// </summary>
    public static (string Heading, string Text)? Left(CellHistory cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell.Events.LastOrDefault(entry => entry is CellFinished or CellFailed) switch
        {
            CellFailed { Details.Length: > 0 } failed => ("the last failure", failed.Details),
            CellFinished { Output: { } printed } => ("printed while it was worked", printed),
            _ => null,
        };
    }

    /// <summary>For example <c>run 20260131T120000-3f9a2c</c> or <c>cell 1b2c3d4e5f60</c>.</summary>
    public static string Thing(RecordedThing thing) => thing.Cell is { } cell ? $"cell {Key(cell)}" : $"run {thing.Run}";
}
