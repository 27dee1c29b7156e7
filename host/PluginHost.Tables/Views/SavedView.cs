using System.Collections.Immutable;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Views;

/// <summary>
/// A way to look at results that has a name: a table of rows and columns where <see cref="Rows"/> or <see cref="Columns"/>
/// name fields, else a list of single results. What is not set is null or empty.
/// </summary>
/// <param name="Name">Its name: letters, digits, - and _.</param>
public sealed record SavedView(string Name)
{
    /// <summary>An experiment's or recipe's name; null for all results.</summary>
    public string? Experiment { get; init; }

    /// <summary>A preset; null for any.</summary>
    public string? Preset { get; init; }

    /// <summary>The fields of a table's rows.</summary>
    public ImmutableArray<string> Rows { get; init; } = [];

    /// <summary>The fields of a table's columns.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The metrics of a table.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    /// <summary>What a table tells of several seeds.</summary>
    public Aggregate Aggregate { get; init; }

    /// <summary>Which values of a table are marked.</summary>
    public BestValue Best { get; init; }

    /// <summary>Among which values the marked one is the best.</summary>
    public BestOf BestOf { get; init; }

    /// <summary>The column that others are compared with, by its value or values; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Fields that a table averages over as it does over seeds.</summary>
    public ImmutableArray<string> Over { get; init; } = [];

    /// <summary>Whether a table has the published values beside ours.</summary>
    public bool Paper { get; init; }

    /// <summary>A condition; null for all results.</summary>
    public string? Filter { get; init; }

    /// <summary>What single results are sorted by, the first key first.</summary>
    public ImmutableArray<SortKey> Sort { get; init; } = [];

    /// <summary>The columns of a list that are not shown.</summary>
    public ImmutableArray<string> Hidden { get; init; } = [];

    /// <summary>The columns of a list that stay at the left, in their order.</summary>
    public ImmutableArray<string> Pinned { get; init; } = [];

    /// <summary>The columns of a list in their order, where it was changed: those that are not named follow.</summary>
    public ImmutableArray<string> Order { get; init; } = [];

    /// <summary>Widths of columns, in characters, where they were changed.</summary>
    public ImmutableSortedDictionary<string, int> Widths { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Whether it is a table of rows and columns, not a list.</summary>
    public bool IsTable => Rows.Length + Columns.Length > 0;

    /// <inheritdoc/>
    public bool Equals(SavedView? other) =>
        other is not null && Name == other.Name && SavedViews.Lines(this).SequenceEqual(SavedViews.Lines(other));

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
