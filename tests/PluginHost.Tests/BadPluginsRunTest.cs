using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>
/// Good cells and bad plugins of all kinds in one run of the real program: those that break their contract, those that
/// throw, those that take their process down and those that cannot even be made.
/// </summary>
public sealed class BadPluginsRunTest
{
    private static readonly string[] s_noises =
    [
        "loud", "not-a-number", "misshapen", "silent", "half", "throwing-late", "unspeakable", "relabelling", "closing",
        "exiting", "failing-fast", "overflowing", "looping", "crashing", "killed",
    ];

    private static readonly string[] s_models = ["narrow", "infinite", "overwriting", "mismatched"];

    private static readonly string[] s_filters = ["shrinking", "threading"];

    private static readonly string[] s_options =
        ["--preset", "smoke", "--device", "cpu", "--precision", "fp32", "--threads", "1", "--plain"];

    /// <summary>Five good cells, and one of each bad plugin.</summary>
    private static string Recipe => $$"""
        Experiment Cells(string name) => Experiment(name).Data("shapes");
        var small = Models.ConvMini(width: 4);
        Cells("first").Noise(Clean, Em(8)).Train(small, Plain);
        Cells("noises").Noise({{Each("Noise", s_noises)}}).Train(small, Plain);
        Cells("second").Noise(Em(8)).Train(small, AdversarialTraining(LInf, radius: 2)).Filter(Filter("median"));
        Cells("models").Noise(Clean).Train([{{Each("Model", s_models)}}], Plain);
        Cells("filters").Noise(Clean).Filter({{Each("Filter", s_filters)}}).Train(small, Plain);
        Cells("third").Noise(Clean, Em(8)).Train(small, AdversarialTraining(LInf, radius: 4));
        """;

    [Fact]
    public void Bad_plugins_fail_their_own_cells_alone_each_by_its_name()
    {
        using var folder = new TempFolder();
        string recipe = folder.Write("bad.csx", Recipe);
        string plugins = folder.Write("plugins.json", JsonSerializer.Serialize(new
        {
            folders = new[] { Built("plugins"), Built("bad-plugins"), Built("sample-plugins") },
        }));

        var ran = TheProgram.Run(
            ["run", recipe, "--store", folder["all"], "--plugins", plugins, "--step-limit", "4s", .. s_options]);
        var good = TheProgram.Run(
            ["run", recipe, "--store", folder["good"], "--plugins", plugins, "--only", Good, .. s_options]);

        Assert.True((ran.Code, good.Code) == (1, 0), ran.Errors + good.Errors);
        string[] errors = [.. ran.ErrorLines.Where(line => line.StartsWith("error: ", StringComparison.Ordinal))];
        Assert.All(Names("noise", s_noises), name => Assert.Single(errors, Says(name)));
        Assert.All(Names("model", s_models), name => Assert.Single(errors, Says(name)));
        Assert.All(Names("filter", s_filters), name => Assert.Single(errors, Says(name)));
        Assert.Equal(s_noises.Length + s_models.Length + s_filters.Length, errors.Length);
        Assert.Contains(errors, Says("it was killed (SIGKILL)"));
        Assert.Contains(errors, Says("it crashed in native code (SIGSEGV)"));
        var numbers = Numbers(folder["good"], plugins);
        Assert.Equal(5, numbers.Select(number => number.Split(' ')[0]).Distinct().Count());
        Assert.Equal(numbers, Numbers(folder["all"], plugins));
    }

    private static string Good => string.Join(
        " && ",
        s_noises.Select(id => $"noise.method != {id}")
            .Concat(s_models.Select(id => $"model != {id}"))
            .Concat(s_filters.Select(id => $"filter != {id}")));

    private static string Each(string kind, string[] ids) => string.Join(", ", ids.Select(id => $"{kind}(\"{id}\")"));

    private static IEnumerable<string> Names(string kind, string[] ids) => ids.Select(id => $"{kind} {id} 1.2.0");

    private static Predicate<string> Says(string text) => line => line.Contains(text, StringComparison.Ordinal);

    private static string Built(string folder) => Path.Combine(TestKit.Repository.Root, "artifacts", folder);

    /// <summary>The numbers of the good cells, times left out.</summary>
    private static List<string> Numbers(string store, string plugins)
    {
        var recorded = JsonDocument.Parse(TheProgram.Run(
        [
            "run", Path.Combine(store, "..", "bad.csx"), "--store", store, "--plugins", plugins, "--only", Good,
            "--json", .. s_options,
        ]).Output);
        return
        [
            .. recorded.RootElement.EnumerateArray()
                .SelectMany(experiment => experiment.GetProperty("results").EnumerateArray())
                .SelectMany(result => result.GetProperty("metrics").EnumerateObject()
                    .Where(metric => !metric.Name.EndsWith("-seconds", StringComparison.Ordinal))
                    .Select(metric => $"{result.GetProperty("cell")} {metric}"))
                .Order(),
        ];
    }
}
