using System.Globalization;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Export;
using PluginHost.Tables.Writers;

namespace PluginHost.Tables.Tests;

public sealed class TableTests
{
    private static readonly TableSpec Spec = new("train.radius", "noise", "test-accuracy", "Quick & dirty", null);

    private static List<ResultRow> Rows() =>
        [.. Samples.Plan().Where(s => s.NoiseLabel != "REM 8-4" || s.Seed < 2 || s.Training.Attack.IsNone).Select(s => Samples.Row(s, Samples.Accuracy(s), 1 - Samples.Accuracy(s)))];

    [Fact]
    public void A_table_in_all_formats() => Snapshot.Match(Samples.AllFormats(ComparisonTable.Build(
        Rows(), new TableRequest(Spec) { Best = BestValue.Lowest, Planned = Samples.Plan() })));

    [Fact]
    public void Several_metrics_stand_side_by_side() => Snapshot.Match(Samples.ForPeople(ComparisonTable.Build(
        Rows().FindAll(r => r.Spec.Seed == 0), new TableRequest(Spec with { Metrics = "test-accuracy, train-loss" })), 120));

    [Fact]
    public void Metrics_that_do_not_fit_side_by_side_come_one_below_the_other() => Snapshot.Match(TextTable.Write(ComparisonTable.Build(
        Rows(), new TableRequest(Spec with { Metrics = "test-accuracy, train-loss" })), 80));

    [Fact]
    public void Several_metrics_get_a_block_each() => Snapshot.Match(TextTable.Write(ComparisonTable.Build(
        Rows(), new TableRequest(Spec with { Metrics = "test-accuracy, train-loss, train-seconds" }) { Blocks = true })));

    [Fact]
    public void Rows_and_columns_of_several_fields() => Snapshot.Match(Samples.ForPeople(ComparisonTable.Build(
        [.. Rows(), .. Rows().Select(r => r with { Spec = r.Spec with { Data = new DataSpec("cifar10") } })],
        new TableRequest(Spec with { Rows = "dataset, train.radius", Columns = "noise.method, seed" }) { Best = BestValue.Highest })));

    [Fact]
    public void A_field_or_metric_that_is_named_twice_stands_there_once()
    {
        var once = new TableRequest(Spec with { Metrics = "test-accuracy, train-loss" });
        var twice = new TableRequest(Spec with
        {
            Rows = "train.radius, train.radius", Columns = "noise, noise", Metrics = "accuracy, test-accuracy, loss",
        });

        Assert.Equal(Shown(once), Shown(twice));

        static string Shown(TableRequest request) => Samples.AllFormats(ComparisonTable.Build(Rows(), request));
    }

    [Theory]
    [InlineData(Aggregate.MeanStd, "76.97 ± 1.23 (3)")]
    [InlineData(Aggregate.MeanSem, "76.97 ± 0.71 (3)")]
    [InlineData(Aggregate.Ci95, "76.97 ± 3.06 (3)")]
    [InlineData(Aggregate.Range, "75.74–78.20 (3)")]
    [InlineData(Aggregate.Median, "76.97 (3)")]
    public void Seeds_are_told_in_several_ways(Aggregate aggregate, string cell)
    {
        var rows = Enumerable.Range(0, 3).Select(seed => Samples.Row(Samples.Spec(seed: seed), 0.7574 + (0.0123 * seed))).ToList();

        string text = TextTable.Write(ComparisonTable.Build(rows, new TableRequest(Spec) { Aggregate = aggregate }));

        Assert.Contains(cell, text);
    }

    [Fact]
    public void A_recipe_says_what_is_told_marked_and_compared_and_what_columns_are_called()
    {
        var spec = Spec with
        {
            Aggregate = "ci95", Best = "lowest", Baseline = "clean", ColumnTitles = "EM 8 = EM, train.radius = radius", Label = "tab:radii",
        };

        var table = ComparisonTable.Build(Rows(), new TableRequest(spec));
        string text = TextTable.Write(table), latex = LatexTable.Write(table);

        Assert.Contains("95 % confidence interval", text);
        Assert.Contains("Δ", text);
        Assert.Matches("(?m)^radius +clean +EM ", text);
        Assert.DoesNotMatch(@"\bEM 8", text);
        Assert.Contains("\\label{tab:radii}\n", latex);
        Assert.Contains("\\mathbf{", latex);
    }

    [Theory]
    [InlineData("ρ ≤ 8/255 & 50 %", "$\\rho$ $\\leq$ 8/255 \\& 50 \\%")]
    [InlineData("α_1^2 {x} ~ \\y #3 $", "$\\alpha$\\_1\\textasciicircum{}2 \\{x\\} \\textasciitilde{} \\textbackslash{}y \\#3 \\$")]
    [InlineData("Müller → 中\u001b[31m", "Müller $\\rightarrow$ \\texttt{U+4E2D} {[}31m")]
    [InlineData("[a] * b", "{[}a] {*} b")]
    public void Any_label_becomes_LaTeX_that_compiles(string label, string latex) => Assert.Equal(latex, LatexText.Of(label));

