using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output;

namespace PluginHost.Commands.Results;

internal static class ResultsShow
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "a run or a cell, or the beginning of its name" };
        var ascii = OptionKinds.Switch("--ascii", "no signs but those of ASCII");
        var width = OptionKinds.WholeNumber("--width", "N", "how many characters a line of a plot has [default: the terminal's, else 80]", 20);
        var command = new Command("show", "everything that was recorded about a run or a cell, its curves as plots") { id, ascii, width };
        command.SetAction(parsed =>
        {
            var settings = Settings.Of(parsed);
            using var store = settings.OpenStore();
            var thing = store.Find(parsed.GetRequiredValue(id));
            bool plain = parsed.GetValue(ascii);
            if (thing.Cell is { } cell)
            {
                CellReport.Write(settings, store, cell, plain, parsed.GetValue(width) ?? Terminal.Width(80));
            }
            else
            {
                RunReport.Write(settings, store, thing.Run, plain);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
