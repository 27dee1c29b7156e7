using System.Runtime.InteropServices;
using System.Text.Json;

namespace PluginHost.Tests;

public sealed partial class InterruptionTest
{
    private const int SigHup = 1, SigInt = 2, SigTerm = 15;

    // One cell that takes seconds: noise with a surrogate, then adversarial training.
    private static readonly string[] Command =
    [
        "run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--precision", "fp32", "--threads", "2",
        "--only", "noise.method == rem && train.radius == 4", "--set", "noise-iterations=60", "--set", "train-iterations=200",
    ];

    [Theory]
    [InlineData(SigHup)]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public void A_stopped_run_says_how_to_go_on_and_a_killed_one_too_ends_with_the_numbers_of_an_uninterrupted_one(int signal)
    {
        Assert.SkipWhen(IgnoresInterrupts() && signal == SigInt, "the tests were started with SIGINT ignored, and children inherit that");
        using var folder = new TempFolder();

        using var first = Start(folder["store"]);
        first.Await("[1/1]");
        Thread.Sleep(700);
        Assert.Equal(0, Send(first.Id, signal));
        var stopped = first.Finish();

        Assert.Equal(130, stopped.Code);
        Assert.Contains("stopping after this step", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("To go on: pluginhost run scripts/quickstart.csx --preset smoke", stopped.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", stopped.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(folder["store/checkpoints"], "*.safetensors"));

        using var second = Start(folder["store"]);
        second.Await("[1/1]");
        Thread.Sleep(700);
        second.Kill();
        second.Finish();

        var resumed = Metrics(folder["store"]);
        Assert.Equal(Metrics(folder["uninterrupted"]), resumed);
        Assert.Empty(Directory.GetFiles(folder["store/checkpoints"]));
        Assert.Equal(["done", "lost", "stopped"], States(folder["store"]));
    }

    private static RunningProgram Start(string store) =>
        TheProgram.Start(new Dictionary<string, string?>(), [.. Command, "--store", store]);

    /// <summary>Runs what is missing, and gives all numbers but times.</summary>
    private static string Metrics(string store)
    {
        var outcome = TheProgram.Run([.. Command, "--store", store, "--json"]);
        Assert.Equal(0, outcome.Code);
        var results = JsonDocument.Parse(outcome.Output).RootElement[0].GetProperty("results");
        Assert.Equal(1, results.GetArrayLength());
        return string.Join('\n', results[0].GetProperty("metrics").EnumerateObject()
            .Where(metric => !metric.Name.EndsWith("-seconds", StringComparison.Ordinal)).Select(metric => metric.ToString()));
    }

    private static List<string?> States(string store) =>
    [
        .. JsonDocument.Parse(TheProgram.Run("results", "list", "--json", "--store", store).Output).RootElement
            .EnumerateArray().Select(run => run.GetProperty("state").GetString()).Order(),
    ];

    /// <summary>A shell that starts jobs in the background may have them ignore SIGINT.</summary>
    private static bool IgnoresInterrupts() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) is var line
        && (Convert.ToUInt64(line.Split(':')[1].Trim(), 16) & (1UL << (SigInt - 1))) != 0;

    private static int Send(int process, int signal) => Kill(process, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