    [Fact]
    public void A_label_cannot_command_a_terminal_nor_a_spreadsheet()
    {
        var rows = new[] { Samples.Row(Samples.Spec() with { NoiseLabel = "=1+1\n\u001b[2J" }, 0.5) };
        var table = ComparisonTable.Build(rows, new TableRequest(Spec with { Title = "a\u001b[31mb" }));

        string text = TextTable.Write(table), csv = ResultsCsv.Write(rows);

        Assert.DoesNotContain(text, c => char.IsControl(c) && c != '\n');
        Assert.Contains("=1+1��[2J", text);
        Assert.Contains("\"'=1+1\n", csv);
        Assert.Contains("-0.5", ResultsCsv.Write([Samples.Row(Samples.Spec(), -0.5)]));
    }

    // Textbook quantiles of Student's t at 97.5 %; beyond 30 they are computed.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(4, 2.776)]
    [InlineData(9, 2.262)]
    [InlineData(30, 2.042)]
    [InlineData(31, 2.0395)]
    [InlineData(40, 2.0211)]
    [InlineData(60, 2.0003)]
    [InlineData(120, 1.9799)]
    [InlineData(100_000, 1.9600)]
    public void Students_t_is_the_textbooks(int freedom, double quantile) => Assert.Equal(quantile, StudentT.Quantile975(freedom), 5e-4);

    [Fact]
    public void A_confidence_interval_of_five_numbers_is_the_textbooks()
    {
        // Mean 3, standard deviation √2.5: 3 ± 2.776 · √(2.5 / 5).
        Assert.Equal(1.96324, Statistics.Of([1, 2, 3, 4, 5]).Ci95!.Value, 1e-4);
        Assert.Null(Statistics.Of([1]).Ci95);
    }

    [Fact]
    public void The_best_of_a_column_can_be_marked()
    {
        var table = ComparisonTable.Build(Rows(), new TableRequest(Spec) { Best = BestValue.Highest, BestOf = BestOf.Column });

        Assert.Equal(
            [(0.0, "clean"), (0.0, "REM 8-4"), (4.0, "EM 8")],
            from row in table.Rows from column in table.Columns where table[row, column, "test-accuracy"].IsBest
            orderby row.Values[0]!.Value.Number, table.Columns.ToList().IndexOf(column) == 1 ? 1 : 0 select (row.Values[0]!.Value.Number!.Value, column.Values[0].ToString()));
        Assert.Contains("* the highest of its column", TextTable.Write(table));
    }

    [Fact]
    public void Differences_to_a_baseline_are_paired_by_seed() => Snapshot.Match(Samples.AllFormats(ComparisonTable.Build(
        [.. Rows().Select(r => r.Spec.NoiseLabel == "EM 8" && r.Spec.Seed == 1 ? r with { Metrics = Samples.Metrics(0.25, 1) } : r)],
        new TableRequest(Spec) { Baseline = "clean" })));

    [Fact]
    public void A_baseline_holds_within_the_other_column_fields()
    {
        var table = ComparisonTable.Build(Rows(), new TableRequest(Spec with { Columns = "noise.method, seed" }) { Baseline = "noise.method=CLEAN" });

        var em1 = table.Columns.Single(c => c.Values[0].ToString() == "em" && c.Values[1].ToString() == "1");
        Assert.Equal(-0.59, table[table.Rows[0], em1, "test-accuracy"].Against!.Value.Value, 1e-9);
        Assert.All(table.Columns.Where(c => c.Values[0].ToString() == "clean"), c => Assert.Null(table[table.Rows[0], c, "test-accuracy"].Against));
    }

    [Fact]
    public void Where_no_seed_is_in_both_the_means_are_compared_and_it_is_said()
    {
        var rows = new List<ResultRow> { Samples.Row(Samples.Spec(seed: 0), 0.8), Samples.Row(Samples.Spec("EM 8", seed: 1), 0.2) };

        string text = TextTable.Write(ComparisonTable.Build(rows, new TableRequest(Spec) { Baseline = "clean" }));

        Assert.Contains("20.00 (1) Δ -60.00 (unpaired)", text);
        Assert.Contains("no seed is in both", text);
    }

    [Theory]
    [InlineData("clen", "did you mean 'clean'?")]
    [InlineData("seed=clean", "no column is the baseline")]
    public void A_baseline_that_is_no_column_is_told(string baseline, string message) => Assert.Contains(message, Assert.Throws<QueryException>(() =>
        ComparisonTable.Build(Rows(), new TableRequest(Spec) { Baseline = baseline })).Message);

