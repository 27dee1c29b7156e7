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
    private static readonly string[] s_shown = [".Plot(", ".Curves(", ".Images("];

    public static TheoryData<string> Recipes =>
        [.. Directory.EnumerateFiles(Scripts, "*.csx").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    private static string Scripts => Path.Combine(Repository.Root, "scripts");

    [Theory]
    [MemberData(nameof(Recipes))]
    public void It_runs_to_its_end_in_the_smoke_preset(string name)
    {
        string file = Path.Combine(Scripts, name + ".csx");

        var run = TheProgram.Run(
            "run", file, "--preset", "smoke", "--device", "cpu", "--threads", "2",
            "--store", shared.Store, "--data-dir", shared.Data);

        Assert.True(run.Code == 0, run.Errors);
        Assert.Contains("results are in", run.Output, StringComparison.Ordinal);
        string text = File.ReadAllText(file);
        if (s_shown.Any(call => text.Contains(call, StringComparison.Ordinal)))
        {
            string figures = Path.Combine(shared.Store, "figures");
            Assert.NotEmpty(Directory.EnumerateFiles(figures, $"{name}-*.png", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void What_has_run_is_done_in_the_plan()
    {
        string[] command =
        [
            "run", "scripts/table1.csx", "--preset", "smoke", "--device", "cpu", "--threads", "2",
            "--store", shared.Store, "--data-dir", shared.Data,
        ];
        var run = TheProgram.Run(command);

        var plan = TheProgram.Run([.. command, "--dry-run", "--no-measure", "--json"]);

        Assert.True(run.Code == 0, run.Errors);
        Assert.True(plan.Code == 0, plan.Errors);
        using var plans = JsonDocument.Parse(plan.Output);
        var cells = plans.RootElement.EnumerateArray().SelectMany(p => p.GetProperty("cells").EnumerateArray()).ToList();
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.Equal("done", cell.GetProperty("state").GetString()));
    }
}
