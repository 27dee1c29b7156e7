using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>What takes a worker process down harms its own cell only, and is told with the plugin that did.</summary>
public sealed class WorkerProcessTest
{
    private const string Recipe = """
        int Deep(int n) => Deep(n + 1) + Deep(n + 2);
        NoiseChoice Bad(string id, Action act) => NoiseMethod(id, radius: 8, (context, bound) =>
        {
            Console.WriteLine($"{id} says hello");
            act();
        });
        var good = NoiseMethod("good", radius: 8, (context, bound) =>
        {
            for (long i = 0; i < context.Noise.Count; i++)
            {
                using var _ = NewDisposeScope();
                context.Noise.Write([i], full(1, 3, 32, 32, bound.Fraction));
            }
        });
        Experiment("bad").Data("shapes").Noise(
                Bad("exits", () => Environment.Exit(0)),
                Bad("fails-fast", () => Environment.FailFast("the plugin gave up")),
                Bad("overflows", () => Deep(0)),
                Bad("thread", () =>
                {
                    var t = new System.Threading.Thread(() => throw new InvalidOperationException("on a thread"));
                    t.Start();
                    t.Join();
                }),
                Bad("loops", () => { while (true) { } }),
                good, Clean)
            .Train(Models.ConvMini(width: 4), Plain);
        """;

    private static readonly string[] Good =
    [
        "--only",
        "noise.method != exits && noise.method != fails-fast && noise.method != overflows "
        + "&& noise.method != thread && noise.method != loops",
    ];

    private static readonly string[] Options =
        ["--preset", "smoke", "--device", "cpu", "--precision", "fp32", "--threads", "1", "--plain"];

    [Fact]
    public void A_cell_that_takes_its_worker_down_is_told_and_set_aside_and_the_others_go_on()
    {
        using var folder = new TempFolder();
        string recipe = folder.Write("bad.csx", Recipe);

        var ran = TheProgram.Run(["run", recipe, "--store", folder["store"], "--step-limit", "4s", .. Options]);

        Assert.Equal(1, ran.Code);
        const string making = "making noise with noise";
        const string early = "of the recipe, augmentation cifar 1.0.0, before the first step";
        foreach (string said in new[]
        {
            $"{making} exits {early}: code in it ended the process (exit code 0)",
            $"{making} fails-fast {early}: it aborted: Process terminated. the plugin gave up",
            $"{making} overflows {early}: its stack overflowed",
            $"{making} thread {early}: it aborted: Unhandled exception. System.InvalidOperationException: on a thread",
            $"{making} loops {early}: it took no step for 4 s and was ended",
        })
        {
            Assert.Single(ran.ErrorLines, line => line.Contains(said, StringComparison.Ordinal));
        }

        Assert.Equal(5, ran.ErrorLines.Count(line => line.StartsWith("error: ", StringComparison.Ordinal)));
        Assert.DoesNotContain("defect", ran.Output + ran.Errors, StringComparison.Ordinal);
        // Another run leaves them aside, until it is asked for them.
        var again = TheProgram.Run(["run", recipe, "--store", folder["store"], .. Options]);
        Assert.Contains("7 cells: 2 done already, 0 to run", again.Output, StringComparison.Ordinal);
        Assert.Equal(5, again.Output.Split("set aside: ").Length - 1);
        var plan = TheProgram.Run(
            ["run", recipe, "--store", folder["store"], "--dry-run", "--no-measure", "--retry", .. Options]);
        Assert.Contains("7 cells: 2 done already, 5 to run", plan.Output, StringComparison.Ordinal);

        // What it printed, and its stack where there is one, are kept with the cell.
        Assert.Contains("exits says hello", Shown(folder["store"], "exits"), StringComparison.Ordinal);
        Assert.Contains("at Script.Deep(Int32)", Shown(folder["store"], "overflows"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_are_those_of_a_run_in_one_process()
    {
        using var folder = new TempFolder();
        string recipe = folder.Write("bad.csx", Recipe);
        var one = TheProgram.Run(["run", recipe, "--store", folder["one"], "--in-process", .. Good, .. Options]);
        Assert.Equal(0, one.Code);
        var two = TheProgram.Run(["run", recipe, "--store", folder["two"], .. Good, .. Options]);
        Assert.Equal(0, two.Code);

        Assert.NotEmpty(Numbers(folder["one"]));
        Assert.Equal(Numbers(folder["one"]), Numbers(folder["two"]));
    }

    [Fact]
    public void A_time_that_is_none_is_told()
    {
        var outcome = TheProgram.Run("run", "scripts/quickstart.csx", "--step-limit", "soon");

        Assert.Equal(2, outcome.Code);
        Assert.Contains(
            "--step-limit takes a time such as 90s, 30m or 2h, not 'soon'", outcome.Errors, StringComparison.Ordinal);
    }

    /// <summary>The numbers of the good cells, times left out.</summary>
    private static List<string> Numbers(string store)
    {
        var recorded = JsonDocument.Parse(TheProgram.Run(
            ["run", Path.Combine(store, "..", "bad.csx"), "--store", store, "--json", .. Good, .. Options]).Output);
        return
        [
            .. recorded.RootElement[0].GetProperty("results").EnumerateArray()
                .SelectMany(result => result.GetProperty("metrics").EnumerateObject()
                    .Where(metric => !metric.Name.EndsWith("-seconds", StringComparison.Ordinal))
                    .Select(metric => $"{result.GetProperty("cell")} {metric}"))
                .Order(),
        ];
    }

    /// <summary>What the program shows of the cell with that noise.</summary>
    private static string Shown(string store, string noise) =>
        TheProgram.Run("results", "show", CellOf(store, noise), "--store", store).Output;

    private static string CellOf(string store, string noise)
    {
        string plan = TheProgram.Run(
            "run", Path.Combine(store, "..", "bad.csx"), "--dry-run", "--no-measure", "--store", store, "--json",
            "--preset", "smoke", "--device", "cpu", "--precision", "fp32").Output;
        return JsonDocument.Parse(plan).RootElement[0].GetProperty("cells").EnumerateArray()
            .First(cell => MethodOf(cell) == noise)
            .GetProperty("cell").GetString() ?? "";
    }

    private static string? MethodOf(JsonElement cell) =>
        cell.GetProperty("spec").GetProperty("noise").GetProperty("method").GetProperty("id").GetString();
}
