using System.Collections.Immutable;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <summary>The rows that a view shows, in its order, and how wide their columns are.</summary>
/// <param name="Rows">The results it was made of.</param>
/// <param name="Shown">Numbers of rows.</param>
/// <param name="Names">The columns that hold anything.</param>
/// <param name="Varied">Those of them that have more than one value.</param>
/// <param name="Widths">How wide each column is by itself.</param>
internal sealed record Arrangement(
    ResultRows Rows,
    int[] Shown,
    ImmutableArray<string> Names,
    ImmutableHashSet<string> Varied,
    ImmutableDictionary<string, int> Widths)
{
    // Up to so many rows are arranged at once, in a few milliseconds; more of them in the background.
    public const int AtOnce = 20_000;
    private const int Sampled = 400, Widest = 24;

    /// <summary>Nothing yet.</summary>
    public static Arrangement None { get; } = new(ResultRows.None, [], [], [], ImmutableDictionary<string, int>.Empty);

    /// <summary>Finds and sorts the rows.</summary>
    /// <param name="rows">All results.</param>
    /// <param name="view">What is wanted.</param>
    /// <param name="before">
    /// The arrangement before it, whose columns stay as they are when the results are the same.
    /// </param>
    /// <exception cref="QueryException">The filter is wrong; says where.</exception>
    public static Arrangement Of(ResultRows rows, ResultsView view, Arrangement before)
    {
        int[]? shown = view.Filter.Length == 0 ? null : RowFilter.Matching(Parse(view.Filter, rows), rows);
        if (view.Only is { } only)
        {
            var places = only.Select(rows.Find).Where(row => row >= 0).ToHashSet();
            shown = [.. (shown ?? Enumerable.Range(0, rows.Count)).Where(places.Contains)];
        }

        shown = RowOrder.Sorted(rows, view.Sort, shown);
        return ReferenceEquals(before.Rows, rows) ? before with { Shown = shown } : OfColumns(rows, shown);
    }

    /// <summary>Reads a condition; it may name what results usually have, also where none at hand has it.</summary>
    public static FilterExpression Parse(string filter, ResultRows rows) =>
        FilterExpression.Parse(filter, NamesFor(rows));

    /// <summary>What a condition may name.</summary>
    public static IReadOnlyList<string> NamesFor(ResultRows rows) =>
        [.. rows.Names.Concat(FieldTable.Names).Distinct(StringComparer.Ordinal)];

    /// <summary>What few results have is a column only where one has it.</summary>
    private static bool IsRare(string name) => name is "tags" or "note" or "imported";

    private static bool HasAny(ResultRows rows, string name) =>
        Enumerable.Range(0, rows.Count).Any(row => rows[row, name] is not null);

    private static Arrangement OfColumns(ResultRows rows, int[] shown)
    {
        ImmutableArray<string> names = [.. rows.Names.Where(name => !IsRare(name) || HasAny(rows, name))];
        int step = Math.Max(1, rows.Count / Sampled);
        int[] sample = [.. Enumerable.Range(0, (rows.Count + step - 1) / step).Select(i => i * step)];
        return new Arrangement(
            rows,
            shown,
            names,
            [.. names.Where(IsVaried)],
            names.ToImmutableDictionary(name => name, name => WidthOf(rows, sample, name), StringComparer.Ordinal));

        bool IsVaried(string name)
        {
            var values = sample.Select(row => rows[row, name]).Where(value => !SaysNothing(name, value));
            return values.Distinct().Skip(1).Any();
        }
    }

    /// <summary>Clean data has a share of 0: that they are clean is told by the noise.</summary>
    private static bool SaysNothing(string name, OptionValue? value) => name == "share" && value?.Number == 0;

    private static int WidthOf(ResultRows rows, int[] sample, string name) => Math.Min(Widest, sample
        .Select(row => ColumnText.Of(rows, row, name).Length).Append(ColumnText.Title(name).Length + 2).Max());
}
