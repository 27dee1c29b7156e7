using System.Text.Json;
using PluginHost.Recipes.Language;

namespace PluginHost.Tests;

/// <summary>Wrong input gives one clear line each on standard error, the right exit code, and never a stack trace.</summary>
public sealed class WrongInputTest : IDisposable
{
    private const int Failed = 1, Usage = 2;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rnu", "unknown command 'rnu'; did you mean 'run'?")]
    [InlineData("results tabel x", "unknown command 'tabel'; did you mean 'table'?")]
    [InlineData("run", "RECIPE is missing; see 'pluginhost run --help'")]
    [InlineData("run x.csx --presett smoke", "unknown option '--presett'; did you mean '--preset'?")]
    [InlineData("run x.csx --seeds none", "--seeds takes a whole number of at least 1, not 'none'")]
    [InlineData("run x.csx --precision fp16", "--precision takes auto, fp32, tf32 or bf16, not 'fp16'")]
    [InlineData("run x.csx --set width", "--set takes NAME=VALUE, not 'width'")]
    [InlineData("run x.csx --store", "--store needs a value")]
    [InlineData("plugins list extra", "'extra' is one argument too many")]
    [InlineData("plugins show remm", "there is no plugin 'remm'; did you mean 'rem'?")]
    [InlineData("plugins new noise em", "there is a noise plugin 'em' already (")]
    [InlineData("plugins verify em --all", "--all is every plugin; leave it out to verify em alone")]
    [InlineData("plugins remove median", "Filters.LowPass also holds filter/bilateral, filter/gaussian, filter/mean; to")]
    [InlineData("run scripts/quickstrat.csx", "there is no recipe scripts/quickstrat.csx; did you mean 'quickstart.csx'?")]
    [InlineData("run scripts/quickstart.csx --preset smoek", "unknown preset 'smoek'; did you mean 'smoke'?")]
    [InlineData("run scripts/quickstart.csx --only noise.methd==rem", "there is no field or metric 'noise.methd'; did you mean 'noise.method'?")]
    [InlineData("run scripts/quickstart.csx --only noise.method==nothing", "no cell fits --only 'noise.method==nothing'")]
    [InlineData("run scripts/quickstart.csx --set widht=8", "did you mean 'width'?")]
    [InlineData("run scripts/quickstart.csx --device cuda:99", "device cuda:99 is not there")]
    [InlineData("run scripts/quickstart.csx --device gpu", "--device takes auto, cpu or cuda:N, not 'gpu'")]
    [InlineData("results table nothing", "no run is recorded in the store")]
    public void A_wrong_command_line_is_told_in_one_line(string args, string expected) =>
        Expect(Usage, expected, Run(args.Split(' ')));

