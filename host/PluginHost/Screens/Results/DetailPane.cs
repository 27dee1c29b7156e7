using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>Everything that was recorded about one result.</summary>
/// <param name="Row">The result.</param>
/// <param name="History">Its events.</param>
/// <param name="Curves">Its curves, drawn as plots.</param>
internal sealed record DetailPane(ResultRow Row, CellHistory History, ImmutableSortedDictionary<string, Curve> Curves) : Pane
{
    private const int NameWidth = 26, PlotHeight = 9, PlotWidth = 76;

    public override string Title => $"{Row.Spec}";

    private Sheet Sheet => new(["group", "name", "value"], [.. Entries().Select(entry => (ImmutableArray<string>)[entry.Group, entry.Name, entry.Value])]);

    public override IReadOnlyList<Line> Lines(int width, Look look)
    {
        var lines = new List<Line>();
        foreach (var group in Entries().GroupBy(entry => entry.Group))
        {
            lines.Add(Line.Of(group.Key, look.Head));
            lines.AddRange(group.Select(entry => Line.Of("  " + entry.Name, look.Dim).Fit(NameWidth, look) + " " + entry.Value));
            if (group.Key == Numbers)
            {
                foreach (var (name, curve) in Curves.Where(curve => curve.Value.Values.Length > 1))
                {
                    lines.Add(Line.Of($"{name} by step", look.Head));
                    lines.AddRange(Plot(name, curve, Math.Min(width, PlotWidth), look));
                }
            }
        }

        return lines;
    }

    public override string Export(string format) => Sheet.Write(format);

    public override IEnumerable<string> Linear() => Entries().GroupBy(entry => entry.Group)
        .SelectMany(group => group.Select(entry => $"{entry.Name}: {entry.Value}").Prepend($"{group.Key}:"))
        .Concat(Curves.Where(c => c.Value.Values.Length > 1).Select(c =>
            $"curve {c.Key}: {c.Value.Values.Length} points, from {CurvePainter.Short(c.Value.Values[0])} to {CurvePainter.Short(c.Value.Values[^1])}"));

    private const string Numbers = "Numbers";

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
            yield return (about, $"{plugin.Kind.ToString().ToLowerInvariant()} plugin", $"{plugin.Id} {plugin.Version}, sha256 {plugin.Sha256}");
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
            yield return ("History", entry.At.ToString("u", CultureInfo.InvariantCulture), $"{Word(entry)} in {entry.Run}");
        }
    }

    private static IEnumerable<Line> Plot(string name, Curve curve, int width, Look look) => CurvePainter
        .Paint([PaintedCurve.Of(name, curve, width)], width, PlotHeight, look.Symbols.IsAscii)
        .Select(pieces => Line.Join(pieces.Select(piece => Line.Of(piece.Text, piece.Curve is { } number ? look.Series(number) : look.Dim))));

    private static string Word(RunEvent entry) => entry switch
    {
        CellStarted => "began",
        CellFinished => "finished",
        CellFailed failed => $"failed: {failed.Error};",
        ArtifactMade made => $"made {made.Kind} {Described.Key(made.Key)} in {Durations.Text(made.Seconds)}",
        _ => entry.GetType().Name,
    };
}