    [Fact]
    public void Short_names_of_metrics_are_known()
    {
        var table = ComparisonTable.Build(Rows(), new TableRequest(Spec with { Metrics = "accuracy, loss" }));

        Assert.Equal(["test-accuracy", "train-loss"], table.Metrics);
    }

    [Fact]
    public void Precisions_are_never_averaged()
    {
        var rows = new[] { Precision.Fp32, Precision.Bf16 }.Select((precision, i) => Samples.Row(Samples.Spec(seed: i) with { Precision = precision }, 0.5 + (0.2 * i))).ToList();

        string text = TextTable.Write(ComparisonTable.Build(rows, new TableRequest(Spec)));

        Assert.Contains("split by precision", text);
        Assert.DoesNotContain("60.00", text);
    }

    [Fact]
    public void Seeds_of_other_data_devices_and_versions_are_marked()
    {
        var rows = new List<ResultRow>
        {
            Samples.Row(Samples.Spec(), 0.5),
            Samples.Row(Samples.Spec(seed: 1), 0.6, run: "20260131T130000-bbbbbb") with { DataSha256 = "other", Device = "cuda:0", Environment = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("libtorch", "2.11") },
        };

        string text = TextTable.Write(ComparisonTable.Build(rows, new TableRequest(Spec)));

        Assert.Contains("(2)¹²³", text);
        Assert.Contains("the data set's checksum", text);
        Assert.Contains("the device: cpu, cuda:0", text);
        Assert.Contains("libtorch: 2.11, unknown", text);
    }

    [Fact]
    public void Html_escapes_what_would_break_it()
    {
        var spec = Samples.Spec() with { NoiseLabel = "<b>\"&amp;" };

        string html = HtmlTable.Write(ComparisonTable.Build([Samples.Row(spec, 0.5)], new TableRequest(Spec)));

        Assert.Contains("&lt;b&gt;&quot;&amp;amp;", html);
        Assert.Contains("Quick &amp; dirty", html);
        Assert.DoesNotContain("<b>", html);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(1000)]
    public void Labels_and_a_value_are_always_shown(int width)
    {
        string[] lines = TextTable.Write(ComparisonTable.Build(Rows(), new TableRequest(Spec)), width).Split('\n');

        Assert.Contains(lines, line => line.StartsWith("4/255", StringComparison.Ordinal) && line.Contains("58.23 ± 1.23 (3)", StringComparison.Ordinal));
        Assert.Equal(width < 66, Array.Exists(lines, line => line.StartsWith('+')));
    }

    [Fact]
    public void One_seed_has_no_spread()
    {
        string text = TextTable.Write(ComparisonTable.Build([Samples.Row(Samples.Spec(), 0.5)], new TableRequest(Spec)));

        Assert.Contains("50.00 (1)", text);
        Assert.DoesNotContain("50.00 ±", text);
    }

    [Fact]
    public void Presets_are_never_averaged()
    {
        var rows = new[] { "smoke", "mini" }.Select((preset, i) => Samples.Row(Samples.Spec(preset: preset, seed: i), 0.5 + (0.2 * i))).ToList();

        string text = TextTable.Write(ComparisonTable.Build(rows, new TableRequest(Spec)));

        Assert.Contains("50.00 (1)", text);
        Assert.Contains("70.00 (1)", text);
        Assert.Contains("split by preset", text);
    }

    [Fact]
    public void Radii_of_several_norms_are_told_with_their_norms()
    {
        CellSpec[] specs = [Samples.Spec(), Samples.Spec(radius: 4), Samples.Spec(radius: 1000, norm: Norm.L1)];

        Assert.Equal(["train.radius", "train.norm"], Of(specs).RowFields);
        Assert.Equal(["train.radius"], Of(specs[..2]).RowFields);
        Assert.DoesNotContain(Of(specs[..2]).Context, told => told.Field == "train.norm");
        // Plain training has no norm.
        Assert.Equal(["train.radius"], Of([specs[0], specs[2]]).RowFields);
        Assert.Contains(("train.norm", "l1"), Of([specs[0], specs[2]]).Context);

        static ComparisonTable Of(CellSpec[] specs) => ComparisonTable.Build(
            [.. specs.Select(spec => Samples.Row(spec, 0.5))], new TableRequest(new TableSpec("train.radius", "noise", "test-accuracy", "", null)));
    }

    [Fact]
    public void Settings_that_are_no_fields_are_not_averaged_either()
    {
        var spec = Samples.Spec();
        var other = spec with { Seed = 1, Training = spec.Training with { Schedule = spec.Training.Schedule with { WeightDecay = 0 } } };

        string text = TextTable.Write(ComparisonTable.Build(
            [Samples.Row(spec, 0.5), Samples.Row(other, 0.7) with { At = Samples.Noon.AddHours(1) }], new TableRequest(Spec)));

        Assert.Contains("70.00 (1)¹", text);
        Assert.Contains("¹ results with other settings (training.schedule.weightDecay) are left out; the latest are shown", text);
    }

