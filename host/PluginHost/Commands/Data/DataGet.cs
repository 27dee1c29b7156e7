using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.Output;
using PluginHost.Running;
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
            Console.WriteLine($"{name} is there already: {ready.Folder}");
            return ExitCode.Done;
        }

        using var interrupt = new Interrupt(() => Console.Error.WriteLine("stopping; the same command goes on from here"), () => { });
        bool live = Terminal.IsLive(settings);
        var lines = new ByteProgressLines(Console.Out, live, TimeProvider.System);
        try
        {
            data.GetAsync(name, lines, interrupt.Stop).GetAwaiter().GetResult();
        }
        finally
        {
            lines.End();
        }

        string place = data.List().FirstOrDefault(set => set.Name == name)?.Folder ?? settings.Data;
        Console.WriteLine($"{name} is ready in {place}");
        return ExitCode.Done;
    }
}
