using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>A data folder and a store that all recipes share, as a user's would be: cells of one are found by the next.</summary>
public sealed class SharedStore : IDisposable
{
    private readonly TempFolder _folder = new();

    public SharedStore() => SmokeData.Write(_folder);

    public string Data => _folder.Path;

    public string Store => _folder["store"];

    public void Dispose() => _folder.Dispose();
}

/// <summary>Every script, from its text to its tables and figures, through the real program.</summary>
public sealed class EveryRecipeTest(SharedStore shared) : IClassFixture<SharedStore>
{
    public static TheoryData<string> Recipes =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "scripts"), "*.csx").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void It_runs_to_its_end_in_the_smoke_preset(string name)
    {
        string[] where = ["--store", shared.Store, "--data-dir", shared.Data];

        var run = TheProgram.Run(["run", $"scripts/{name}.csx", "--preset", "smoke", "--device", "cpu", "--threads", "2", .. where]);
        var plan = TheProgram.Run(["run", $"scripts/{name}.csx", "--preset", "smoke", "--device", "cpu", "--dry-run", "--no-measure", "--json", .. where]);

        Assert.True(run.Code == 0, run.Errors);
        Assert.True(plan.Code == 0, plan.Errors);
        var cells = JsonDocument.Parse(plan.Output).RootElement.EnumerateArray().SelectMany(p => p.GetProperty("cells").EnumerateArray()).ToList();
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal("done", cell.GetProperty("state").GetString()));
        Assert.Contains("results are in", run.Output, StringComparison.Ordinal);
        if (File.ReadAllText(Path.Combine(Repository.Root, "scripts", name + ".csx")) is var text
            && (text.Contains(".Plot(", StringComparison.Ordinal) || text.Contains(".Curves(", StringComparison.Ordinal) || text.Contains(".Images(", StringComparison.Ordinal)))
        {
            Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(shared.Store, "figures"), $"{name}-*.png", SearchOption.AllDirectories));
        }
    }
}
