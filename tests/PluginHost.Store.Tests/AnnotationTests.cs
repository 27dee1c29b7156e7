using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Store.Tests;

public sealed class AnnotationTests : IDisposable
{
    private readonly TempFolder _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Tags_and_notes_survive_a_rebuild()
    {
        Samples.WriteRun(_store.Path, Samples.Plan()[..2]);
        using var store = Open();
        string cell = Samples.Key(Samples.Plan()[0]);
        var annotations = new Annotations(store, TimeProvider.System);
        annotations.Tag(cell[..8], ["Good", "figure-2"], []);
        annotations.Tag(cell, [], ["figure-2"]);
        annotations.Note(cell, " looks right ");
        annotations.Tag(Samples.RunName, ["paper"], []);

        store.Rebuild();

        var row = store.Results().Single(r => r.Cell == cell);
        Assert.Equal(["good", "paper"], row.Tags);
        Assert.Equal("looks right", row.Note);
        Assert.Equal(["paper"], store.Results().Single(r => r.Cell != cell).Tags);
        Assert.Equal(["paper"], store.Runs().Single().Remarks.Tags);
        Assert.Equal(RunState.Done, store.Runs().Single().State);
        Assert.Empty(store.Unreadable());
    }

    [Fact]
    public void A_removed_result_is_gone_and_not_done_until_it_is_restored()
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        using var store = Open();
        string cell = Samples.Key(Samples.Plan()[0]);
        var annotations = new Annotations(store, TimeProvider.System);

        annotations.Remove(cell[..10]);

        Assert.DoesNotContain(cell, store.Done([cell]));
        Assert.DoesNotContain(store.Results(new ResultQuery { Experiment = "quick" }), r => r.Cell == cell);
        Assert.Equal(cell, Assert.Single(store.Trash()).Id);
        Assert.NotNull(store.Cell(cell).Removal);
        Assert.Contains("in the trash already", Message(() => annotations.Remove(cell)));

        annotations.Restore(cell);

        Assert.Contains(cell, store.Done([cell]));
        Assert.Equal(18, store.Results().Count);
        Assert.Empty(store.Trash());
        Assert.Contains("not in the trash", Message(() => annotations.Restore(cell)));
    }

    [Fact]
    public void A_cell_that_was_run_again_after_its_removal_counts_again()
    {
        var spec = Samples.Spec();
        Samples.WriteRun(_store.Path, [spec]);
        using var store = Open();
        new Annotations(store, TimeProvider.System).Remove(Samples.Key(spec));

        // The clock of another machine may lag behind the moment of the removal.
        Write(Samples.Finished(spec, 0.9, run: "20260202T000000-cccccc", minutes: 100));
        store.Refresh();

        Assert.Equal(0.9, Assert.Single(store.Results()).Metrics[Metric.TestAccuracy]);
        Assert.Empty(store.Trash());
    }

    [Fact]
    public void A_removed_run_takes_its_results_along_and_brings_them_back()
    {
        Samples.WriteRun(_store.Path, Samples.Plan());
        Samples.WriteRun(_store.Path, [Samples.Spec(seed: 7)], "20260201T000000-bbbbbb", "other");
        using var store = Open();
        var annotations = new Annotations(store, TimeProvider.System);

        annotations.Remove(Samples.RunName);

        Assert.Equal("other", Assert.Single(store.Runs()).Experiment);
        Assert.Equal(7, Assert.Single(store.Results()).Spec.Seed);
        Assert.Equal((true, 18), (store.Trash()[0].IsRun, store.Trash()[0].Results));
        Assert.Contains("with its run", Message(() => annotations.Restore(Samples.Key(Samples.Spec()))));

        annotations.Restore(Samples.RunName);

        Assert.Equal(19, store.Results().Count);
        Assert.Equal(2, store.Runs().Count);
    }

    [Fact]
    public void What_was_said_last_counts_in_whichever_order_journals_are_read()
    {
        var spec = Samples.Spec();
        Samples.WriteRun(_store.Path, [spec]);
        string cell = Samples.Key(spec);
        // The later ones lie in journals that are read first, and the clock went back.
        Write(new CellTagged(cell, ["good", "old"], []) { At = Samples.Noon.AddDays(2), Run = Samples.RunName }, "2026-03-01/b");
        Write(new CellTagged(cell, [], ["good"]) { At = Samples.Noon.AddDays(1), Run = Samples.RunName }, "2026-03-01/a");
        Write(new CellNoted(cell, "old") { At = Samples.Noon.AddDays(2), Run = Samples.RunName }, "2026-03-01/d");
        Write(new CellNoted(cell, "new") { At = Samples.Noon.AddDays(1), Run = Samples.RunName }, "2026-03-01/c");

        using var store = Open();

        Assert.Equal(["old"], store.Results().Single().Tags);
        Assert.Equal("new", store.Results().Single().Note);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("-x")]
    public void A_tag_has_no_spaces(string tag)
    {
        Samples.WriteRun(_store.Path, [Samples.Spec()]);
        using var store = Open();

        Assert.Contains("is no tag", Message(() => new Annotations(store, TimeProvider.System).Tag(Samples.RunName, [tag], [])));
    }

    private void Write(RunEvent entry, string name = "2026-02-02/x")
    {
        using var journal = Journal.OpenOrCreate(_store.Path, Path.Combine(_store.Path, "journals", name + ".jsonl"));
        journal.Append(entry);
    }

    private ResultStore Open() => ResultStore.Open(_store.Path, notice => Assert.Fail(notice));

    private static string Message(Action act) => Assert.Throws<QueryException>(act).Message;

    private static string Message(Func<object> act) => Message(() => { act(); });
}
