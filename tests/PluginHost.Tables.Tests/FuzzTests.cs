using System.Text;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;
using PluginHost.TestKit.Fuzzing;

namespace PluginHost.Tables.Tests;

/// <summary>Filters, saved views and requests for tables, with changes.</summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Filters()
    {
        var row = Samples.Row(Samples.Spec("REM 8-4", radius: 4, seed: 2), 0.31);
        var samples = FuzzedParser.Texts(
            "noise.method == \"rem\" && train.radius >= 2",
            "(seed == 0 || seed == 2) and !(train.radius == 4/255)",
            "noise in (em, 'REM 8-4')",
            "share == 100% or not tags ~ good",
            "accuracy < 50.5 && filter != none",
            "at >= 2026-01-31");
        Check(new FuzzedParser("filter", samples, input =>
        {
            string text = Encoding.UTF8.GetString(input);
            FilterCompletion.At(text, text.Length / 2, ["noise", "seed"], _ => [1, "a"]);
            var filter = FilterExpression.Parse(text, [row]);
            filter.Matches(row.Value);
            filter.ValuesSeen([row.Value]);
            RowFilter.Matching(filter, ResultRows.Of([row]));
        },
        typeof(QueryException))
        {
            IsTyped = true,
            Tokens = FuzzedParser.Texts(
                "(", ")", "!", "not ", " in (", ",", "&&", "||", "==", "~", "\"", "'", "%", "/255",
                "none", "seed", "noise", "1e30%", " "),
        });
    }

    [Fact]
    public void Saved_views()
    {
        string file = _folder["views.toml"];
        var samples = FuzzedParser.Texts(
            """
            # mine
            [robust]
            experiment = "quick"
            rows = ["train.radius"]
            columns = ["noise"]
            metrics = ["accuracy"]
            aggregate = "ci95"
            best = "lowest"

            """,
            """
            [list]
            filter = 'noise == rem'
            sort = ["-accuracy"]
            hidden = ["device"]
            [list.widths]
            noise = 12

            [b]
            paper = true

            """,
            "");
        Check(new FuzzedParser("views.toml", samples, input =>
        {
            File.WriteAllBytes(file, input);
            var views = new SavedViews(file);
            var all = views.All();
            views.Save(new SavedView("added") { Filter = "seed == 1" });
            Assert.Equal(all.Where(view => view.Name != "added"), views.All().Where(view => view.Name != "added"));
            views.Remove("added");
        },
        typeof(QueryException))
        {
            Tokens = FuzzedParser.Texts(
                "[", "]", "[[", "]]", "=", "\"", "\"\"\"", "'''", "\n", "#", "{", "}", ".",
                "robust", "list", "widths", "\\u", "\r\n", "1979-05-27"),
        });
    }

    [Fact]
    public void Requests_for_tables()
    {
        ResultRow[] rows =
        [
            Samples.Row(Samples.Spec("REM 8-4", radius: 4, seed: 2), 0.31),
            Samples.Row(Samples.Spec(seed: 1), 0.5),
        ];
        var samples = FuzzedParser.Texts(
            "train.radius\nnoise\ntest-accuracy\ntitle\nmean-std\nlowest\nclean\nEM 8 = EM\ntab:a\naugmentation",
            "dataset, seed\nnoise, model\naccuracy, loss\n\nci95");
        Check(new FuzzedParser("table request", samples, input =>
        {
            string?[] parts = [.. Encoding.UTF8.GetString(input).Split('\n'), .. new string?[10]];
            var spec = new TableSpec(parts[0] ?? "", parts[1] ?? "", parts[2] ?? "", parts[3] ?? "", null)
            {
                Aggregate = parts[4],
                Best = parts[5],
                Baseline = parts[6],
                ColumnTitles = parts[7],
                Label = parts[8],
                Over = parts[9],
            };
            var table = ComparisonTable.Build(rows, new TableRequest(spec));
            Writers.TextTable.Write(table, 80);
            Writers.LatexTable.Write(table);
            Writers.MarkdownTable.Write(table);
            Writers.HtmlTable.Write(table);
            Writers.CsvTable.Write(table);
            Writers.JsonTable.Write(table);
        },
        typeof(QueryException), typeof(FormatException))
        {
            IsTyped = true,
            Tokens = FuzzedParser.Texts(
                "\n", ",", " = ", "noise", "seed", "train.radius", "clean", "median", "\"", "%", "_", "$"),
        });
    }

    private void Check(FuzzedParser parser)
    {
        var result = parser.Check();
        output.WriteLine($"{result}");
        Assert.InRange(result.Refused, 1, result.Inputs - 1);
    }
}
