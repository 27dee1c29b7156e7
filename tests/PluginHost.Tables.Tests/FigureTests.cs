using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using PluginHost.Store.Records;
using PluginHost.Tables.Figures;

namespace PluginHost.Tables.Tests;

public sealed class FigureTests
{
    private static readonly FigureSpec Plot = new(FigureKind.Plot, "train.radius", "test-accuracy", "noise", "dataset", "Accuracy & radius");

    private static readonly FigureSpec Loss = new(FigureKind.Curves, "", "train-loss", "noise", "train.radius");

    [Fact]
    public void A_plot_shows_the_mean_over_seeds_by_line_and_picture() => Snapshot.Match(Text(Source(
        [.. Rows(), .. Rows().Where(row => row.Spec.Seed == 0).Select(row => row with { Spec = row.Spec with { Data = new DataSpec("cifar10") } })], missing: 2).Figure(Plot)));

    [Fact]
    public void Several_metrics_get_a_picture_each() => Snapshot.Match(Text(Source(Rows()).Figure(Plot with { Y = "test-accuracy,train-loss", Panels = "" })));

    [Fact]
    public void Published_values_stand_beside_ours_where_cells_are_the_papers()
    {
        var rows = new double[] { 0, 4 }.SelectMany(radius => new[] { "clean", "EM 8" }.Select(
            noise => Samples.Row(Samples.Spec(noise, radius, dataset: "cifar10"), 0.5))).ToList();

        var figure = Source(rows).Figure(Plot with { Paper = true });

        var clean = Assert.Single(figure.Panels[0].Lines, line => line is { IsPublished: true, Name: "clean" });
        Assert.Equal([new FigurePoint(0, 94.66), new FigurePoint(4, 89.51)], clean.Points);
        Assert.Contains("dashed: published values", figure.Notes[0]);
    }

    [Fact]
    public void Beside_a_stand_in_the_values_of_the_papers_table_are_drawn_and_said_to_be_anothers()
    {
        var rows = new double[] { 0, 4 }.Select(radius => Samples.Row(Samples.Spec("REM 8-4", radius, dataset: "cifar10", model: "resnet-mini"), 0.4)).ToList();

        var figure = (Source(rows) with { PaperTable = 1 }).Figure(Plot with { Paper = true });

        var published = Assert.Single(figure.Panels[0].Lines, line => line.IsPublished);
        Assert.Equal([(0, 27.09), (4, 48.16)], published.Points.Select(point => (point.X, Math.Round(point.Y, 9))));
        Assert.EndsWith("dashed: published values of resnet18", figure.Notes[0]);
        Assert.DoesNotContain(Source(rows).Figure(Plot with { Paper = true }).Panels[0].Lines, line => line.IsPublished);
    }

    [Fact]
    public void A_share_is_drawn_in_per_cent()
    {
        var rows = new[] { 0.2, 0.6 }.Select(share => Samples.Row(Samples.Spec("EM 8", share: share), share)).ToList();

        var panel = Source(rows).Figure(Plot with { X = "share" }).Panels[0];

        Assert.Equal("protected share (%)", panel.X.Title);
        Assert.Equal([new FigurePoint(20, 20), new FigurePoint(60, 60)], panel.Lines[0].Points);
    }

    [Fact]
    public void Settings_that_differ_are_never_averaged_but_get_lines_of_their_own()
    {
        var rows = new[] { "smoke", "mini" }.Select((preset, i) => Samples.Row(Samples.Spec(preset: preset, seed: i), 0.5 + (0.2 * i))).ToList();

        var lines = Source(rows).Figure(Plot).Panels[0].Lines;

        Assert.Equal(["clean, smoke", "clean, mini"], lines.Select(line => line.Name));
    }

