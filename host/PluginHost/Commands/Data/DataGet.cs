using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Output;
using PluginHost.Running.Live;
using PluginHost.Running.Words;
using PluginHost.Torch;

namespace PluginHost.Commands.Data;

internal static class DataGet
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "for example cifar10; 'data list' shows them all" };
        var command = new Command("get", "download a data set from its official host, check it and unpack it; decode the images of imagenet-subset") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Run(Settings settings, string name)
    {
        LibTorch.Load();
        var data = new DataSets(settings.Data);
        if (data.List().FirstOrDefault(set => set.Name == name) is { State: DataSetState.Ready } ready)
        {
            Console.WriteLine(
                $"{name} is there already: {ready.Folder}{(ready.Note.Length > 0 ? $" ({ready.Note})" : "")}");
            return ExitCode.Done;
        }

        using var interrupt = new Interrupt(() => Console.Error.WriteLine("stopping; the same command goes on from here"), () => { });
        bool live = Terminal.IsLive(settings);
        var lines = new ByteProgressLines(live ? Terminal.Drawing : Console.Out, live, TimeProvider.System);
        IReadOnlyList<string> kept;
        try
        {
            kept = data.GetAsync(name, lines, interrupt.Stop).GetAwaiter().GetResult();
        }
        finally
        {
            lines.End();
        }

        foreach (string file in kept)
        {
            Console.Error.WriteLine($"note: another file of this name was there, and is kept as {Shown.Path(file)}");
        }

        string place = data.List().FirstOrDefault(set => set.Name == name)?.Folder ?? settings.Data;
        Console.WriteLine($"{name} is ready in {place}");
        return ExitCode.Done;
    }
}
