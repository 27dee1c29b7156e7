namespace PluginHost.Tests;

/// <summary>Names and outputs that would harm whoever runs the program: one line each, and no harm.</summary>
public sealed class HostileInputTest : IDisposable
{
    private const int Failed = 1, Usage = 2, OutputClosed = 141;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../../x")]
    [InlineData("/tmp/x")]
    [InlineData("a\\\\b")]
    [InlineData("..")]
    [InlineData("x.")]
    [InlineData("\\u202egnp")]
    [InlineData("a\\u0000b")]
    [InlineData("a\\nb")]
    public void An_experiment_and_a_preset_have_names_that_files_can_be_called_by(string name)
    {
        string experiment = Recipe($"Experiment(\"{name}\")");
        string preset = Recipe($"Experiment(\"x\").Preset(\"{name}\", p => p)");

        foreach (string recipe in (string[])[experiment, preset])
        {
            var outcome = TheProgram.Run("run", recipe, "--dry-run", "--no-measure", "--store", _folder["store"]);

            Assert.Equal(Usage, outcome.Code);
            string line = Assert.Single(outcome.ErrorLines);
            Assert.Contains("recipe.csx(1,", line, StringComparison.Ordinal);
            Assert.Contains("files are named by it; use letters, digits", line, StringComparison.Ordinal);
            Assert.DoesNotContain(line, c => char.IsControl(c) || c == '\u202e');
        }
    }

    [Fact]
    public void A_name_that_would_command_the_terminal_is_shown_harmless_wherever_it_is_printed()
    {
        const string hostile = "\\u001b]0;owned\\u0007\\u202e\\u2066evil";
        string recipe = Recipe($"Experiment(\"x\").Noise(Noise(\"em\", (\"radius\", 8)).As(\"{hostile}\"))", "shapes");

        var plan = TheProgram.Run("run", recipe, "--dry-run", "--no-measure", "--store", _folder["store"]);
        var json = TheProgram.Run("run", recipe, "--dry-run", "--no-measure", "--json", "--store", _folder["store"]);
        var error = TheProgram.Run("results", "list", "\u001b[2J\u202enothing", "--store", _folder["store"]);

        Assert.Equal(0, plan.Code);
        Assert.Contains("�]0;owned���evil", plan.Output, StringComparison.Ordinal);
        Assert.Contains("\\u202e\\u2066evil", json.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Usage, error.Code);
        Assert.All(
            (string[])[plan.Output, json.Output, error.Errors],
            text => Assert.DoesNotContain(text, c => c is '\u001b' or '\a' or '\u202e' or '\u2066'));
    }

    [Fact]
    public void A_named_pipe_in_place_of_a_recipe_is_told()
    {
        string pipe = SpecialFile.Pipe(_folder["recipe.csx"]);

        var outcome = TheProgram.Run("run", pipe, "--store", _folder["store"]);

        Assert.Equal(Usage, outcome.Code);
        Assert.EndsWith(
            $"{pipe} is a named pipe, not a file; name a file, or remove it",
            Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_pipe_that_a_recipe_loads_is_told_by_the_compiler()
    {
        SpecialFile.Pipe(_folder["other.csx"]);
        string recipe = _folder.Write("recipe.csx", "#load \"other.csx\"\nExperiment(\"x\");\n");

        var outcome = TheProgram.Run("run", recipe, "--store", _folder["store"]);

        Assert.Equal(Usage, outcome.Code);
        Assert.Contains("recipe.csx(1,", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("is a named pipe", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plugins list | true", OutputClosed, 0)]
    [InlineData("--help | true", OutputClosed, 0)]
    [InlineData("plugins list >&-", Failed, 1)]
    [InlineData("results list >&-", Failed, 1)]
    [InlineData("plugins list >&- 2>&-", Failed, 0)]
    [InlineData("nonsense 2>&-", Usage, 0)]
    [InlineData("plugins list 2>&- >/dev/null", 0, 0)]
    public void A_closed_output_ends_the_program_without_a_trace(string command, int code, int errors)
    {
        string withStore = command.Replace(" |", $" --store '{_folder["store"]}' |", StringComparison.Ordinal);

        var outcome = Shell($"dotnet '{TheProgram.File}' {withStore}; exit ${{PIPESTATUS[0]}}");

        Assert.Equal(code, outcome.Code);
        Assert.Equal(errors, outcome.ErrorLines.Length);
        Assert.All(outcome.ErrorLines, line => Assert.Equal("error: the standard output is closed", line));
    }

    [Fact]
    public void A_run_whose_output_nobody_reads_stops_and_no_cell_of_it_failed()
    {
        string recipe = Recipe("Experiment(\"x\").Noise(Clean)", "shapes");

        var outcome = Shell(
            $"dotnet '{TheProgram.File}' run '{recipe}' --store '{_folder["store"]}' | head -3; "
            + "exit ${PIPESTATUS[0]}");

        Assert.Equal(OutputClosed, outcome.Code);
        string journal = Assert.Single(
            Directory.GetFiles(_folder["store/journals"], "2*.jsonl", SearchOption.AllDirectories));
        string recorded = File.ReadAllText(journal);
        Assert.DoesNotContain("cell-failed", recorded, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"stopped\"", recorded, StringComparison.Ordinal);
    }

    private static Outcome Shell(string script)
    {
        using var running = TheProgram.Start("bash", "-c", script);
        return running.Finish();
    }

    private string Recipe(string beginning, string data = "shapes") => _folder.Write("recipe.csx", $"""
        {beginning}
            .Data("{data}")
            .Train(Models.ConvMini(width: 8), Plain)
            .DefaultPreset("smoke")
            .Table(rows: "train.radius", columns: "noise");
        """);
}
