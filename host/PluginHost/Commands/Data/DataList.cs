using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Output;

namespace PluginHost.Commands.Data;

internal static class DataList
{
    public static Command Create()
    {
        var command = new Command("list", "data sets: what they hold, and whether they are there");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static int Run(Settings settings)
    {
        var sets = new DataSets(settings.Data).List();
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, sets);
            return ExitCode.Done;
        }

        var columns = new Columns("NAME", "STATE", "CLASSES", "TRAIN", "TEST", "SHAPE", "WHAT");
        foreach (var set in sets)
        {
            columns.Add(
                set.Name, set.State.ToString().ToLowerInvariant(), Number(set.Classes), Number(set.TrainImages), Number(set.TestImages),
                set.Shape.ToString(), set.Summary);
        }

        columns.Write(Console.Out);
        Console.WriteLine("folder:PATH takes your own images, one folder a class: train/CLASS/*.png and test/CLASS/*.png");
        foreach (var set in sets.Where(s => s.Problem.Length + s.Note.Length > 0))
        {
            Console.WriteLine($"{set.Name}: {(set.Problem.Length > 0 ? set.Problem : set.Note)}");
        }

        return ExitCode.Done;

        static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
    }
}
