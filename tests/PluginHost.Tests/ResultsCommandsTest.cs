using System.Collections.Immutable;
using System.Text.Json;
using PluginHost.Store.Journals;


namespace PluginHost.Tests;

/// <summary>What the <c>results</c> commands print, over a small store that is written as runs write it.</summary>
public sealed class ResultsCommandsTest : IDisposable
{
    private const int Usage = 2;

    private const string First = "20260131T120000-aaaaaa", Second = "20260201T120000-bbbbbb";

    private readonly TempFolder _folder = new();

    public ResultsCommandsTest()
    {
        Write(First, "sweep", 0, [(0, "clean", 0.8), (1, "clean", 0.82), (0, "em", 0.3), (1, "em", 0.34)]);
        Write(Second, "other", 24, [(0, "clean", 0.79)], iterations: 200);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Runs_are_listed_newest_first_with_their_status()
    {
        string[] lines = Done("list", "--ascii").Output.Split('\n');

        Assert.Matches(@"^RUN +EXPERIMENT +PRESET +STATUS +CELLS", lines[0]);
        Assert.Matches(@"^bbbbbb +other +smoke +\+ done +1/1 ", lines[1]);
        Assert.Matches(@"^aaaaaa +sweep +smoke +\+ done +4/4 ", lines[2]);
        Assert.Contains("1 older runs are not shown", Done("list", "--limit", "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Single_results_are_filtered_by_what_tables_print()
    {
        string output = Done("list", "--cells", "--where", "noise == em && accuracy < 32").Output;

        Assert.Equal(2, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("30.00 %", output, StringComparison.Ordinal);
        Assert.Contains("did you mean 'accuracy'?", Fails("list", "--cells", "--where", "acuracy < 32"), StringComparison.Ordinal);
        Assert.Contains("test-accuracy is one of 30.00", Fails("list", "--cells", "--where", "accuracy < 0.5"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_is_shown_with_its_curve_as_a_plot()
    {
        string output = Done("show", Key(0, "em")[..12], "--ascii", "--width", "60").Output;

        Assert.Contains("test-accuracy (%)  30.00", output, StringComparison.Ordinal);
        Assert.Contains("train-loss over training steps", output, StringComparison.Ordinal);
        Assert.Contains("training.schedule.momentum", output, StringComparison.Ordinal);
        Assert.All(output.Split("over training steps")[1].Split('\n'), line => Assert.DoesNotContain(line, c => c > 127));
        Assert.Contains("4 of 4 cells have a result", Done("show", "aaaaaa").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_cells_and_two_runs_are_compared()
    {
        string cells = Done("diff", Key(0, "clean")[..12], Key(0, "em")[..12]).Output;
        string runs = Done("diff", "aaaaaa", "bbbbbb").Output;

        Assert.Matches(@"test-accuracy \(%\) +80\.00 +30\.00 +-50\.00", cells);
        Assert.DoesNotContain("train.iterations", cells, StringComparison.Ordinal);
        Assert.Matches(@"experiment +sweep +other", runs);
        Assert.Contains("recipe: the same text", runs, StringComparison.Ordinal);
        Assert.Matches(@"test-accuracy \(%\) +80\.00 +79\.00 +-1\.00", runs);
        Assert.Contains("give two runs or two cells", Fails("diff", "aaaaaa", Key(0, "em")[..12]), StringComparison.Ordinal);
    }

    [Fact]
    public void Tags_notes_and_the_trash_are_kept_and_can_be_undone()
    {
        string cell = Key(1, "em")[..12];
        Assert.Contains("tags good", Done("tag", cell, "+good").Output, StringComparison.Ordinal);
        Done("note", cell, "looks right");
        Assert.Contains("looks right", Done("list", "--cells", "--where", "tags == good").Output, StringComparison.Ordinal);
        Assert.Contains("no tags", Done("tag", cell, "-good").Output, StringComparison.Ordinal);

        Assert.Contains("undo: pluginhost results restore", Done("remove", cell).Output, StringComparison.Ordinal);
        Assert.Contains("1 planned cell has no result yet", Done("table", "sweep").Output, StringComparison.Ordinal);
        Assert.Contains("in the trash", Done("why", cell).Output, StringComparison.Ordinal);
        Assert.Contains(cell, Done("trash").Output, StringComparison.Ordinal);
        Done("restore", cell);
        Assert.Contains("the trash is empty", Done("trash").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_shows_the_table_that_it_was_saved_from()
    {
        string[] options = ["--rows", "train.radius", "--columns", "noise", "--agg", "ci95", "--baseline", "clean", "--best", "lowest"];
        string table = Done(["table", "sweep", .. options]).Output;

        Done(["view", "save", "mine", "--experiment", "sweep", .. options]);

        Assert.Contains("32.00 ± 25.41 (2) Δ -49.00 ± 12.71 (2)*", table.Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(table, Done("table", "--view", "mine").Output);
        Assert.Contains("aggregate = \"ci95\"", File.ReadAllText(_folder["views.toml"]), StringComparison.Ordinal);
        Done("view", "remove", "mine");
        Assert.Contains("there is no view 'mine'", Fails("table", "--view", "mine"), StringComparison.Ordinal);
    }

    [Fact]
    public void All_results_make_a_table_too()
    {
        string output = Done("table", "--rows", "noise", "--columns", "seed", "--where", "train.iterations == 100", "--width", "20").Output;

        Assert.Contains("+1 column does not fit: 1", output, StringComparison.Ordinal);
        Assert.Contains("--rows train.radius", Fails("table"), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_printed_where_it_is_asked_for()
    {
        using var list = JsonDocument.Parse(Done("list", "--cells", "--json").Output);
        using var table = JsonDocument.Parse(Done("table", "sweep", "--json").Output);

        Assert.Equal(5, list.RootElement.GetArrayLength());
        Assert.Equal("mean-std", table.RootElement.GetProperty("aggregate").GetString());
    }

    private Outcome Done(params string[] args)
    {
        var outcome = TheProgram.Run(["results", .. args, "--store", _folder["store"]]);
        Assert.Equal(("", 0), (outcome.Errors, outcome.Code));
        return outcome;
    }

    private string Fails(params string[] args)
    {
        var outcome = TheProgram.Run(["results", .. args, "--store", _folder["store"]]);
        Assert.Equal(Usage, outcome.Code);
        return Assert.Single(outcome.ErrorLines);
    }

    private static CellSpec Spec(int seed, string noise, int iterations = 100)
    {
        var schedule = new TrainingSchedule(iterations, 32, 0.1, 0.9, 5e-4, []);
        return new CellSpec(
            new DataSpec("shapes", 1000, 500), noise == "clean" ? null : new NoiseSpec(new PluginUse(noise).With("radius", 8), null, null), 1, null,
            new PluginUse("conv-mini"), new TrainingSpec(ThreatModel.None, schedule, null), seed, Precision.Fp32, "smoke")
        {
            NoiseLabel = noise,
        };
    }

    private static string Key(int seed, string noise) => ContentKey.Of(Spec(seed, noise) with { NoiseLabel = "" }).Hash;

    private void Write(string run, string experiment, int hours, (int Seed, string Noise, double Accuracy)[] cells, int iterations = 100)
    {
        var noon = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddHours(hours);
        using var journal = Journal.Create(Directory.CreateDirectory(_folder["store"]).FullName, run);
        var specs = cells.Select(cell => Spec(cell.Seed, cell.Noise, iterations)).ToList();
        journal.Append(new RunStarted(
            experiment, experiment, "Experiment();\n", "5ha", "smoke", [.. specs.Select(KeyOf)],
            ImmutableSortedDictionary<string, string>.Empty.Add("program", "0.1.0"), [new TableSpec("train.radius", "noise", "test-accuracy", "", null)])
        { At = noon, Run = run });
        for (int i = 0; i < cells.Length; i++)
        {
            var metrics = ImmutableSortedDictionary<string, double>.Empty
                .Add(Metric.TestAccuracy, cells[i].Accuracy).Add(Metric.TrainLoss, 1 - cells[i].Accuracy).Add(Metric.TrainSeconds, 10);
            var curves = ImmutableSortedDictionary<string, Curve>.Empty
                .Add(Metric.TrainLoss, new Curve([.. Enumerable.Range(1, 50)], [.. Enumerable.Range(1, 50).Select(step => 2.0 / step)]));
            journal.Append(new CellFinished(
                KeyOf(specs[i]), specs[i], metrics, curves, [new PluginIdentity(PluginKind.Model, "conv-mini", "1.0.0", "aaaaaaaaaaaa")], "data", null, "cpu")
            { At = noon.AddMinutes(i + 1), Run = run });
        }

        journal.Append(new RunEnded("done") { At = noon.AddMinutes(9), Run = run });

        static string KeyOf(CellSpec spec) => ContentKey.Of(spec with { NoiseLabel = "" }).Hash;
    }
}
