using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using PluginHost.Tables.Export;

namespace PluginHost.Tables.Tests;

public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_experiment_is_written_as_a_folder()
    {
        Samples.WriteRun(_folder["store"], Samples.Plan()[..6]);
        using var store = Open();

        var files = new ExperimentExport(store, store.LastRun("quick")).Write(_folder["quick"]);

        Assert.Equal(["recipe.csx", "table.md", "results.csv", "curves.csv", "environment.json", "journal.jsonl"], files.Select(Path.GetFileName));
        Snapshot.Match(string.Join("\n=====\n", files.Select(File.ReadAllText)));
    }

    [Fact]
    public void Figures_are_copied_and_shown_below_the_tables()
    {
        Samples.WriteRun(_folder["store"], [Samples.Spec()]);
        using var store = Open();
        var figure = new ExportedFigure("Loss [mean]", _folder.Write("figures/quick-1.png", "png"), _folder.Write("figures/quick-1.svg", "svg"));

        var files = new ExperimentExport(store, store.LastRun("quick")) { Figures = [figure] }.Write(_folder["quick"]);

        Assert.Equal(["quick-1.png", "quick-1.svg"], files.Select(Path.GetFileName).TakeLast(2));
        Assert.Equal("png", File.ReadAllText(_folder["quick/quick-1.png"]));
        Assert.EndsWith("\n![Loss [mean\\]](quick-1.png)\n", File.ReadAllText(_folder["quick/table.md"]));
    }

    [Fact]
    public void Figures_of_an_earlier_export_do_not_stay_beside_another_presets_table()
    {
        Samples.WriteRun(_folder["store"], [Samples.Spec()]);
        using var store = Open();
        var run = store.LastRun("quick");
        new ExperimentExport(store, run) { Figures = [Drawn("quick-mini-1"), Drawn("quick (mini) [2]"), Drawn("quick-3")] }.Write(_folder["quick"]);
        _folder.Write("quick/mine.png", "mine");

        new ExperimentExport(store, run) { Figures = [Drawn("quick-paper"), Drawn("quick-3")] }.Write(_folder["quick"]);

        Assert.Equal(["mine.png", "quick-3.png", "quick-3.svg", "quick-paper.png", "quick-paper.svg"], Pictures(_folder["quick"]));
    }

    [Fact]
    public void Figures_of_another_experiment_stay_where_its_folder_is_overwritten()
    {
        Samples.WriteRun(_folder["store"], [Samples.Spec()]);
        Samples.WriteRun(_folder["store"], [Samples.Spec(seed: 1)], "20260201T000000-bbbbbb", "other");
        using var store = Open();
        new ExperimentExport(store, store.LastRun("quick")) { Figures = [Drawn("quick")] }.Write(_folder["quick"]);

        new ExperimentExport(store, store.LastRun("other")).Write(_folder["quick"], overwrite: true);

        Assert.Equal(["quick.png", "quick.svg"], Pictures(_folder["quick"]));
    }

    private ExportedFigure Drawn(string name) =>
        new(name, _folder.Write($"figures/{name}.png", "png"), _folder.Write($"figures/{name}.svg", "svg"));

    private static IEnumerable<string?> Pictures(string folder) =>
        Directory.GetFiles(folder).Select(Path.GetFileName).Where(name => Path.GetExtension(name) is ".png" or ".svg").Order(StringComparer.Ordinal);

    [Fact]
    public void The_same_results_give_the_same_files()
    {
        Samples.WriteRun(_folder["store"], Samples.Plan());
        using var store = Open();
        var export = new ExperimentExport(store, store.LastRun("quick"));

        string first = string.Concat(export.Write(_folder["a"]).Select(File.ReadAllText));
        store.Rebuild();
        string second = string.Concat(new ExperimentExport(store, store.LastRun("quick")).Write(_folder["b"]).Select(File.ReadAllText));

        Assert.Equal(first, second);
        Assert.DoesNotContain('\r', first);
    }

    [Fact]
    public void Another_experiments_folder_is_not_overwritten()
    {
        Samples.WriteRun(_folder["store"], [Samples.Spec()]);
        Samples.WriteRun(_folder["store"], [Samples.Spec(seed: 1)], "20260201T000000-bbbbbb", "other");
        using var store = Open();
        new ExperimentExport(store, store.LastRun("quick")).Write(_folder["quick"]);
        var other = new ExperimentExport(store, store.LastRun("other"));
        _folder.Write("mine/notes.txt", "mine");

        var taken = Assert.Throws<StoreException>(() => other.Write(_folder["quick"]));
        Assert.Contains("holds the experiment 'quick'", taken.Message);
        Assert.Throws<StoreException>(() => other.Write(_folder["mine"]));

        new ExperimentExport(store, store.LastRun("quick")).Write(_folder["quick"]);
        other.Write(_folder["quick"], overwrite: true);
        Assert.Contains("other", File.ReadAllText(Path.Combine(_folder["quick"], "environment.json")));
    }

    [Fact]
    public void Long_curves_are_thinned_to_means()
    {
        var row = Samples.Row(Samples.Spec(), 0.5);
        var curve = new Curve([.. Enumerable.Range(1, 1000)], [.. Enumerable.Range(1, 1000).Select(i => (double)i)]);

        string[] lines = CurvesCsv.Write([row], _ => new Dictionary<string, Curve> { ["train-loss"] = curve }).Split('\n');

        Assert.Equal(202, lines.Length);
        Assert.EndsWith(",clean,0,0,train-loss,5,3,5", lines[1]);
        Assert.EndsWith(",1000,998,5", lines[200]);
    }

    [Fact]
    public void Nothing_is_exported_when_nothing_was_recorded()
    {
        using (var journal = Journal.Create(Directory.CreateDirectory(_folder["store"]).FullName, Samples.RunName))
        {
            journal.Append(Samples.Started(Samples.Plan()));
        }

        using var store = Open();

        var error = Assert.Throws<QueryException>(() => new ExperimentExport(store, store.LastRun("quick")));
        Assert.Contains("nothing to export", error.Message);
    }

    private ResultStore Open() => ResultStore.Open(_folder["store"], notice => Assert.Fail(notice));
}
