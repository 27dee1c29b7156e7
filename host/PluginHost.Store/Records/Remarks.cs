using System.Collections.Immutable;

namespace PluginHost.Store.Records;

/// <summary>What people said of a result or a run.</summary>
/// <param name="Tags">Its tags, in order.</param>
/// <param name="Note">Its note; null for none.</param>
/// <param name="Removal">Set while it lies in the trash.</param>
public sealed record Remarks(ImmutableArray<string> Tags, string? Note, Removal? Removal)
{
    /// <summary>Nothing was said.</summary>
    public static Remarks None { get; } = new([], null, null);
}

/// <summary>That something lies in the trash.</summary>
/// <param name="UpTo">The number of the last result that is removed; later ones of the cell are not.</param>
/// <param name="At">When it was removed.</param>
public readonly record struct Removal(long UpTo, DateTimeOffset At);

/// <summary>A result, or a run with its results, in the trash.</summary>
/// <param name="Id">The cell's key or the run's name.</param>
/// <param name="IsRun">Whether it is a run.</param>
/// <param name="What">What it is, in a few words.</param>
/// <param name="RemovedAt">When it was removed.</param>
/// <param name="Results">How many results went with it.</param>
public sealed record Removed(string Id, bool IsRun, string What, DateTimeOffset RemovedAt, int Results);