    [Fact]
    public void A_curve_is_the_mean_over_seeds_and_long_ones_say_how_they_are_thinned()
    {
        var rows = Rows().FindAll(row => row.Spec.NoiseLabel != "REM 8-4" && row.Spec.Seed < 2);

        var figure = Source(rows, row => Curve(1000, step => step + (row.Spec.Seed * 10))).Figure(Loss);

        Assert.Equal(["plain training", "training radius 4/255"], figure.Panels.Select(panel => panel.Title));
        var line = figure.Panels[0].Lines[0];
        Assert.Equal(200, line.Points.Count);
        Assert.All(figure.Panels, panel => Assert.Equal(998 + 5, panel.Y.To));
        Assert.Equal(new FigurePoint(5, 3 + 5), line.Points[0]);
        Assert.Equal(new FigurePoint(1000, 998 + 5), line.Points[^1]);
        Assert.True(line.IsDense);
        Assert.Equal("lines: mean of 2 seeds; each point the mean of 5 recorded values up to its step", figure.Notes[0]);
    }

    [Fact]
    public void Short_curves_are_drawn_as_recorded_and_what_is_no_number_is_left_out()
    {
        var figure = Source([Samples.Row(Samples.Spec(), 0.5)], _ => Curve(3, step => step == 2 ? double.NaN : step)).Figure(Loss);

        Assert.Equal([new FigurePoint(1, 1), new FigurePoint(3, 3)], figure.Panels[0].Lines[0].Points);
        Assert.Contains("every recorded value", figure.Notes[0]);
    }

    [Fact]
    public void Without_results_there_is_nothing_to_draw()
    {
        Assert.Empty(Source([]).Figure(Plot).Panels);
        Assert.Empty(Source([]).Figure(Loss).Panels);
    }