    [Theory]
    [InlineData("\"remm\"", "noise plugin 'remm'; did you mean 'rem'?")]
    [InlineData("Noise(\"rem\", (\"radis\", 8))", "did you mean 'radius'?")]
    [InlineData("Noise(\"rem\", (\"radius\", 300))", "the option 'radius' cannot be '300'; it is a radius from 0 to 127")]
    public void A_wrong_plugin_or_option_is_told_with_the_recipes_line(string noise, string expected)
    {
        var outcome = Run("run", Recipe(noise));

        Expect(Usage, expected, outcome);
        Assert.Contains("recipe.csx(", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_of_a_recipe_are_told_with_their_places()
    {
        string recipe = _folder.Write("broken.csx", "var a = 1\nvar b = ;\nint c = \"text\";\n");

        var outcome = Run("run", recipe);

        Assert.Equal(Usage, outcome.Code);
        Assert.True(outcome.ErrorLines.Length >= 2, outcome.Errors);
        Assert.All(outcome.ErrorLines, line => Assert.Matches(@"broken\.csx\(\d+,\d+\): error CS\d{4}: ", line));
        Assert.Contains("broken.csx(1,", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("broken.csx(2,", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_data_are_told_with_the_command_that_gets_them()
    {
        var outcome = Run("run", Recipe("Clean", data: "cifar10"), "--data-dir", _folder["data"]);

        Expect(Failed, "cifar10 is missing", outcome);
        Assert.Contains("pluginhost data get cifar10", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_data_are_told_with_the_file()
    {
        for (int i = 1; i <= 5; i++)
        {
            _folder.Write($"data/cifar-10-batches-bin/data_batch_{i}.bin", new string('x', 3073));
        }

        _folder.Write("data/cifar-10-batches-bin/test_batch.bin", "");

        Expect(Failed, ".bin", Run("run", Recipe("Clean", data: "cifar10"), "--data-dir", _folder["data"]));
        Expect(Failed, ".bin", Run("data", "verify", "cifar10", "--data-dir", _folder["data"]));
    }

    [Theory]
    [InlineData("{ \"disabled\": [ \"rem\" ]\n \"options\": {} }", "plugins.json(2,")]
    [InlineData("{ \"disbled\": [] }", "plugins.json(1,3): unknown key 'disbled'; did you mean 'disabled'?")]
    [InlineData("{ \"options\": { \"rem\": { \"radius\": 300 } } }", "the option 'radius' cannot be '300'")]
    public void A_broken_settings_file_is_told_with_line_and_column(string text, string expected) =>
        Expect(Usage, expected, Run("plugins", "list", "--plugins", _folder.Write("plugins.json", text)));

    [Fact]
    public void A_plugin_that_throws_is_a_warning_until_it_is_used()
    {
        string settings = SettingsWith("Sample.Faulty");

        var unused = Run("run", Recipe("Clean"), "--dry-run", "--plugins", settings);
        var used = Run("run", Recipe("Clean", more: ".Filter(\"throws\")"), "--dry-run", "--plugins", settings);

        Assert.Equal(0, unused.Code);
        Assert.All(unused.ErrorLines, line => Assert.StartsWith("warning: ", line, StringComparison.Ordinal));
        Assert.Contains("filter plugin 'throws' 1.0.0 failed: ", unused.Errors, StringComparison.Ordinal);
        Assert.Equal(Usage, used.Code);
        Assert.Contains("filter plugin 'throws' 1.0.0 failed: ", Assert.Single(used.ErrorLines, line => !line.StartsWith("warning: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(Failed, Run("plugins", "why", "throws", "--plugins", settings).Code);
    }

    [Fact]
    public void A_plugin_that_lies_there_twice_is_told_before_a_run_with_the_file_that_is_used()
    {
        string settings = SettingsWith("Sample.Good");
        string first = _folder["plugins/Sample.Good/Sample.Good.dll"];
        string second = _folder["plugins/Sample.Twin/Sample.Twin.dll"], needed = "Sample.Dependency.dll";
        Directory.CreateDirectory(_folder["plugins/Sample.Twin"]);
        File.Copy(first, second);
        File.Copy(_folder[$"plugins/Sample.Good/{needed}"], _folder[$"plugins/Sample.Twin/{needed}"]);

        var outcome = Run("run", Recipe("Clean"), "--dry-run", "--plugins", settings);

        Assert.Equal(0, outcome.Code);
        Assert.Contains(
            $"note: model/good, augmentation/nothing, filter/copy of {second}: "
            + $"version 1.0.0 in {first} is used instead; delete one of the two",
            outcome.ErrorLines);
    }

    [Fact]
    public void Several_plugins_and_all_of_a_kind_are_verified_in_one_go()
    {
        var outcome = TheProgram.Run("plugins", "verify", "conv-mini", "filter");

        Assert.True(outcome.Code == 0, outcome.Output + outcome.Errors);
        var verified = outcome.Output.Split('\n').Where(line => line.Contains(": good, ", StringComparison.Ordinal));
        Assert.Equal(
            ["model conv-mini", "filter bilateral", "filter gaussian", "filter mean", "filter median"],
            verified.Select(line => string.Join(' ', line.Split(' ').Take(2))));
    }

    [Fact]
    public void A_plugin_that_lacks_a_dependency_is_told_what_it_lacks()
    {
        string settings = SettingsWith("Sample.Good");
        File.Delete(_folder["plugins/Sample.Good/Sample.Dependency.dll"]);

        var outcome = Run("plugins", "why", "noise/good", "--plugins", settings);

        Assert.Equal(Failed, outcome.Code);
        Assert.Contains("Sample.Dependency", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Output + outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_cannot_be_written_is_told_before_anything_runs()
    {
        string file = _folder.Write("file", "");

        var outcome = TheProgram.Run("run", Recipe("Clean"), "--store", Path.Combine(file, "store"));

        Expect(Failed, "cannot be written", outcome);
        Assert.Contains("--store", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal("", outcome.Output);
    }

    [Fact]
    public void A_full_disk_fails_the_cell_and_says_so()
    {
        string recipe = Recipe("Noise(\"em\", (\"radius\", 8))"), noise = _folder["store/artifacts/noise"];
        Directory.CreateDirectory(noise);

        // A file system of 8 kB that only this process and its children see; the noise has some hundreds.
        string mount = $"mount -t tmpfs -o size=8k tmpfs '{noise}'";
        using var probe = TheProgram.Start("sh", "-c", $"unshare -rm sh -c \"{mount}\"");
        Assert.SkipUnless(probe.Finish().Code == 0, "this system mounts nothing for a user");

        using var running = TheProgram.Start(
            "unshare", "-rm", "sh", "-c", $"{mount} && exec dotnet '{TheProgram.File}' run '{recipe}' --store '{_folder["store"]}'");
        var outcome = running.Finish();

        Expect(Failed, "no space on the disk", outcome);
        Assert.Contains("[1/1] failed: no space on the disk", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_libtorch_is_told_with_the_variable_that_names_it()
    {
        var environment = new Dictionary<string, string?> { ["LIBTORCH"] = "/nowhere" };

        Expect(Failed, "LIBTORCH is '/nowhere'", TheProgram.Run(environment, "run", Recipe("Clean"), "--store", _folder["store"]));

        var doctor = TheProgram.Run(environment, "doctor", "--store", _folder["store"]);
        Assert.Equal(Failed, doctor.Code);
        Assert.Matches(@"(?m)^wrong +libtorch +LIBTORCH is '/nowhere'", doctor.Output);
    }

    [Theory]
    [InlineData("run", "scripts/own-network.csx", "--preset", "smoke")]
    [InlineData("run", "scripts/own-network.csx", "--preset", "smoke", "--threads", "1")]
    [InlineData("plugins", "verify", "conv-mini")]
    [InlineData("data", "verify", "shapes")]
    public void A_libtorch_that_cannot_be_loaded_is_told_in_one_line(params string[] command)
    {
        _folder.Write("torch/libtorch_cpu.so", "not a library");
        File.CreateSymbolicLink(_folder["torch/libc10.so"], TheProgram.File);
        var environment = new Dictionary<string, string?> { ["LIBTORCH"] = _folder["torch"] };

        var outcome = TheProgram.Run(environment, [.. command, "--store", _folder["store"]]);

        Expect(Failed, $"Cannot load {_folder["torch/libc10.so"]}", outcome);
        Assert.DoesNotContain("TorchSharp", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_told_where_a_copy_of_TorchSharps_library_is_needed()
    {
        Assert.SkipUnless(TheProgram.Run("doctor").Output.Contains("a copy prepared", StringComparison.Ordinal), "this system needs no copy");
        var environment = new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = _folder.Write("file", "") };

        var outcome = TheProgram.Run(environment, "doctor", "--store", _folder["store"]);

        Assert.Equal(Failed, outcome.Code);
        Assert.Matches("(?m)^wrong +libtorch .*Set XDG_CACHE_HOME to a folder that can be written", outcome.Output);
    }

    [Fact]
    public void What_libtorch_says_is_told_with_the_operation_and_the_line_but_without_its_own_stack()
    {
        string recipe = _folder.Write("wrong.csx", "var x = rand(2, 3);\nx.mm(x);\n");

        var outcome = Run("run", recipe);

        Assert.Equal(Usage, outcome.Code);
        Assert.EndsWith("wrong.csx(2,3): mm: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)\n", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_adds_the_stack_trace()
    {
        var outcome = Run("run", _folder["missing.csx"], "--verbose");

        Assert.Equal(Usage, outcome.Code);
        Assert.Contains("   at ", outcome.Errors, StringComparison.Ordinal);
    }

    private Outcome Run(params string[] args) => TheProgram.Run(
        args.Contains("--store") || args[0] is "rnu" or "plugins" or "data" || args is ["run"] ? args : [.. args, "--store", _folder["store"]]);

    private string Recipe(string noise, string data = "shapes", string more = "") => _folder.Write("recipe.csx", $$"""
        Experiment("wrong-input")
            .Data("{{data}}")
            .Noise({{noise}}){{more}}
            .Train(Models.ConvMini(width: 8), Plain)
            .DefaultPreset("smoke")
            .Table(rows: "train.radius", columns: "noise");
        """);

    /// <summary>A plugins.json for the program's own plugins and a copy of one of the small test plugins.</summary>
    private string SettingsWith(string sample)
    {
        string built = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(TheProgram.File) ?? "", "..", "..", ".."));
        string copy = _folder[$"plugins/{sample}"];
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(Path.Combine(built, "sample-plugins", sample)))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return _folder.Write("plugins.json", JsonSerializer.Serialize(new { folders = (string[])[Path.Combine(built, "plugins"), _folder["plugins"]] }));
    }

    private static void Expect(int code, string text, Outcome outcome)
    {
        Assert.Equal(code, outcome.Code);
        string line = Assert.Single(outcome.ErrorLines);
        Assert.Contains(text, line, StringComparison.Ordinal);
    }
}
