using System.Text.Json;

namespace PluginHost.Tests.Running;

public sealed class TwoRunsTest
{
    private static readonly string[] Command =
    [
        "run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--precision", "fp32", "--threads", "1",
        "--only", "train.radius == 0", "--set", "noise-iterations=4", "--set", "train-iterations=12", "--plain",
    ];

    [Fact]
    public void Two_runs_of_the_same_recipe_share_its_cells_and_train_none_twice()
    {
        using var folder = new TempFolder();
        using var first = TheProgram.Start(new Dictionary<string, string?>(), [.. Command, "--store", folder["store"]]);
        using var second = TheProgram.Start(new Dictionary<string, string?>(), [.. Command, "--store", folder["store"]]);

        var outcomes = new[] { first.Finish(), second.Finish() };

        Assert.All(outcomes, outcome => Assert.True(outcome.Code == 0, outcome.Output + outcome.Errors));
        var events = Directory.EnumerateFiles(folder["store/journals"], "*.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadAllLines)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("entry")).ToList();
        string[] started = [.. Cells("cell-started")], finished = [.. Cells("cell-finished")];
        Assert.Equal(3, finished.Length);
        Assert.Equal(3, finished.Distinct().Count());
        Assert.Equal(3, started.Length);
        Assert.Equal(2, events.Count(e => e.GetProperty("event").GetString() == "artifact-made"));
        Assert.Empty(Directory.GetFiles(folder["store/locks"]));

        IEnumerable<string> Cells(string kind) =>
            events.Where(e => e.GetProperty("event").GetString() == kind).Select(e => e.GetProperty("cell").GetString() ?? "");
    }
}
