using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>The quickstart in its smallest form, run once for all tests of <see cref="QuickstartTest"/>.</summary>
public sealed class QuickstartRun : IDisposable
{
    private readonly TempFolder _folder = new();

    public QuickstartRun() => First = Run();

    public string Store => _folder["store"];

    internal Outcome First { get; }

    internal Outcome Run(params string[] more) =>
        TheProgram.Run(["run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--store", Store, .. more]);

    internal Outcome Results(params string[] args) => TheProgram.Run(["results", .. args, "--store", Store]);

    public void Dispose() => _folder.Dispose();
}

public sealed class QuickstartTest(QuickstartRun run) : IClassFixture<QuickstartRun>
{
    [Fact]
    public void It_runs_all_cells_and_prints_the_table()
    {
        Assert.Equal(("", 0), (run.First.Errors, run.First.Code));
        Assert.Contains("6 cells: 0 done already, 6 to run, with 2 noise sets to make", run.First.Output, StringComparison.Ordinal);
        Assert.Contains("[6/6] test accuracy", run.First.Output, StringComparison.Ordinal);
        Assert.Matches(@"\n0 +\d+\.\d\d \(1\) +\d\.\d+ \(1\) +\d+\.\d\d \(1\) .*\n4/255 +\d+\.\d\d \(1\)", run.First.Output);
        Assert.Contains("again: pluginhost results table quickstart --preset smoke --store", run.First.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_printed_into_a_pipe_holds_no_escape_codes()
    {
        Assert.DoesNotContain('\e', run.First.Output + run.First.Errors);
        Assert.DoesNotContain('\r', run.First.Output + run.First.Errors);
    }

    [Theory]
    [InlineData("NO_COLOR=1", "")]
    [InlineData("TERM=dumb", "")]
    [InlineData("TERM=xterm", "--plain")]
    public void Plain_output_on_a_terminal_holds_no_escape_codes_either(string variable, string option)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "there is no 'script' here to make a terminal with");

        string output = OnATerminal(variable, option);

        Assert.Contains("[1/1] test accuracy", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public void Output_and_errors_in_one_file_do_not_overwrite_each_other()
    {
        using var folder = new TempFolder();
        string script = $"{{ echo before; dotnet {TheProgram.File} recipes check scripts/quickstart.csx --store {run.Store}; "
            + $"dotnet {TheProgram.File} nonsense; echo after; }} > {folder["log"]} 2>&1";

        using var shell = TheProgram.Start("sh", "-c", script);
        shell.Finish();

        Assert.Matches("^before\n.*quickstart.csx: good.*\nerror: unknown command 'nonsense'.*\nafter\n$", File.ReadAllText(folder["log"]));
    }

    [Fact]
    public void On_a_terminal_progress_is_drawn_and_the_cursor_comes_back()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "there is no 'script' here to make a terminal with");

        string output = OnATerminal("TERM=xterm", "");

        Assert.Contains("cells: 0 of 1", output, StringComparison.Ordinal);
        Assert.True(output.LastIndexOf("\e[?25h", StringComparison.Ordinal) > output.LastIndexOf("\e[?25l", StringComparison.Ordinal));
    }

