using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Export;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Store.Tests;

public sealed class ResultStoreTests : IDisposable
{
    private readonly TempFolder _store = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_cell_that_recipes_share_carries_the_name_that_each_of_them_gave_it()
    {
        var cell = Samples.Plan().First(spec => spec.NoiseLabel == "EM 8");
        Samples.WriteRun(_store.Path, [cell]);
        const string later = "20260102T000000-bbbbbb";
        using (var journal = Journal.Create(_store.Path, later))
        {
            journal.Append(Samples.Started([cell], later, "other", minutes: 20) with { Labels = ["mine"] });
            journal.Append(Samples.Ended(run: later, minutes: 21));
        }

        using var store = Open();
        var filter = FilterExpression.Parse("noise == mine", ["noise"]);

        Assert.Equal("EM 8", Assert.Single(store.Results(new ResultQuery { Experiment = "quick" })).Spec.NoiseLabel);
        Assert.Equal("mine", Assert.Single(store.Results(new ResultQuery { Experiment = "other", Where = filter })).Spec.NoiseLabel);
        Assert.Empty(store.Results(new ResultQuery { Experiment = "quick", Where = filter }));
        Assert.Equal("mine", Assert.Single(ComparisonTable.Build(
            store.Select(new ResultQuery { Experiment = "other" }), new TableRequest(new TableSpec("train.radius", "noise", "", "", null))).Columns).Values[0]?.ToString());
    }

    [Fact]
    public void An_experiment_that_is_called_as_its_recipe_is_meant_before_the_recipes_other_experiments()
    {
        string first = "20260102T000000-aaaaaa", second = "20260103T000000-bbbbbb";
        Samples.WriteRun(_store.Path, [Samples.Plan()[0]], first, "quick-recipe");
        Samples.WriteRun(_store.Path, [Samples.Plan()[1]], second, "other");

        using var store = Open();

        Assert.Equal(first, store.LastRun("quick-recipe").Summary.Id);
        Assert.Equal(second, store.LastRun("other").Summary.Id);
    }

    [Fact]
    public void A_run_is_found_by_its_short_name_unless_a_cell_begins_so_too()
    {
        var cell = Samples.Plan()[0];
        string begin = Samples.Key(cell)[..4], mine = "20260102T000000-" + begin + "00", other = "20260103T000000-zzz000";
        Samples.WriteRun(_store.Path, [cell], other, "other");
        Samples.WriteRun(_store.Path, [Samples.Plan()[1]], mine);

        using var store = Open();

        Assert.Equal(other, store.Find("zzz0").Run);
        Assert.Equal(mine, store.Run(begin).Summary.Id);
        Assert.Contains("begins a cell's key too", Assert.Throws<QueryException>(() => store.Find(begin)).Message);
        Assert.Equal(Samples.Key(cell), store.Find(Samples.Key(cell)[..12]).Cell);
    }

    [Fact]
    public void A_run_is_found_again_with_all_it_recorded()
    {
        var plan = Samples.Plan();
        Samples.WriteRun(_store.Path, plan);

        using var store = Open();

        var run = store.Run(Samples.RunName[..10]);
        Assert.Equal(
            ("quick-recipe", "quick", "smoke", RunState.Done, 18, 18, 0),
            (run.Summary.Recipe, run.Summary.Experiment, run.Summary.Preset, run.Summary.State, run.Summary.Planned, run.Summary.Finished, run.Summary.Failed));
        Assert.Contains("ρ", run.Source);
        Assert.Equal("2.10.0", run.Environment["libtorch"]);
        Assert.Equal("Quick", Assert.Single(run.Tables).Title);
        Assert.Equal(plan.Select(Samples.Key).ToHashSet(), store.Done(plan.Select(Samples.Key).Append("another")));
        Assert.Equal(plan, store.Results(new ResultQuery { Experiment = "quick" }).Select(r => r.Spec));
        Assert.Empty(store.Unreadable());
        Assert.Empty(_notices);
    }

    [Fact]
    public void The_latest_result_of_a_cell_counts()
    {
        var spec = Samples.Spec();
        Samples.WriteRun(_store.Path, [spec], "20260201T000000-bbbbbb");

        // Its name sorts last, and the clock was ahead, but it was not recorded last.
        using (var journal = Journal.Create(_store.Path, "20260203T000000-dddddd"))
        {
            journal.Append(Samples.Finished(spec, 0.1, run: "20260203T000000-dddddd", minutes: 1_000_000));
        }

        using (var journal = Journal.Create(_store.Path, "20260202T000000-cccccc"))
        {
            journal.Append(Samples.Finished(spec, 0.9, run: "20260202T000000-cccccc", minutes: 100));
        }

        using var store = Open();

        Assert.Equal(0.9, Assert.Single(store.Results()).Metrics[Metric.TestAccuracy]);
        var history = store.Cell(Samples.Key(spec)[..8]);
        Assert.Equal(4, history.Events.Length);
        Assert.Equal("20260202T000000-cccccc", history.Latest?.Run);
        Assert.Equal(5, history.Events.OfType<CellFinished>().First().Curves["train-loss"].Values.Length);
    }

