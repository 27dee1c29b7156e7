using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Differences;
using PluginHost.Tables.Fields;

namespace PluginHost.Commands.Results;

/// <summary>All that is known of a cell.</summary>
internal static class CellReport
{
    private const int PlotHeight = 8;

    public static void Write(Settings settings, ResultStore store, string key, bool ascii, int width)
    {
        var cell = store.Cell(key);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new
            {
                cell.Key,
                removed = cell.Removal?.At,
                latest = cell.Latest is { } row ? ResultJson.Of(row) : null,
                events = cell.Events,
            });
            return;
        }

        Console.WriteLine($"cell {cell.Key}");
        if (cell.Removal is { } removal)
        {
            Console.WriteLine($"in the trash since {removal.At:u}; back: pluginhost results restore {Described.Key(cell.Key)}");
        }

        if (cell.Latest is { } latest)
        {
            Result(latest);
            foreach (var (name, curve) in (cell.Events.OfType<CellFinished>().LastOrDefault(e => e.At == latest.At && e.Run == latest.Run)?.Curves)
                .OrEmpty().Where(c => c.Value.Values.Length > 1))
            {
                Plot(name, curve, ascii, width);
            }
        }

        Console.WriteLine("history");
        foreach (var entry in cell.Events)
        {
            Console.WriteLine($"  {entry.At:u} {entry.Run} {Described.Event(entry)}");
        }

        if (Described.Left(cell) is var (heading, text))
        {
            Text(heading, text);
        }
    }

    private static void Text(string heading, string lines)
    {
        Console.WriteLine(heading);
        foreach (string line in lines.Split('\n'))
        {
            Console.WriteLine($"  {line.TrimEnd()}");
        }
    }

    private static void Result(ResultRow row)
    {
        Console.WriteLine($"{row.Spec}");
        var columns = new Columns("", "");
        foreach (var (name, value) in row.Metrics)
        {
            columns.Add(FieldText.MetricName(name), FieldText.Metric(name, value));
        }

        columns.WriteRows(Console.Out, indent: 2);
        columns = new Columns("", "");
        columns.Add("tags", string.Join(' ', row.Tags));
        columns.Add("note", row.Note ?? "");
        columns.Add("run", $"{row.Run}{(row.Experiment.Length > 0 ? $" ({row.Experiment})" : "")}");
        columns.Add("imported from", row.ImportedFrom ?? "");
        columns.Add("recorded", $"{row.At:u} on {row.Device}");
        columns.Add("data sha256", row.DataSha256);
        columns.Add("noise set", row.NoiseKey ?? "");
        foreach (var (kind, id, version, hash) in row.Plugins)
        {
            columns.Add($"plugin {id}", $"{version} ({kind.ToString().ToLowerInvariant()}), sha256 {hash}");
        }

        foreach (var (name, value) in row.Environment)
        {
            columns.Add(name, value);
        }

        Console.WriteLine("from");
        columns.WriteRows(Console.Out, indent: 2);
        columns = new Columns("", "");
        foreach (var (name, value, _) in SpecDifference.All(row.Spec, row.Spec))
        {
            columns.Add(name, FieldText.Field(name, value));
        }

        Console.WriteLine("settings");
        columns.WriteRows(Console.Out, indent: 2);
    }

    private static void Plot(string name, Curve curve, bool ascii, int width)
    {
        Console.WriteLine($"{FieldText.MetricName(name)} over training steps");
        foreach (var line in CurvePainter.Paint([PaintedCurve.Of(name, curve, width)], width - 2, PlotHeight, ascii, value => FieldText.Metric(name, value)))
        {
            Console.WriteLine(("  " + string.Concat(line.Select(piece => piece.Text))).TrimEnd());
        }
    }

    private static IEnumerable<KeyValuePair<string, Curve>> OrEmpty(this IEnumerable<KeyValuePair<string, Curve>>? curves) => curves ?? [];
}
