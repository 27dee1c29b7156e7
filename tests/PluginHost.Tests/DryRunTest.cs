using System.Text.Json;
using PluginHost.TestKit;
using Xunit;

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
}
