using System.Text;
using PluginHost.Store.Records;
using PluginHost.Tables.Writers;

namespace PluginHost.Tables.Export;

/// <summary>Writes results as CSV, one line a cell and seed: every field and every metric that any of them has.</summary>
public static class ResultsCsv
{
    /// <summary>Lines that end with a line feed; the first names the columns.</summary>
    /// <param name="rows">The results, in the order wanted.</param>
    public static string Write(IReadOnlyList<ResultRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] fields = [.. rows.SelectMany(r => r.Fields.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] metrics = [.. rows.SelectMany(r => r.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder();
        Csv.Line(text, ((string[])["cell"]).Concat(fields).Concat(metrics).Concat(["device", "data-sha256", "noise-key", "plugins", "run", "at"]));
        foreach (var row in rows)
        {
            Csv.Line(text, ((string[])[row.Cell])
                .Concat(fields.Concat(metrics).Select(name => Csv.Value(row.Value(name))))
                .Concat(
                [
                    row.Device, row.DataSha256, row.NoiseKey ?? "",
                    string.Join(' ', row.Plugins.Select(p => $"{p.Id}@{p.Version}#{p.Sha256}")),
                    row.Run, row.At.UtcDateTime.ToString("O"),
                ]));
        }

        return text.ToString();
    }
}
