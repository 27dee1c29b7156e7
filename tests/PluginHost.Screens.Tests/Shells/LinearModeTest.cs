using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Results;
using PluginHost.Screens.Shells;
using PluginHost.Screens.Tests.Results;

namespace PluginHost.Screens.Tests.Shells;

public sealed class LinearModeTest
{
    [Fact]
    public void Commands_are_words_and_answers_are_appended()
    {
        using var folder = new TempFolder();
        using var output = new StringWriter();
        var screen = new ResultsScreen(new SampleSource(folder["views.toml"], 30));
        var shell = Shell.Of([screen], CustomKeys.None, Symbols.Unicode);
        string[] commands =
        [
            "filter noise == rem && seed == 0", "sort -accuracy", "open 1", "back",
            "mark 1, 2", "compare", "back",
            "pivot", "", "back", "clear",
            "pivot train.radius by noise of accuracy", "average-over preset", "accept", "back",
            "frequency noise", "open 1",
            "nonsense", "help", "quit",
        ];

        LinearLoop.Run(new StringReader(string.Join('\n', commands)), output, shell, new Size(200, 22), "> ");

        Snapshot.Match(output.ToString());
    }
}
