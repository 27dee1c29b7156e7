using PluginHost.Screens.Drawing;
using PluginHost.Screens.Results;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Tests.Results;

public sealed class DetailPaneTest
{
    private static readonly ResultRow s_row = ResultSamples.Rows(1)[0];

    [Fact]
    public void What_a_cell_printed_while_it_was_worked_is_shown()
    {
        var pane = Pane(new CellFinished(
            s_row.Cell, s_row.Spec, s_row.Metrics, ResultSamples.Curves, s_row.Plugins, s_row.DataSha256, null, "cpu")
        {
            At = s_row.At,
            Run = s_row.Run,
            Output = "the plugin says hello\nand goodbye\n",
        });

        Assert.Equal(["Printed while it was worked:", "the plugin says hello", "and goodbye"], Last(pane, 3));
        Assert.Contains(pane.Lines(80, Symbols.Unicode), line => $"{line}" == "  the plugin says hello");
    }

    [Fact]
    public void The_last_failure_of_a_cell_is_shown_whole()
    {
        var pane = Pane(new CellFailed(s_row.Cell, s_row.Spec, "it fell", "it fell\n  at the stairs")
        {
            At = s_row.At,
            Run = s_row.Run,
        });

        Assert.Equal(["The last failure:", "it fell", "  at the stairs"], Last(pane, 3));
    }

    private static DetailPane Pane(RunEvent last) =>
        new(s_row, new CellHistory(s_row.Cell, s_row, [last]), ResultSamples.Curves);

    /// <summary>The last lines before those of the curves.</summary>
    private static IEnumerable<string> Last(DetailPane pane, int count) =>
        pane.Linear().Where(line => !line.StartsWith("curve ", StringComparison.Ordinal)).TakeLast(count);
}
