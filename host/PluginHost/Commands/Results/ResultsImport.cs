using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Store.Exchange;

namespace PluginHost.Commands.Results;

internal static class ResultsImport
{
    public static Command Create()
    {
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = "folders that 'results export' wrote", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("import", "bring exported results into the store, marked with where they come from")
        {
            folders,
        };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(folders)));
        return command;
    }

    private static int Run(Settings settings, string[] folders)
    {
        using var store = settings.OpenStore();
        var import = new ResultImport(store);
        foreach (string folder in folders)
        {
            var imported = import.Import(folder);
            if (settings.Json)
            {
                JsonOutput.Write(Console.Out, imported);
                continue;
            }

            string count = $"{imported.Results} result{(imported.Results == 1 ? "" : "s")}";
            string known = imported.Known == 0 ? "" : $"; {imported.Known} were here already";
            string others = imported.Others == 0
                ? ""
                : $"; {imported.Others} left out, the store has its own or later ones for their cells";
            string from = Shown.Path(Path.GetFullPath(folder)), experiments = string.Join(", ", imported.Experiments);
            Console.WriteLine($"{from}: {count} of {experiments} imported{known}{others}");
        }

        return ExitCode.Done;
    }
}