    [Fact]
    public void Seeds_of_differing_plugin_files_are_marked()
    {
        var rows = new List<ResultRow> { Samples.Row(Samples.Spec(), 0.5), Samples.Row(Samples.Spec(seed: 1), 0.6, hash: "bbbbbbbbbbbb") };

        string text = TextTable.Write(ComparisonTable.Build(rows, new TableRequest(Spec)));

        Assert.Contains("55.00 ± 7.07 (2)¹", text);
        Assert.Contains("¹ the seeds differ in the plugin resnet18: 1.0.0 aaaaaaaa, 1.0.0 bbbbbbbb", text);
    }

    [Fact]
    public void A_seed_that_was_run_twice_counts_once()
    {
        var row = Samples.Row(Samples.Spec(), 0.5);

        string text = TextTable.Write(ComparisonTable.Build(
            [row, row with { At = Samples.Noon.AddHours(1), Metrics = Samples.Metrics(0.6, 1) }], new TableRequest(Spec)));

        Assert.Contains("60.00 (1)¹", text);
    }

    [Fact]
    public void Missing_cells_are_visible_and_numbers_sort_by_size()
    {
        var rows = new double[] { 10, 0, 2 }.Select((radius, i) => Samples.Row(Samples.Spec(i == 1 ? "REM 8-4" : "EM 8", radius), 0.5)).ToList();

        var table = ComparisonTable.Build(rows, new TableRequest(Spec) { Missing = 2 });
        string text = TextTable.Write(table);

        Assert.Equal([0, 2, 10], table.Rows.Select(r => r.Values[0]!.Value.Number!.Value));
        Assert.Equal(["EM 8", "REM 8-4"], table.Columns.Select(c => c.Values[0].ToString()));
        Assert.Equal(3, text.Count(c => c == '—'));
        Assert.Contains("2 planned cells have no result yet", text);
    }

    [Fact]
    public void A_planned_table_without_results_shows_its_shape()
    {
        string text = TextTable.Write(ComparisonTable.Build([], new TableRequest(Spec) { Planned = Samples.Plan() }));

        Assert.Contains("REM 8-4", text);
        Assert.Equal(6, text.Count(c => c == '—'));
        Assert.Contains("no results yet", text);
    }

    [Fact]
    public void Columns_that_do_not_fit_are_counted()
    {
        var table = ComparisonTable.Build(Rows(), new TableRequest(Spec));

        string text = TextTable.Write(table, 40);

        Assert.All(text.Split('\n').Where(l => l.Contains('±') && l.Contains('(')).Skip(1), line => Assert.True(line.Length <= 40, line));
        Assert.Contains("+2 columns do not fit: EM 8; REM 8-4 (--width 66 or --format csv shows all)", text);
    }

    [Theory]
    [InlineData("train.radus", "noise", "test-accuracy", "did you mean 'train.radius'?")]
    [InlineData("train.radius", "noise", "test-acuracy", "did you mean 'test-accuracy'?")]
    [InlineData("noise", "noise", "test-accuracy", "cannot be in the rows and in the columns")]
    public void Unknown_names_are_told(string rows, string columns, string metrics, string message)
    {
        var error = Assert.Throws<QueryException>(() => ComparisonTable.Build(
            Rows(), new TableRequest(new TableSpec(rows, columns, metrics, "", null))));

        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Another_culture_gives_the_same_bytes()
    {
        string before = Samples.AllFormats(ComparisonTable.Build(Rows(), new TableRequest(Spec))) + ResultsCsv.Write(Rows());
        var present = CultureInfo.CurrentCulture;
        var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.NegativeSign = "−";
        CultureInfo.CurrentCulture = german;
        try
        {
            Assert.Equal("0,5", 0.5.ToString());
            Assert.Equal(before, Samples.AllFormats(ComparisonTable.Build(Rows(), new TableRequest(Spec))) + ResultsCsv.Write(Rows()));
        }
        finally
        {
            CultureInfo.CurrentCulture = present;
        }
    }

    [Fact]
    public void Latex_escapes_what_would_break_it()
    {
        var spec = Samples.Spec() with { NoiseLabel = "50% & $x_1$ #{~^\\}" };

        string latex = LatexTable.Write(ComparisonTable.Build([Samples.Row(spec, 0.5)], new TableRequest(Spec)));

        Assert.Contains(@"50\% \& \$x\_1\$ \#\{\textasciitilde{}\textasciicircum{}\textbackslash{}\}", latex);
    }
}
