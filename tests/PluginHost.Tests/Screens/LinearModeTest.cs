using PluginHost.Screens;
using PluginHost.Screens.Results;
using PluginHost.Tests.Screens.Results;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class LinearModeTest
{
    [Fact]
    public void A_pipe_is_told_the_results_without_any_code_of_a_terminal()
    {
        using var folder = new TempFolder();
        ResultSamples.Write(folder["store"]);

        var outcome = TheProgram.Run("--plain", "--store", folder["store"]);

        Assert.Equal(0, outcome.Code);
        Assert.StartsWith("30 results, rows 1 to ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\n1. noise: REM 8-4; train.radius: 4/255; accuracy %: ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', outcome.Output);
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void Commands_are_words_and_answers_are_appended()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        var shell = Shell.Of([new ResultsScreen(new SampleSource(folder["views.toml"], 30))], CustomKeys.None);

        LinearLoop.Run(
            new StringReader("filter noise == rem && seed == 0\nsort -accuracy\nopen 1\nback\nmark 1, 2\ncompare\nback\npivot\n\nback\nfrequency noise\nopen 1\nnonsense\nhelp\nquit\n"),
            output, shell, new Size(200, 22), "> ");

        Snapshot.Match(output.ToString());
    }
}