    [Theory]
    [InlineData(FigureKind.Plot, "train.radus", "test-accuracy", "did you mean 'train.radius'?")]
    [InlineData(FigureKind.Plot, "noise", "test-accuracy", "'noise' lies along a plot's axis: it cannot tell its lines or pictures apart")]
    [InlineData(FigureKind.Plot, "model", "test-accuracy", "a plot's x is a field of numbers; model is 'resnet18'")]
    [InlineData(FigureKind.Plot, "train.radius", "test-acuracy", "did you mean 'test-accuracy'?")]
    [InlineData(FigureKind.Curves, "", "train-los", "results have no curve 'train-los'; did you mean 'train-loss'?")]
    public void Unknown_names_are_told(FigureKind kind, string x, string y, string message)
    {
        var error = Assert.Throws<QueryException>(() => Source(Rows()).Figure(new FigureSpec(kind, x, y, "noise")));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_drawn_figure_is_a_png_and_an_svg_whose_text_is_text()
    {
        var figure = Source(Rows()).Figure(Plot);

        var drawn = FigureDrawing.Draw(figure);

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', .. "\r\n"u8, 0x1a, (byte)'\n'], drawn.Png.Span[..8].ToArray());
        Assert.Equal("IEND"u8, drawn.Png.Span[^8..^4]);
        string[] texts = [.. XDocument.Parse(drawn.Svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        foreach (string text in (string[])["clean", "EM 8", "REM 8-4", "Accuracy & radius", "shapes", "test accuracy (%)", "training radius (1/255)", "100", .. figure.Notes])
        {
            Assert.Contains(text, texts);
        }
    }

    [Fact]
    public void Published_lines_are_dashed_in_the_svg_too()
    {
        var figure = Source([Samples.Row(Samples.Spec(dataset: "cifar10"), 0.5), Samples.Row(Samples.Spec(radius: 4, dataset: "cifar10"), 0.4)]).Figure(Plot with { Paper = true });

        var dashed = XDocument.Parse(FigureDrawing.Draw(figure).Svg).Descendants().Where(element => element.Attribute("stroke-dasharray") is not null);

        Assert.Equal(["8 4", "8 4"], dashed.Select(element => element.Attribute("stroke-dasharray")?.Value));
    }

    [Fact]
    public void The_same_figure_gives_the_same_bytes()
    {
        var first = FigureDrawing.Draw(Source(Rows(), _ => Curve(300, step => 2.0 / step)).Figure(Loss));
        var second = FigureDrawing.Draw(Source(Rows(), _ => Curve(300, step => 2.0 / step)).Figure(Loss));

        Assert.Equal(first.Png.ToArray(), second.Png.ToArray());
        Assert.Equal(first.Svg, second.Svg);
    }

    [Fact]
    public void The_font_that_comes_with_the_program_says_what_it_lacks()
    {
        var figure = Source(Rows()).Figure(Plot);

        Assert.Equal("", FigureDrawing.LackingCharacters(figure with { Title = "ρᵤ = 8/255 ± α · é ß × – ≤ ‖δ‖" }));
        Assert.Equal("半径", FigureDrawing.LackingCharacters(figure with { Title = "半径 8" }));
        Assert.Contains(">?? 8</text>", FigureDrawing.Draw(figure with { Title = "半径 8" }).Svg);
    }

    [Fact]
    public void Many_lines_differ_in_colour_and_in_mark_or_dashes()
    {
        var rows = Enumerable.Range(0, 14).Select(i => Samples.Row(Samples.Spec($"EM {i + 1}"), 0.5)).ToList();
        var figure = Source(rows).Figure(Plot);
        var legend = FigureLegend.Of(figure);

        var styles = legend.Names.Select(legend.Style).ToList();

        Assert.Equal(14, styles.Distinct().Count());
        Assert.All(styles.GroupBy(style => style.Color), same => Assert.Equal(same.Count(), same.Select(style => style.Marker).Distinct().Count()));
        Assert.All(styles.Zip(styles.Skip(1)), pair => Assert.NotEqual(pair.First.Marker, pair.Second.Marker));
        Assert.All(styles.Zip(styles.Skip(1)), pair => Assert.NotEqual(pair.First.Dashes, pair.Second.Dashes));
    }

    private static FigureSource Source(List<ResultRow> rows, Func<ResultRow, Curve>? curve = null, int missing = 0) => new(
        rows, row => new Dictionary<string, Curve> { ["train-loss"] = (curve ?? (_ => Curve(5, step => 1.0 / step)))(row) }) { Missing = missing };

    private static Curve Curve(int steps, Func<int, double> value) =>
        new([.. Enumerable.Range(1, steps)], [.. Enumerable.Range(1, steps).Select(value)]);

    private static List<ResultRow> Rows() =>
        [.. Samples.Plan().Where(s => s.NoiseLabel != "REM 8-4" || s.Seed < 2).Select(s => Samples.Row(s, Samples.Accuracy(s), 1 - Samples.Accuracy(s)))];

    private static string Text(Figure figure)
    {
        var text = new StringBuilder(figure.Title).Append('\n');
        foreach (var panel in figure.Panels)
        {
            text.Append($"[{panel.Title}] {Text(panel.X)}; {Text(panel.Y)}\n");
            foreach (var line in panel.Lines)
            {
                text.Append($"  {line.Name}{(line.IsPublished ? " (published)" : "")}: {string.Join("  ", line.Points.Select(Text))}\n");
            }
        }

        return text.AppendJoin('\n', figure.Notes).ToString();
    }

    private static string Text(FigureAxis axis) => string.Create(
        CultureInfo.InvariantCulture, $"{axis.Title} from {axis.From?.ToString("0.###", CultureInfo.InvariantCulture) ?? "auto"} to {axis.To?.ToString("0.###", CultureInfo.InvariantCulture) ?? "auto"}")
        + (axis.Ticks is { } ticks ? $", ticks {string.Join(" ", ticks)}" : "");

    private static string Text(FigurePoint point) => string.Create(
        CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.###}{(point.Spread is { } spread ? string.Create(CultureInfo.InvariantCulture, $"±{spread:0.###}") : "")}");
}
