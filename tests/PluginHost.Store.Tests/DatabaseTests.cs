using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Export;
using PluginHost.Tables.Rows;

namespace PluginHost.Store.Tests;

public sealed class DatabaseTests : IDisposable
{
    private readonly TempFolder _store = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_is_read_in_steps_by_several_processes_is_what_the_journals_hold() => Prop.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 11), 30).ToArbitrary(), steps =>
    {
        using var folder = new TempFolder();
        using var one = new PlainJournal(folder.Path, Samples.RunName);
        using var two = new PlainJournal(folder.Path, "20260131T120001-bbbbbb");
        one.Append(Samples.Started(Samples.Plan()));
        using var owner = ResultStore.Open(folder.Path, Fail);
        using var reader = ResultStore.Open(folder.Path, Fail);
        for (int i = 0; i < steps.Length; i++)
        {
            Step(steps[i], i, one, two, owner, reader, folder.Path);
        }

        owner.Refresh();
        reader.Refresh();
        string expected = Everything(owner), read = Everything(reader);
        Directory.Delete(Path.Combine(folder.Path, "db"), recursive: true);
        using var fresh = ResultStore.Open(folder.Path, Fail);
        Assert.Equal(expected, read);
        Assert.Equal(expected, Everything(fresh));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    [Fact]
    public void Old_rows_stay_as_they_were_when_new_ones_come()
    {
        Fill();
        using var store = Open();
        var old = store.Rows();
        int count = old.Count;
        string before = ResultsCsv.Write([.. Enumerable.Range(0, count).Select(old.Row)]);

        using (var journal = new PlainJournal(_store.Path, "20260301T000000-cccccc"))
        {
            journal.Append(Samples.Finished(Samples.Spec("EM 16", seed: 77, model: "vgg16"), 0.9, run: "20260301T000000-cccccc", minutes: -5));
        }

        store.Refresh();

        Assert.Equal(count + 1, store.Rows().Count);
        Assert.Equal("EM 16", store.Rows()[0, "noise"]);
        Assert.Equal(before, ResultsCsv.Write([.. Enumerable.Range(0, old.Count).Select(old.Row)]));
        Assert.DoesNotContain(old.Column("noise")!.Counts(), c => c.Value == "EM 16");
        Assert.Same(store.Rows(), store.Rows());
    }

    [Fact]
    public void Rows_that_are_put_behind_the_last_one_change_no_earlier_snapshot()
    {
        using var store = Open();
        using var journal = new PlainJournal(_store.Path, Samples.RunName);
        var snapshots = new List<(ResultRows Rows, string Text)>();
        for (int i = 0; i < 60; i++)
        {
            var row = Samples.Finished(Samples.Spec(seed: i), i / 100.0, minutes: i);
            journal.Append(i % 7 == 3 ? row with { Metrics = row.Metrics.Add($"metric-{i}", i) } : row);
            store.Refresh();
            snapshots.Add((store.Rows(), Text(store.Rows())));
        }

        Assert.All(snapshots, (snapshot, i) => Assert.Equal(i + 1, snapshot.Rows.Count));
        Assert.All(snapshots, snapshot => Assert.Equal(snapshot.Text, Text(snapshot.Rows)));
        Assert.All(snapshots, (snapshot, i) => Assert.Equal((i, -1), (
            snapshot.Rows.Find(Samples.Key(Samples.Spec(seed: i))), snapshot.Rows.Find(Samples.Key(Samples.Spec(seed: i + 1))))));

        static string Text(ResultRows rows) => string.Join('\n', Enumerable.Range(0, rows.Count).SelectMany(row =>
            rows.Names.Select(name => $"{rows[row, name]}").Append(SomeRows.Text(rows.Row(row)))));
    }

    [Fact]
    public void Rows_carry_tags_and_notes_and_leave_the_trash_out()
    {
        Fill();
        using var store = Open();
        var annotations = new Annotations(store, TimeProvider.System);
        var run = store.Results(new ResultQuery { Run = Samples.RunName });
        string cell = run[0].Cell, other = run[1].Cell;

        annotations.Tag(cell, ["odd"], []);
        annotations.Note(cell, "look at this");
        annotations.Remove(other);

        var rows = store.Rows();
        Assert.Equal("odd", rows[rows.Find(cell), "tags"]);
        Assert.Equal("look at this", rows[rows.Find(cell), "note"]);
        Assert.Equal(-1, rows.Find(other));
        Assert.NotNull(store.Cell(other).Removal);
        annotations.Remove(Samples.RunName);
        Assert.Equal(1, store.Rows().Count);
        annotations.Restore(Samples.RunName);
        annotations.Restore(other);
        Assert.Equal(19, store.Rows().Count);
    }

    [Fact]
    public async Task Two_stores_that_read_while_a_third_process_writes_lose_nothing()
    {
        const int count = 100;
        using var one = Open();
        using var two = Open();
        using var done = new CancellationTokenSource();
        var readers = new[] { one, two }.Select(store => Task.Run(() =>
        {
            int seen = 0;
            while (!done.IsCancellationRequested)
            {
                store.Refresh();
                int now = store.Rows().Count;
                Assert.True(now >= seen, "a row was lost");
                seen = now;
                Thread.Sleep(1);
            }
        })).ToArray();

        using (var journal = Journal.Create(_store.Path, Samples.RunName))
        {
            for (int i = 0; i < count; i++)
            {
                journal.Append(Samples.Finished(Samples.Spec(seed: i), 0.5, minutes: i));
            }
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        one.Refresh();
        two.Refresh();
        Assert.Equal(count, one.Rows().Count);
        Assert.Equal(count, two.Rows().Count);
        Assert.Empty(_notices);
    }

    [Fact]
    public void Results_that_are_read_all_at_once_are_those_of_their_documents()
    {
        var plan = Samples.Plan();
        Samples.WriteRun(_store.Path, plan);
        Samples.WriteRun(_store.Path, plan[..3], "20260131T130000-bbbbbb");
        using (var store = Open())
        {
            var annotations = new Annotations(store, TimeProvider.System);
            annotations.Tag(Samples.Key(plan[1]), ["good", "figure-2"], []);
            annotations.Note(Samples.Key(plan[2]), "a note");
            annotations.Remove(Samples.Key(plan[4]));
            annotations.Remove(Samples.Key(plan[5]));
            annotations.Restore(Samples.Key(plan[5]));
            annotations.Remove("20260131T130000-bbbbbb");
        }

        using var again = Open();
        var documents = again.Results(new ResultQuery { Run = Samples.RunName });
        var all = again.Results();

        Assert.Equal(14, all.Count);
        Assert.Equal(Texts(documents), Texts(all));

        static IEnumerable<string> Texts(IEnumerable<ResultRow> rows) => rows
            .Select(row => JsonSerializer.Serialize(row, ContentKey.Json)).Order(StringComparer.Ordinal);
    }

    private void Fill()
    {
        PlainJournal.WriteRun(_store.Path, Samples.Plan());
        PlainJournal.WriteRun(_store.Path, [Samples.Spec(seed: 3)], "20260201T000000-bbbbbb", "other", "failed");
    }

    private ResultStore Open() => ResultStore.Open(_store.Path, _notices.Add);

    private static void Fail(string notice) => Assert.Fail(notice);

    private static void Step(int step, int i, PlainJournal one, PlainJournal two, ResultStore owner, ResultStore reader, string store)
    {
        var spec = Samples.Spec(i % 3 == 0 ? "REM 8-4" : "clean", i % 2 * 4, seed: i % 5);
        switch (step)
        {
            case 0:
                owner.Refresh();
                break;
            case 1:
                reader.Refresh();
                break;
            case 2:
                owner.Rebuild();
                break;
            case 3:
                using (var third = ResultStore.Open(store, Fail))
                {
                    third.Refresh();
                }

                break;
            case 4:
                one.Append(new CellStarted(Samples.Key(spec), spec) { At = Samples.Noon.AddSeconds(i), Run = Samples.RunName });
                break;
            case 5:
                two.Append(Samples.Failed(spec, "20260131T120001-bbbbbb", i));
                break;
            case 6:
                two.Append(Samples.Started([spec], "20260131T120001-bbbbbb", "late", minutes: i));
                break;
            case 7:
                one.Append(new CellTagged(Samples.Key(spec), ["a", $"t{i % 4}"], []) { At = Samples.Noon.AddSeconds(-i), Run = Samples.RunName });
                break;
            case 8:
                two.Append(new CellRemoved(i % 2 == 0 ? null : Samples.Key(spec), Samples.Noon.AddSeconds(i)) { At = Samples.Noon.AddSeconds(100 - i), Run = Samples.RunName });
                break;
            case 9:
                one.Append(new CellRestored(i % 2 == 0 ? null : Samples.Key(spec)) { At = Samples.Noon.AddSeconds(90 - i), Run = Samples.RunName });
                break;
            default:
                bool first = step == 10;
                (first ? one : two).Append(Samples.Finished(spec, i / 100.0, run: first ? Samples.RunName : "20260131T120001-bbbbbb", minutes: 20 - (i % 20)));
                break;
        }
    }

    private static string Everything(ResultStore store)
    {
        var rows = store.Rows();
        var cells = store.Results(new ResultQuery { Run = Samples.RunName });
        return string.Join('\n', [
            ResultsCsv.Write(store.Results()), ResultsCsv.Write(cells),
            .. store.Results().Select(SomeRows.Text),
            .. rows.Names.SelectMany(name => Enumerable.Range(0, rows.Count).Select(row => $"{name} {rows[row, name]}")),
            .. store.Runs().Select(run => run.ToString() + string.Join(' ', run.Remarks.Tags)),
            .. store.Trash().Select(removed => removed.ToString()),
            .. store.FailedCells().Select(failed => failed.ToString()),
            .. store.Results().Take(3).SelectMany(row => store.Cell(row.Cell).Events.Select(e => $"{e.At:O} {e.GetType().Name} {e.Run}")),
        ]);
    }
}
