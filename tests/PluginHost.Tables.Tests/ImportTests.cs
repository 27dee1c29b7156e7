using PluginHost.Store;
using PluginHost.Store.Exchange;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Export;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Tests;

public sealed class ImportTests : IDisposable
{
    private static readonly CellSpec s_first = Samples.Plan()[0], s_second = Samples.Plan()[1];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_imported_experiment_is_exported_again_to_the_same_bytes()
    {
        Samples.WriteRun(_folder["mine"], Samples.Plan());
        var files = Export("mine", "exported");

        var imported = Import("theirs", "exported");

        Assert.Equal((1, 18, 0, 0), (imported.Runs, imported.Results, imported.Known, imported.Others));
        var again = Export("theirs", "exported-again");
        Assert.Equal(files.Select(File.ReadAllText), again.Select(File.ReadAllText));
    }

    [Fact]
    public void Where_it_comes_from_is_told_and_can_be_asked_for()
    {
        Samples.WriteRun(_folder["mine"], [s_first]);
        Export("mine", "exported");
        Samples.WriteRun(_folder["theirs"], [s_second], "20260131T130000-bbbbbb");

        Import("theirs", "exported");

        using var store = Open("theirs");
        Assert.Equal([null, _folder["exported"]], store.Runs().Select(run => run.ImportedFrom).Order());
        var filter = store.Select().Condition($"imported == \"{_folder["exported"]}\"");
        Assert.Equal(Samples.Key(s_first), Assert.Single(store.Results(new ResultQuery { Where = filter })).Cell);
    }

    [Fact]
    public void Imported_twice_nothing_changes()
    {
        Samples.WriteRun(_folder["mine"], Samples.Plan());
        Export("mine", "exported");
        Import("theirs", "exported");
        string[] before = Journals("theirs");

        var imported = Import("theirs", "exported");

        Assert.Equal((0, 0, 18, 0), (imported.Runs, imported.Results, imported.Known, imported.Others));
        Assert.Equal(before, Journals("theirs"));
    }

    [Fact]
    public void A_result_of_the_stores_own_is_kept()
    {
        Samples.WriteRun(_folder["mine"], [s_first, s_second]);
        Export("mine", "exported");
        using (var journal = Journal.Create(Directory.CreateDirectory(_folder["theirs"]).FullName, "20260131T130000-bbbbbb"))
        {
            journal.Append(Samples.Started([s_first], "20260131T130000-bbbbbb"));
            journal.Append(Samples.Finished(s_first, 0.999, run: "20260131T130000-bbbbbb"));
        }

        var imported = Import("theirs", "exported");

        Assert.Equal((1, 1), (imported.Results, imported.Others));
        using var store = Open("theirs");
        Assert.Equal(0.999, store.Results().Single(row => row.Cell == Samples.Key(s_first)).Metrics[Metric.TestAccuracy]);
    }

    [Fact]
    public void A_later_export_brings_what_changed_since()
    {
        Samples.WriteRun(_folder["mine"], [s_first]);
        Export("mine", "exported");
        Import("theirs", "exported");
        using (var journal = Journal.Create(Directory.CreateDirectory(_folder["mine"]).FullName, Samples.RunName))
        {
            journal.Append(Samples.Finished(s_first, 0.5, minutes: 60));
        }

        Export("mine", "exported");

        Assert.Equal(1, Import("theirs", "exported").Results);
        using var store = Open("theirs");
        Assert.Equal(0.5, Assert.Single(store.Results()).Metrics[Metric.TestAccuracy]);
    }

    [Fact]
    public void What_was_removed_does_not_come_back()
    {
        Samples.WriteRun(_folder["mine"], [s_first]);
        Export("mine", "exported");
        Import("theirs", "exported");
        using (var store = Open("theirs"))
        {
            new Annotations(store, TimeProvider.System).Remove(Samples.Key(s_first));
        }

        Import("theirs", "exported");

        using var after = Open("theirs");
        Assert.Empty(after.Results());
    }

