using System.Globalization;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Writers;

/// <summary>The parts of a table's cell as texts; writers put them together in their own notation.</summary>
/// <param name="Value">The number that stands for the seeds, or — when there is none.</param>
/// <param name="Spread">What follows ±; null for none.</param>
/// <param name="Seeds">How many seeds, or <c>2/3</c> when some are missing; empty for a missing cell.</param>
/// <param name="Paper">The published value and the difference; null for none.</param>
/// <param name="Notes">Numbers of footnotes.</param>
/// <param name="IsBest">Whether it is a marked value.</param>
public sealed record CellText(
    string Value, string? Spread, string Seeds, string? Paper, IReadOnlyList<int> Notes, bool IsBest)
{
    /// <summary>The difference to the baseline, such as <c>-59.00 ± 0.80 (3)</c>; null for none.</summary>
    public string? Against { get; init; }

    /// <summary>What stands for no value.</summary>
    public const string Missing = "—";

    private static readonly CellText Empty = new(Missing, null, "", null, [], false);

    /// <summary>The texts of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="metric">What its numbers are.</param>
    /// <param name="aggregate">What is told of several of them.</param>
    public static CellText Of(TableCell cell, string metric, Aggregate aggregate)
    {
        if (ReferenceEquals(cell, TableCell.None))
        {
            return Empty;
        }

        string? published = cell.Published is { } value ? FieldText.Metric(metric, value) : null;
        if (cell.Numbers is not { } numbers)
        {
            return new CellText(Missing, null, "", published, cell.Notes, false);
        }

        string main = aggregate == Aggregate.Range && numbers.N > 1
            ? $"{FieldText.Metric(metric, numbers.Min)}–{FieldText.Metric(metric, numbers.Max)}"
            : FieldText.Metric(metric, numbers.Value(aggregate));
        string seeds = numbers.N < cell.Planned
            ? string.Create(CultureInfo.InvariantCulture, $"{numbers.N}/{cell.Planned}")
            : numbers.N.ToString(CultureInfo.InvariantCulture);
        string? paper = cell.Published is { } printed
            ? $"{published}, {FieldText.Difference(metric, numbers.Value(aggregate) - printed)}"
            : null;
        return new CellText(main, numbers.Spread(aggregate) is { } s ? FieldText.Metric(metric, s) : null, seeds, paper, cell.Notes, cell.IsBest)
        {
            Against = cell.Against is { } against ? Difference(against, metric) : null,
        };
    }

    private static string Difference(BaselineDifference against, string metric) =>
        FieldText.Difference(metric, against.Value) + (against.Spread is { } spread ? $" ± {FieldText.Metric(metric, spread)}" : "")
        + (against.Pairs > 0 ? string.Create(CultureInfo.InvariantCulture, $" ({against.Pairs})") : " (unpaired)");

    /// <summary>For example <c>85.32 ± 0.20 (3) Δ -9.00 ± 0.10 (3) [89.51, -4.19]</c>, without marks.</summary>
    public string Plain => Seeds.Length == 0 && Paper is null ? Value
        : Value + (Spread is null ? "" : $" ± {Spread}") + (Seeds.Length == 0 ? "" : $" ({Seeds})") + (Against is null ? "" : $" Δ {Against}") + (Paper is null ? "" : $" [{Paper}]");

    /// <summary>What the numbers are, and in parentheses what is counted behind them.</summary>
    public static string AggregateName(TableRequest request)
    {
        string name = request.Aggregate switch
        {
            Aggregate.MeanStd => "mean ± standard deviation",
            Aggregate.MeanSem => "mean ± standard error",
            Aggregate.Ci95 => "mean ± 95 % confidence interval by Student's t",
            Aggregate.Range => "smallest–largest",
            _ => "median",
        };
        return request.Spec.Over is { Length: > 0 } over ? $"{name} (seeds and {over})" : $"{name} (seeds)";
    }
}
