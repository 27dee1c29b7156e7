using System.Globalization;
using System.Text;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Writers;

namespace PluginHost.Tables.Export;

/// <summary>
/// Writes curves as CSV, one line a point, with every field that tells the results apart. A long curve is thinned: a
/// point then is the mean of a few steps and stands at the last of them; the column <c>steps</c> says of how many. All
/// steps are in the journals.
/// </summary>
public static class CurvesCsv
{
    private const int Points = 200;

    /// <summary>Lines that end with a line feed; the first names the columns.</summary>
    /// <param name="rows">The results.</param>
    /// <param name="curves">The curves of a cell.</param>
    public static string Write(
        IReadOnlyList<ResultRow> rows, Func<ResultRow, IReadOnlyDictionary<string, Curve>> curves)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(curves);
        string[] given = ["noise", "train.radius"];
        string[] fields = [.. given, .. TableAxes.TellingApart(RowSelection.Of(rows), given), "seed"];
        var text = new StringBuilder();
        Csv.Line(text, ["cell", .. fields, "curve", "step", "value", "steps"]);
        foreach (var row in rows)
        {
            string key = row.Cell[..Math.Min(12, row.Cell.Length)];
            string[] cell = [key, .. fields.Select(field => Csv.Value(row.Value(field)))];
            foreach (var (name, curve) in curves(row).OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                foreach (var (step, value, steps) in Thinned(curve))
                {
                    Csv.Line(text, cell.Concat(
                        [name, step.ToString(CultureInfo.InvariantCulture), Csv.Number(value), steps.ToString(CultureInfo.InvariantCulture)]));
                }
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(int Step, double Value, int Steps)> Thinned(Curve curve)
    {
        int count = curve.Values.Length, bins = Math.Min(count, Points);
        for (int bin = 0; bin < bins; bin++)
        {
            int from = (int)((long)bin * count / bins), to = (int)((bin + 1L) * count / bins);
            double mean = curve.Values.AsSpan(from, to - from).ToArray().Average();
            // Six digits are more than a mean of noisy steps means; a single point stays as it is.
            yield return (curve.Steps[to - 1], to - from == 1 ? mean : double.Parse(mean.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), to - from);
        }
    }
}
