using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>What a dry run tells of the work: passes counted exactly, hours by a short measurement.</summary>
public sealed class DryRunTest
{
    private static Outcome DryRun(TempFolder folder, params string[] more) => TheProgram.Run(
        ["run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--dry-run", "--store", folder["store"], .. more]);

    [Fact]
    public void It_counts_passes_and_estimates_the_time_from_a_measurement()
    {
        using var folder = new TempFolder();

        var outcome = DryRun(folder);

        // EM: 3 steps of 2 + 1 passes, 8 batches of 2. REM: 3 steps of 2·(1 + 1) + 2, 8 batches of 10·2·(1 + 1).
        // Training: 4 steps, with 2 attack steps each where it is adversarial, on three noises.
        Assert.Equal(("", 0), (outcome.Errors, outcome.Code));
        Assert.Contains("2 noise sets: 363 passes; 6 trainings: 48 passes; 411 in all", outcome.Output, StringComparison.Ordinal);
        Assert.Matches("about .* on this machine: an estimate from a short measurement", outcome.Output);
        Assert.Matches(@"conv-mini\(.*\) on 32×3×32×32: attack step .*, training step .*, test batch .* \(timed with \d+ images? a batch\)", outcome.Output);
    }

    [Fact]
    public void Without_measurement_it_counts_only()
    {
        using var folder = new TempFolder();

        var outcome = DryRun(folder, "--no-measure", "--json");

        var plan = JsonDocument.Parse(outcome.Output).RootElement[0];
        Assert.Equal((363, 48), (plan.GetProperty("noisePasses").GetInt64(), plan.GetProperty("trainingPasses").GetInt64()));
        Assert.Equal(JsonValueKind.Null, plan.TryGetProperty("estimatedSeconds", out var seconds) ? seconds.ValueKind : JsonValueKind.Null);
        Assert.Equal("", outcome.Errors);
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("short")]
    [InlineData("mini")]
    [InlineData("smoke")]
    public void Every_preset_of_the_papers_first_table_is_counted_in_full(string preset)
    {
        using var folder = new TempFolder();

        var outcome = TheProgram.Run(
            ["run", "scripts/table1.csx", "--preset", preset, "--device", "cpu", "--dry-run", "--no-measure", "--json", "--store", folder["store"], "--data-dir", folder["data"]]);

        var plan = JsonDocument.Parse(outcome.Output).RootElement[0];
        Assert.Empty(plan.GetProperty("notCounted").EnumerateArray());
        Assert.True(plan.GetProperty("noisePasses").GetInt64() > 0);
        Assert.All(plan.GetProperty("otherNoiseWork").EnumerateObject(), work => Assert.Matches(@"^ntga: [\d,]+ steps of kernel algebra, on [\d,]+ blocks of ", work.Name));
        Assert.NotEmpty(plan.GetProperty("otherNoiseWork").EnumerateObject());

        // How many images ImageNet's classes have is known from above only.
        Assert.Equal(preset is "paper" or "short", plan.GetProperty("noisePassesAreAtMost").GetBoolean());
    }

    [Fact]
    public void What_ends_early_is_counted_from_above_and_kernel_algebra_is_tried()
    {
        using var folder = new TempFolder();
        string recipe = folder.Write("both.csx", """
            Experiment("both").Data("shapes").Noise(EmHuang(8), Ntga(8)).Train(Models.ConvMini(width: 4), Plain).DefaultPreset("smoke");
            """);

        var outcome = TheProgram.Run(["run", recipe, "--device", "cpu", "--dry-run", "--store", folder["store"]]);

        // EM of its authors: one round of 10 training batches and a sweep of 8 batches with 20 steps each.
        Assert.Equal(("", 0), (outcome.Errors, outcome.Code));
        Assert.Contains("2 noise sets: up to 170 passes; 2 trainings: 8 passes; up to 178 in all", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("besides, once ntga: 10 steps of kernel algebra, on 5 blocks of 51 to 52 images", outcome.Output, StringComparison.Ordinal);
        Assert.Matches("at most about .* on this machine: an estimate from a short measurement", outcome.Output);
        Assert.Matches(@"noise ntga of \d+ images of 3×32×32: ", outcome.Output);
        Assert.DoesNotContain("not counted", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("shapes, EM-huang 8, conv-mini, plain training, seed 0", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("shapes, NTGA 8, conv-mini, plain training, seed 0", outcome.Output, StringComparison.Ordinal);
    }
}
