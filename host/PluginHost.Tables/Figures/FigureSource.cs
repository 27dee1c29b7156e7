using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Figures;

/// <summary>What figures are made from.</summary>
/// <param name="Rows">The results, in the plan's order.</param>
/// <param name="Curves">The curves of a cell.</param>
public sealed record FigureSource(IReadOnlyList<ResultRow> Rows, Func<ResultRow, IReadOnlyDictionary<string, Curve>> Curves)
{
    /// <summary>Specs of all planned cells, in the plan's order, where they are known.</summary>
    public IReadOnlyList<CellSpec> Planned { get; init; } = [];

    /// <summary>How many planned cells have no result.</summary>
    public int Missing { get; init; }

    /// <summary>The number of the paper's table whose values count where several print one, if any.</summary>
    public int? PaperTable { get; init; }

    /// <summary>The figure of a spec, of kind plot or curves.</summary>
    /// <exception cref="QueryException">A field, metric or curve does not exist; the nearest name is told.</exception>
    public Figure Figure(FigureSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var figure = spec.Kind switch
        {
            FigureKind.Plot => MetricPlot.Of(this, spec),
            FigureKind.Curves => CurvePlot.Of(this, spec),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Kind, "not a figure of numbers"),
        };
        return figure with { Panels = [.. figure.Panels.Select(panel => panel with { Y = AsFarAsAll(panel.Y, figure.Panels) })] };
    }

    /// <summary>Results by the fields of pictures and lines, and by one more; only seeds come together in a place.</summary>
    internal ComparisonTable Table(FigureSpec spec, string columns, string metrics) => ComparisonTable.Build(
        Rows, new TableRequest(new TableSpec($"{spec.Panels},{spec.Lines}", columns, metrics, spec.Title, PaperTable))
        {
            Paper = spec.Paper, Planned = Planned, Missing = Missing,
        });

    /// <summary>What is said below every figure.</summary>
    internal IEnumerable<string> CommonNotes(ComparisonTable table)
    {
        string context = string.Join(" · ", table.Context.Select(c => $"{c.Field} {c.Value}"));
        return ((string[])[context, Missing > 0 ? $"{FigureWords.Count([Missing], "planned cell has", "planned cells have")} no result yet" : ""])
            .Where(line => line.Length > 0).Concat(table.Notes);
    }

    /// <summary>The rows of a table, picture by picture: what each picture and each line is called.</summary>
    internal static IEnumerable<IGrouping<string, (TableKey Row, string Line)>> Pictures(ComparisonTable table, FigureSpec spec)
    {
        int panels = Names(spec.Panels).Length;
        return table.Rows.GroupBy(
            row => FigureWords.Label(table.RowFields.Take(panels), row.Values.Take(panels)),
            row => (row, FigureWords.Label(table.RowFields.Skip(panels), row.Values.Skip(panels)) is { Length: > 0 } label ? label : "all cells"),
            StringComparer.Ordinal);
    }

    internal static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Pictures of one metric end at one value, so that they can be compared.</summary>
    private static FigureAxis AsFarAsAll(FigureAxis axis, IReadOnlyList<FigurePanel> panels) => axis.To is not null ? axis : axis with
    {
        To = panels.Where(panel => panel.Y == axis).SelectMany(panel => panel.Lines).SelectMany(line => line.Points).Max(point => point.Y + (point.Spread ?? 0)),
    };
}
