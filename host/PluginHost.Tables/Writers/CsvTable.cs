using System.Globalization;
using System.Text;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Writers;

/// <summary>
/// Writes tables as CSV, one line a cell and metric. Numbers are in full precision and in the recorded unit: accuracies
/// are shares in [0, 1], the published ones too.
/// </summary>
public static class CsvTable
{
    /// <summary>The table as lines that end with a line feed; the first names the columns.</summary>
    public static string Write(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var text = new StringBuilder();
        Csv.Line(text, table.RowFields.Concat(table.ColumnFields).Concat(
            ["metric", "n", "planned", "mean", "std", "sem", "ci95", "min", "max", "median", "seeds", "published", "difference", "baseline-difference", "baseline-spread", "baseline-pairs", "notes"]));
        foreach (var row in table.Rows)
        {
            foreach (var column in table.Columns)
            {
                foreach (string metric in table.Metrics)
                {
                    var cell = table[row, column, metric];
                    Csv.Line(text, row.Values.Concat(column.Values).Select(Csv.Value).Append(metric).Concat(Numbers(cell, table)));
                }
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> Numbers(TableCell cell, ComparisonTable table)
    {
        var numbers = cell.Numbers;
        return
        [
            (numbers?.N ?? 0).ToString(CultureInfo.InvariantCulture),
            cell.Planned == 0 ? "" : cell.Planned.ToString(CultureInfo.InvariantCulture),
            Csv.Number(numbers?.Mean), Csv.Number(numbers?.Std), Csv.Number(numbers?.Sem), Csv.Number(numbers?.Ci95), Csv.Number(numbers?.Min),
            Csv.Number(numbers?.Max), Csv.Number(numbers?.Median), Seeds(cell), Csv.Number(cell.Published),
            Csv.Number(numbers?.Value(table.Request.Aggregate) - cell.Published),
            Csv.Number(cell.Against?.Value), Csv.Number(cell.Against?.Spread), cell.Against?.Pairs.ToString(CultureInfo.InvariantCulture) ?? "",
            string.Join("; ", cell.Notes.Select(n => table.Notes[n - 1])),
        ];
    }

    private static string Seeds(TableCell cell) =>
        string.Join(cell.Averaged.Count == 0 ? " " : "; ", cell.Seeds.Select((_, i) => cell.NameOf(i)));
}
