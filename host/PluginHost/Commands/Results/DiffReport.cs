using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Differences;
using PluginHost.Tables.Fields;

namespace PluginHost.Commands.Results;

/// <summary>Says how two results or two runs differ.</summary>
internal static class DiffReport
{
    /// <summary>Lines of a recipe that are shown around a changed one.</summary>
    private const int Around = 1;

    public static void Write(Settings settings, ResultRow a, ResultRow b, bool all)
    {
        var difference = ResultDifference.Of(a, b);
        difference = all ? difference : difference.Differing();
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new { first = a.Cell, second = b.Cell, difference.Spec, difference.Metrics, difference.Origins });
            return;
        }

        Console.WriteLine($"A  {Described.Key(a.Cell)}  {a.Spec}");
        Console.WriteLine($"B  {Described.Key(b.Cell)}  {b.Spec}");
        Pairs("settings", difference.Spec, FieldText.Field);
        var columns = new Columns("METRIC", "A", "B", "B - A");
        foreach (var (name, x, y) in difference.Metrics)
        {
            columns.Add(FieldText.MetricName(name), Number(name, x?.Number), Number(name, y?.Number), Change(name, x?.Number, y?.Number));
        }

        Section("numbers", difference.Metrics.Count, columns);
        Pairs("from", difference.Origins, (_, value) => value?.ToString() ?? "none");
    }

    public static void Write(
        Settings settings, (RunRecord Run, IReadOnlyList<ResultRow> Results) a, (RunRecord Run, IReadOnlyList<ResultRow> Results) b, bool all)
    {
        var difference = RunDifference.Of(a, b);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new
            {
                first = a.Run.Summary.Id,
                second = b.Run.Summary.Id,
                about = difference.About.Where(d => all || !d.IsSame),
                environment = difference.Environment.Where(d => all || !d.IsSame),
                plugins = difference.Plugins.Where(d => all || !d.IsSame),
                recipe = difference.Recipe.Where(line => all || line.Sign != ' ').Select(line => new { sign = line.Sign.ToString(), line.First, line.Second, line.Text }),
                cells = difference.Cells.Where(cell => all || !cell.IsSame).Select(cell => new
                {
                    cell.What, first = cell.First?.Cell, second = cell.Second?.Cell, firstMetrics = cell.First?.Metrics, secondMetrics = cell.Second?.Metrics,
                }),
            });
            return;
        }

        Console.WriteLine($"A  {a.Run.Summary.Id}  {a.Run.Summary.Experiment}, preset {a.Run.Summary.Preset}");
        Console.WriteLine($"B  {b.Run.Summary.Id}  {b.Run.Summary.Experiment}, preset {b.Run.Summary.Preset}");
        Pairs("runs", [.. difference.About.Where(d => all || !d.IsSame)], Plain);
        Pairs("environment", [.. difference.Environment.Where(d => all || !d.IsSame)], Plain);
        Pairs("plugins", [.. difference.Plugins.Where(d => all || !d.IsSame)], Plain);
        Recipe(difference.Recipe, all);
        Cells(difference.Cells, all);

        static string Plain(string name, OptionValue? value) => value?.ToString() ?? "none";
    }

    private static void Recipe(IReadOnlyList<ComparedLine> lines, bool all)
    {
        if (!all && lines.All(line => line.Sign == ' '))
        {
            Console.WriteLine("recipe: the same text");
            return;
        }

        Console.WriteLine("recipe");
        bool gap = false;
        for (int i = 0; i < lines.Count; i++)
        {
            if (!all && !lines.Skip(Math.Max(0, i - Around)).Take((2 * Around) + 1).Any(line => line.Sign != ' '))
            {
                gap = true;
                continue;
            }

            if (gap)
            {
                Console.WriteLine("  ...");
                gap = false;
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {lines[i].Sign} {(lines[i].Second > 0 ? lines[i].Second : lines[i].First),4}  {lines[i].Text}").TrimEnd());
        }
    }

    private static void Cells(IReadOnlyList<ComparedCell> cells, bool all)
    {
        var columns = new Columns("CELL", "METRIC", "A", "B", "B - A");
        int same = 0, equal = 0, rows = 0;
        foreach (var cell in cells)
        {
            if (cell.IsSame && !all)
            {
                same++;
                continue;
            }

            var metrics = (cell.First?.Metrics.Keys ?? []).Union(cell.Second?.Metrics.Keys ?? [])
                .Where(name => all || name is Metric.TestAccuracy or Metric.RobustAccuracy or Metric.TrainLoss)
                .Select(name => (Name: name, A: Of(cell.First, name), B: Of(cell.Second, name))).Where(m => all || m.A != m.B).ToList();
            equal += metrics.Count == 0 ? 1 : 0;
            for (int i = 0; i < metrics.Count; i++)
            {
                var (name, x, y) = metrics[i];
                columns.Add(i == 0 ? cell.What : "", FieldText.MetricName(name), Number(name, x), Number(name, y), Change(name, x, y));
                rows++;
            }
        }

        Section("numbers", rows, columns);
        Tell(same, "the very same result in both");
        Tell(equal, "equal numbers, recorded twice");

        static void Tell(int count, string what)
        {
            if (count > 0)
            {
                Console.WriteLine($"{count} {(count == 1 ? "cell has" : "cells have")} {what}");
            }
        }
    }

    private static void Pairs(string heading, IReadOnlyList<Difference> pairs, Func<string, OptionValue?, string> text)
    {
        var columns = new Columns("NAME", "A", "B");
        foreach (var (name, x, y) in pairs)
        {
            columns.Add(name, text(name, x), text(name, y));
        }

        Section(heading, pairs.Count, columns);
    }

    private static void Section(string heading, int rows, Columns columns)
    {
        Console.WriteLine(rows == 0 ? $"{heading}: the same" : heading);
        if (rows > 0)
        {
            columns.Write(Console.Out);
        }
    }

    private static double? Of(ResultRow? row, string metric) => row is not null && row.Metrics.TryGetValue(metric, out double value) ? value : null;

    private static string Number(string metric, double? value) => value is { } number ? FieldText.Metric(metric, number) : "–";

    private static string Change(string metric, double? x, double? y) => x is { } a && y is { } b ? FieldText.Difference(metric, b - a) : "–";
}