    [Fact]
    public void A_failed_cell_is_listed_until_it_has_a_result()
    {
        var spec = Samples.Spec();
        using var journal = Journal.Create(_store.Path, Samples.RunName);
        journal.Append(Samples.Failed(spec, minutes: 1));
        using var store = Open();
        var failed = Assert.Single(store.FailedCells());
        Assert.Contains("learning rate", failed.Error);
        Assert.Empty(store.Done([Samples.Key(spec)]));

        journal.Append(Samples.Finished(spec, 0.5, minutes: 2));
        store.Refresh();

        Assert.Empty(store.FailedCells());
        Assert.Single(store.Done([Samples.Key(spec)]));
    }

    [Fact]
    public void A_run_is_running_while_its_worker_lives_and_lost_when_it_is_gone()
    {
        var journal = Journal.Create(_store.Path, Samples.RunName);
        journal.Append(Samples.Started([]));
        using var store = Open();

        var running = store.Runs().Single();
        journal.Dispose();
        var lost = store.Runs().Single();

        Assert.Equal((RunState.Running, RunState.Lost), (running.State, lost.State));
        Assert.Equal(TimeSpan.FromMinutes(90), running.Lasted(running.Started.AddMinutes(90)));
        Assert.Equal(TimeSpan.Zero, lost.Lasted(lost.Started.AddMinutes(90)));
    }

    [Fact]
    public void A_run_of_some_cells_is_counted_by_them_while_its_tables_miss_the_others()
    {
        CellSpec[] plan = [.. Samples.Plan()];
        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            journal.Append(Samples.Started(plan) with { Chosen = [Samples.Key(plan[1])] });
            journal.Append(Samples.Finished(plan[1], 0.5));
        }

        using var store = Open();

