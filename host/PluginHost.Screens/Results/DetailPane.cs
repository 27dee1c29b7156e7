using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>Everything that was recorded about one result.</summary>
/// <param name="Row">The result.</param>
/// <param name="History">Its events.</param>
/// <param name="Curves">Its curves, drawn as plots.</param>
internal sealed record DetailPane(ResultRow Row, CellHistory History, ImmutableSortedDictionary<string, Curve> Curves)
    : LinesPane
{
    private const int NameWidth = 26, PlotHeight = 9, PlotWidth = 76;

    public override string Title => $"{Row.Spec}";

    private Sheet Sheet => new(
        ["group", "name", "value"],
        [.. Entries().Select(entry => (ImmutableArray<string>)[entry.Group, entry.Name, entry.Value])]);

    public override IReadOnlyList<Line> Lines(int width, Symbols symbols)
    {
        var lines = new List<Line>();
        foreach (var group in Entries().GroupBy(entry => entry.Group))
        {
            lines.Add(Line.Of(group.Key, Tone.Head));
            lines.AddRange(group.SelectMany(entry => Entry(entry.Name, entry.Value, width, symbols)));
            if (group.Key == Numbers)
            {
                foreach (var (name, curve) in Curves.Where(curve => curve.Value.Values.Length > 1))
                {
                    lines.Add(Line.Of($"{name} by step", Tone.Head));
                    lines.AddRange(Plot(name, curve, Math.Min(width, PlotWidth), symbols));
                }
            }
        }

        return lines;
    }

    public override string Export(string format) => Sheet.Write(format);

    public override IEnumerable<string> Linear() => Entries().GroupBy(entry => entry.Group)
        .SelectMany(group => group.Select(Told).Prepend($"{group.Key}:"))
        .Concat(Curves.Where(curve => curve.Value.Values.Length > 1).Select(curve => Told(curve.Key, curve.Value)));

    private static string Told((string Group, string Name, string Value) entry) =>
        entry.Name.Length == 0 ? entry.Value : $"{entry.Name}: {entry.Value}";

    private static string Told(string name, Curve curve)
    {
        var values = curve.Values;
        string range = $"from {CurvePainter.Short(values[0])} to {CurvePainter.Short(values[^1])}";
        return $"curve {name}: {values.Length} points, {range}";
    }

    private const string Numbers = "Numbers";

    /// <summary>What is known; a line of a text has no name.</summary>
    private IEnumerable<(string Group, string Name, string Value)> Entries()
    {
        foreach (var (name, value) in Row.Metrics)
        {
            yield return (Numbers, FieldText.MetricName(name), FieldText.Metric(name, value));
        }

        foreach (var (name, value) in Row.Fields)
        {
            yield return ("Settings", name, FieldText.Field(name, value));
        }

        const string about = "Where it comes from";
        yield return (about, "cell", Row.Cell);
        yield return (about, "run", $"{Row.Run} of {Row.Experiment}");
        yield return (about, "recorded", Row.At.ToString("u", CultureInfo.InvariantCulture));
        if (Row.ImportedFrom is { } folder)
        {
            yield return (about, "imported from", folder);
        }

        yield return (about, "device", Row.Device);
        yield return (about, "data sha256", Row.DataSha256);
        if (Row.NoiseKey is { } noise)
        {
            yield return (about, "noise set", noise);
        }

        foreach (var plugin in Row.Plugins)
        {
            string kind = plugin.Kind.ToString().ToLowerInvariant();
            yield return (about, $"{kind} plugin", $"{plugin.Id} {plugin.Version}, sha256 {plugin.Sha256}");
        }

        foreach (var (name, value) in Row.Environment)
        {
            yield return (about, name, value);
        }

        if (!Row.Tags.IsEmpty || Row.Note is not null)
        {
            yield return ("Said of it", "tags", string.Join(' ', Row.Tags));
            yield return ("Said of it", "note", Row.Note ?? "");
        }

        foreach (var entry in History.Events)
        {
            string when = entry.At.ToString("u", CultureInfo.InvariantCulture);
            yield return ("History", when, $"{entry.Run} {Described.Event(entry)}");
        }

        if (Described.Left(History) is var (heading, text))
        {
            foreach (string line in text.TrimEnd().ReplaceLineEndings("\n").Split('\n'))
            {
                yield return ($"{char.ToUpperInvariant(heading[0])}{heading[1..]}", "", line);
            }
        }
    }

    /// <summary>A name, and beside it its value in as many lines as that takes; without a name over the width.</summary>
    private static IEnumerable<Line> Entry(string name, string value, int width, Symbols symbols)
    {
        if (name.Length == 0)
        {
            foreach (var line in Wrapped.Of(value, Math.Max(16, width - 2)))
            {
                yield return "  " + line;
            }

            yield break;
        }

        var label = Line.Of("  " + name, Tone.Dim);
        foreach (var line in Wrapped.Of(value, Math.Max(16, width - NameWidth - 1)))
        {
            yield return label.Fit(NameWidth, symbols) + " " + line;
            label = Line.Empty;
        }
    }

    private static IEnumerable<Line> Plot(string name, Curve curve, int width, Symbols symbols) =>
        CurvePainter.Lines([PaintedCurve.Of(name, curve, width)], width, PlotHeight, symbols);
}