    [Fact]
    public void Tags_and_notes_travel_too()
    {
        Samples.WriteRun(_folder["mine"], [s_first]);
        using (var store = Open("mine"))
        {
            var annotations = new Annotations(store, TimeProvider.System);
            annotations.Tag(Samples.Key(s_first), ["good"], []);
            annotations.Note(Samples.Key(s_first), "for the paper");
        }

        Export("mine", "exported");
        Import("theirs", "exported");

        using var theirs = Open("theirs");
        var row = Assert.Single(theirs.Results());
        Assert.Equal(("good", "for the paper"), (Assert.Single(row.Tags), row.Note));
    }

    [Fact]
    public void A_damaged_line_is_told_and_nothing_is_imported()
    {
        Samples.WriteRun(_folder["mine"], Samples.Plan());
        Export("mine", "exported");
        string file = _folder["exported/journal.jsonl"];
        string[] lines = File.ReadAllLines(file);
        lines[2] = lines[2].Replace("cell", "Cell", StringComparison.Ordinal);
        File.WriteAllLines(file, lines);

        var error = Assert.Throws<StoreException>(() => Import("theirs", "exported"));

        Assert.StartsWith($"{file}, line 3: its checksum is wrong", error.Message);
        using var store = Open("theirs");
        Assert.Empty(store.Runs());
    }

    [Fact]
    public void A_folder_without_an_export_is_an_error_that_says_what_to_give() =>
        Assert.Contains("give a folder that `results export` wrote", Assert.Throws<StoreException>(() => Import("theirs", "nothing")).Message);

    [Fact]
    public void Curves_of_more_than_two_thousand_steps_are_thinned()
    {
        using (var journal = Journal.Create(Directory.CreateDirectory(_folder["mine"]).FullName, Samples.RunName))
        {
            journal.Append(Samples.Started([s_first]));
            journal.Append(Samples.Finished(s_first, 0.5, curvePoints: 4000));
        }

        Export("mine", "exported");
        Import("theirs", "exported");

        using var store = Open("theirs");
        var curve = store.Curves(Samples.Key(s_first))["train-loss"];
        Assert.Equal((2000, 2, 4000), (curve.Steps.Length, curve.Steps[0], curve.Steps[^1]));
        Assert.Equal(((2.0 / 1) + (2.0 / 2)) / 2, curve.Values[0], 12);
    }

    /// <summary>Figures aside: pictures of noise need the noise itself.</summary>
    [Fact]
    public void The_recorded_experiments_come_back_with_their_tables()
    {
        var folders = Directory.GetDirectories(Path.Combine(Repository.Root, "experiments"))
            .Where(folder => File.Exists(Path.Combine(folder, ExportedJournal.FileName))).ToList();
        Assert.True(folders.Count >= 19);
        using var store = Open("all");
        folders.ForEach(folder => new ResultImport(store).Import(folder));

        Assert.All(folders, folder =>
        {
            string name = Path.GetFileName(folder);
            new ExperimentExport(store, store.LastRun(name)).Write(_folder[$"again/{name}"]);
            string[] expected = File.ReadAllLines(Path.Combine(folder, "table.md"));
            Assert.Equal(expected.TakeWhile(line => !line.StartsWith("![", StringComparison.Ordinal)).Where(line => line.Length > 0),
                File.ReadAllLines(_folder[$"again/{name}/table.md"]).Where(line => line.Length > 0));
        });
    }

    private ResultStore Open(string store) => ResultStore.Open(_folder[store], line => Assert.Fail(line));

    private IReadOnlyList<string> Export(string store, string folder)
    {
        using var opened = Open(store);
        return new ExperimentExport(opened, opened.LastRun("quick")).Write(_folder[folder]);
    }

    private ImportedResults Import(string store, string folder)
    {
        using var opened = Open(store);
        return new ResultImport(opened).Import(_folder[folder]);
    }

    private string[] Journals(string store) =>
        [.. Directory.GetFiles(Path.Combine(_folder[store], "journals"), "*.jsonl", SearchOption.AllDirectories).Order().Select(File.ReadAllText)];
}