        Assert.Equal((1, 1), (store.Runs().Single().Planned, store.Runs().Single().Finished));
        Assert.Equal([Samples.Key(plan[1])], store.Run(Samples.RunName).Chosen);
        Assert.Equal(plan.Length, store.Planned(new ResultQuery { Run = Samples.RunName }).Count);
    }

    [Theory]
    [InlineData("done", RunState.Done)]
    [InlineData("stopped", RunState.Stopped)]
    [InlineData("failed", RunState.Failed)]
    public void A_run_that_ended_says_how(string outcome, RunState state)
    {
        Samples.WriteRun(_store.Path, [Samples.Spec()], outcome: outcome);
        using var store = Open();

        Assert.Equal(state, store.Runs().Single().State);
    }

    [Fact]
    public void A_rebuilt_database_gives_the_same_tables_byte_for_byte()
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        Samples.WriteRun(_store.Path, [Samples.Spec(seed: 3)], "20260201T000000-bbbbbb", "other");
        string before, after, fresh;
        using (var store = Open())
        {
            before = Everything(store);
            store.Rebuild();
            after = Everything(store);
        }

        Directory.Delete(Path.Combine(_store.Path, "db"), recursive: true);
        using (var store = Open())
        {
            fresh = Everything(store);
        }

        Assert.Equal(before, after);
        Assert.Equal(before, fresh);
        Assert.Contains("REM 8-4", before);
    }

    [Fact]
    public void A_second_store_sees_the_same_and_loses_nothing()
    {
        var plan = Samples.Plan();
        using var one = Journal.Create(_store.Path, Samples.RunName);
        using var two = Journal.Create(_store.Path, "20260131T120001-bbbbbb");
        one.Append(Samples.Started(plan));
        using var owner = Open();
        using var reader = Open();

        Parallel.ForEach(plan, spec => (spec.Seed % 2 == 0 ? one : two).Append(
            Samples.Finished(spec, Samples.Accuracy(spec), run: spec.Seed % 2 == 0 ? Samples.RunName : "20260131T120001-bbbbbb")));
        owner.Refresh();
        reader.Refresh();

        Assert.Equal(plan.Count, owner.Results().Count);
        Assert.Equal(Everything(owner), Everything(reader));
        Assert.Empty(_notices);
    }

    [Fact]
    public void Many_threads_may_ask_one_store_while_it_reads()
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        using var store = Open();
        using var journal = Journal.Create(_store.Path, "20260131T120001-bbbbbb");

        Parallel.For(0, 40, i =>
        {
            journal.Append(Samples.Finished(Samples.Spec(seed: 100 + i), 0.5, run: "20260131T120001-bbbbbb"));
            store.Refresh();
            Assert.InRange(store.Results().Count, 18, 58);
        });
        store.Refresh();

        Assert.Equal(58, store.Results().Count);
    }

    [Theory]
    [InlineData("header")]
    [InlineData("middle")]
    [InlineData("empty")]
    public void A_damaged_database_is_set_aside_and_made_again(string damage)
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        string before;
        using (var store = Open())
        {
            before = Everything(store);
        }

        string file = Path.Combine(_store.Path, "db", "results.db");
        byte[] bytes = File.ReadAllBytes(file);
        bytes.AsSpan(damage == "header" ? ..8192 : damage == "middle" ? 8192.. : ..).Fill(0xA5);
        File.WriteAllBytes(file, damage == "empty" ? [] : bytes);

        using var again = Open();

        Assert.Equal(before, Everything(again));
        Assert.Contains("made again from the journals", Assert.Single(_notices));
        Assert.Single(Directory.GetFiles(Path.Combine(_store.Path, "db"), "damaged-*.db"));
    }

    [Fact]
    public void What_earlier_versions_kept_beside_the_journals_goes()
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        Array.ForEach(["db/results.3.db", "db/results.3-log.db", "db/current", "db/index"], file => _store.Write(file, "old"));

        using var store = Open();

        Assert.Equal(18, store.Results().Count);
        Assert.Equal(["lock", "results.db"], Directory.GetFiles(Path.Combine(_store.Path, "db")).Select(file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public void A_journal_that_was_deleted_takes_its_results_with_it()
    {
        Samples.WriteRun(_store.Path, [Samples.Spec()]);
        Samples.WriteRun(_store.Path, [Samples.Spec(seed: 1)], "20260201T000000-bbbbbb");
        using (var store = Open())
        {
            store.Rebuild();
            Assert.Equal(2, store.Results().Count);
        }

        Directory.Delete(Path.Combine(_store.Path, "journals", "2026-02-01"), recursive: true);

        using var again = Open();
        Assert.Equal(0, Assert.Single(again.Results()).Spec.Seed);
        Assert.Contains("a journal", Assert.Single(_notices));
    }

    [Fact]
    public void Thousands_of_results_can_be_found_by_their_index()
    {
        const int count = 2_700;
        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            string path = journal.FilePath;
            journal.Dispose();
            // Flushing thousands of lines one by one would test the disk, not the database.
            File.WriteAllBytes(path, [.. JournalLine.Of(Samples.Started([])), .. Enumerable.Range(0, count)
                .SelectMany(i => JournalLine.Of(Samples.Finished(Samples.Spec(seed: i), 0.5, minutes: i)))]);
        }

        using var store = Open();
        store.Rebuild();

        Assert.Equal(count, store.Results().Count);
        Assert.Equal(count, store.Run(Samples.RunName).Summary.Finished);
        Assert.Equal(1234, store.Cell(Samples.Key(Samples.Spec(seed: 1234))).Latest?.Spec.Seed);
        Assert.Equal(3, store.Results(new ResultQuery { Where = FilterExpression.Parse("seed >= 2697", ["seed"]) }).Count);
        Assert.Empty(_notices);
    }

    [Fact]
    public void Keys_that_differ_by_case_only_are_different()
    {
        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            journal.Append(Samples.Finished(Samples.Spec(), 0.1) with { Cell = "abc" });
            journal.Append(Samples.Finished(Samples.Spec(), 0.2) with { Cell = "ABC" });
        }

        using var store = Open();

        Assert.Equal(2, store.Results().Count);
        Assert.Equal("abc", store.Cell("ab").Key);
    }

    [Fact]
    public void Wrong_names_are_told_with_what_is_near()
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        using var store = Open();

        Assert.Contains("did you mean 'quick'?", Message(() => store.LastRun("quikc")));
        Assert.Contains("smoke", Message(() => store.LastRun("quick", "paper")));
        Assert.Contains("no run is called", Message(() => store.Run("1999")));
        Assert.Contains("no cell", Message(() => store.Cell("zzz")));
        Assert.Contains("first digits", Message(() => store.Cell("")));
        Assert.Contains("several", Message(() => store.Cell(AmbiguousPrefix(store))));
        Assert.Empty(_notices);
    }

    [Fact]
    public void An_empty_store_has_nothing_and_says_so()
    {
        using var store = Open();

        Assert.Empty(store.Results());
        Assert.Empty(store.Runs());
        Assert.Contains("no run is recorded", Message(() => store.LastRun("quick")));
    }

    private ResultStore Open() => ResultStore.Open(_store.Path, _notices.Add);

    // Among more than sixteen keys, two begin with the same digit.
    private static string AmbiguousPrefix(ResultStore store) =>
        store.Results().Select(row => row.Cell).GroupBy(key => key[..1]).First(g => g.Count() > 1).Key;

    private static string Message(Action act) => Assert.Throws<QueryException>(act).Message;

    private static string Message(Func<object> act) => Message(() => { act(); });

    private static string Everything(ResultStore store)
    {
        var rows = store.Results(new ResultQuery { Experiment = "quick" });
        var table = ComparisonTable.Build(rows, new TableRequest(store.LastRun("quick").Tables[0]));
        return Samples.AllFormats(table) + ResultsCsv.Write(store.Results()) + string.Join('\n', store.Runs())
            + string.Join('\n', store.Cell(rows[0].Cell).Events.Select(e => e.ToString()));
    }
}