    [Fact]
    public void A_second_run_does_nothing_and_prints_the_same_table()
    {
        string runsBefore = run.Results("list", "--json").Output;

        var second = run.Run();

        Assert.Equal(0, second.Code);
        Assert.Contains("6 cells: 6 done already, 0 to run\n", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[1/", second.Output, StringComparison.Ordinal);
        Assert.Equal(TableOf(run.First.Output), TableOf(second.Output));
        Assert.Equal(runsBefore, run.Results("list", "--json").Output);
    }

    [Fact]
    public void A_dry_run_lists_the_cells_and_runs_none()
    {
        using var folder = new TempFolder();

        var plan = TheProgram.Run("run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--dry-run", "--no-measure", "--store", folder["store"]);

        Assert.Equal(0, plan.Code);
        Assert.Equal(6, plan.Output.Split('\n').Count(line => line.Contains("  to run  ", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(folder["store/journals"]));
    }

    [Fact]
    public void Only_picks_cells_and_force_runs_them_again()
    {
        var again = run.Run("--only", "noise.method == clean && train.radius == 0", "--force");

        Assert.Equal(0, again.Code);
        Assert.Contains("1 cell: 1 done already, 1 to run", again.Output, StringComparison.Ordinal);
        Assert.Equal(TableOf(run.First.Output), TableOf(again.Output));
        Assert.Contains(" 1/1 ", run.Results("list").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("latex")]
    [InlineData("csv")]
    [InlineData("json")]
    public void The_tables_are_the_same_bytes_after_the_database_was_deleted_and_rebuilt(string format)
    {
        var before = run.Results("table", "quickstart", "--format", format);

        Directory.Delete(Path.Combine(run.Store, "db"), recursive: true);
        var rebuilt = run.Results("rebuild");

        Assert.Equal((0, 0), (before.Code, rebuilt.Code));
        Assert.Equal(before.Output, run.Results("table", "quickstart", "--format", format).Output);
    }

    [Theory]
    [InlineData("results", "list")]
    [InlineData("results", "table", "quickstart")]
    [InlineData("plugins", "list")]
    [InlineData("plugins", "show", "rem")]
    [InlineData("plugins", "why", "rem")]
    [InlineData("data", "list")]
    [InlineData("recipes", "list")]
    [InlineData("recipes", "check", "scripts/quickstart.csx")]
    [InlineData("run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu", "--dry-run", "--no-measure")]
    [InlineData("run", "scripts/quickstart.csx", "--preset", "smoke", "--device", "cpu")]
    [InlineData("doctor")]
    public void Lists_and_records_are_printed_as_json(params string[] command)
    {
        var outcome = TheProgram.Run([.. command, "--json", "--store", run.Store]);

        Assert.Equal(0, outcome.Code);
        Assert.NotEqual(JsonValueKind.Undefined, Json(outcome).ValueKind);
    }

    [Fact]
    public void A_run_and_a_cell_can_be_shown()
    {
        var runs = Json(run.Results("list", "--json"));
        string id = runs[0].GetProperty("id").GetString() ?? "";
        var shown = run.Results("show", id, "--json");
        string cell = Json(shown).GetProperty("cells")[0].GetString() ?? "";

        Assert.Contains("shapes, clean, conv-mini, plain training, seed 0", run.Results("show", cell[..10]).Output, StringComparison.Ordinal);
        Assert.Contains(cell[..12], run.Results("show", id).Output, StringComparison.Ordinal);
        Assert.Equal(cell, Json(run.Results("show", cell, "--json")).GetProperty("key").GetString());
    }

    [Fact]
    public void The_environment_is_recorded()
    {
        string id = Json(run.Results("list", "--json"))[0].GetProperty("id").GetString() ?? "";

        var environment = Json(run.Results("show", id, "--json")).GetProperty("environment");

        foreach (string name in (string[])["program", "commit", "libtorch", "device", "precision", "cpu", "threads", "os", "dotnet"])
        {
            Assert.NotEqual("", environment.GetProperty(name).GetString());
        }

        Assert.Contains(environment.GetProperty("dirty").GetString(), (string[])["true", "false", "unknown"]);
    }

    [Fact]
    public void A_figure_of_your_own_is_written_as_png_and_svg()
    {
        var plot = run.Results("plot", "quickstart", "--x", "train.radius", "--y", "test-accuracy,train-loss");
        var curve = run.Results("plot", "quickstart", "--curve", "train-loss", "--panels", "train.radius", "--title", "Loss", "--out", Path.Combine(run.Store, "mine"));
        var none = run.Results("plot", "quickstart");

        Assert.Equal(("", 0), (plot.Errors, plot.Code));
        Assert.Matches(@"^figure: .*quickstart-smoke-test-accuracy-train-loss-by-train\.radius\.png and \.svg\n$", plot.Output);
        Assert.Matches(@"<text [^>]*>REM 8-4</text>", File.ReadAllText(Path.Combine(run.Store, "figures", "quickstart-smoke-test-accuracy-train-loss-by-train.radius.svg")));
        Assert.Equal(("", 0), (curve.Errors, curve.Code));
        Assert.Equal("\x89PNG", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(run.Store, "mine", "quickstart-smoke-train-loss.png")), 0, 4));
        Assert.Equal(2, none.Code);
        Assert.Contains("declares no figure; name one: --x train.radius, or --curve train-loss", none.Errors, StringComparison.Ordinal);
    }

    /// <summary>The cells are those of the quickstart, so that nothing is trained again.</summary>
    [Fact]
    public void Declared_figures_are_drawn_after_a_run_drawn_again_and_exported()
    {
        using var folder = new TempFolder();
        string recipe = folder.Write("drawn.csx", File.ReadAllText(Path.Combine(Repository.Root, "scripts", "quickstart.csx"))
            .Replace("Experiment(\"quickstart\")", "Experiment(\"drawn\")", StringComparison.Ordinal)
            .Replace("    .Table(", "    .Plot(x: \"train.radius\").Curves(panels: \"train.radius\").Images(count: 2)\n    .Table(", StringComparison.Ordinal));

        var first = TheProgram.Run("run", recipe, "--preset", "smoke", "--device", "cpu", "--store", run.Store);
        var again = run.Results("plot", "drawn", "--out", folder["again"]);
        var exported = run.Results("export", "drawn", "--folder", folder["exported"]);

        Assert.Equal(("", 0), (first.Errors, first.Code));
        Assert.Contains("6 done already, 0 to run", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (again.Code, exported.Code));
        string table = File.ReadAllText(folder["exported/table.md"]);
        foreach (string name in (string[])["drawn-smoke-1", "drawn-smoke-2", "drawn-smoke-3"])
        {
            Assert.Matches($@"figure: .*{name}\.png and \.svg\n", first.Output);
            Assert.Contains($"({name}.png)", table, StringComparison.Ordinal);
            foreach (string file in (string[])[name + ".png", name + ".svg"])
            {
                byte[] drawn = File.ReadAllBytes(Path.Combine(run.Store, "figures", file));
                Assert.Equal(drawn, File.ReadAllBytes(folder["again/" + file]));
                Assert.Equal(drawn, File.ReadAllBytes(folder["exported/" + file]));
            }
        }
    }

    /// <summary>Runs one cell again as if typed into a terminal, and gives what the terminal got.</summary>
    private string OnATerminal(string variable, string option)
    {
        string command = $"env -u NO_COLOR {variable} dotnet {TheProgram.File} run scripts/quickstart.csx --preset smoke --device cpu "
            + $"--only 'noise.method == clean && train.radius == 0' --force {option} --store {run.Store}";
        using var typed = TheProgram.Start("script", "-qec", command, "/dev/null");
        var outcome = typed.Finish();
        Assert.Equal(0, outcome.Code);
        return outcome.Output;
    }

    private static JsonElement Json(Outcome outcome)
    {
        Assert.Equal(0, outcome.Code);
        return JsonDocument.Parse(outcome.Output).RootElement;
    }

    private static string TableOf(string output) => output[output.IndexOf("Training at a radius", StringComparison.Ordinal)..];
}
