using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine;
using PluginHost.Output;
using PluginHost.Running;

namespace PluginHost.Commands;

internal static class DataGet
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "for example cifar10; 'data list' shows them all" };
        var command = new Command("get", "download a data set from its official host, check it and unpack it") { name };
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(name)));
        return command;
    }

    private static int Run(Settings settings, string name)
    {
        var data = new DataSets(settings.Data);
        if (data.List().FirstOrDefault(set => set.Name == name) is { State: DataSetState.Ready } ready)
        {
            Console.WriteLine($"{name} is there already: {ready.Folder}");
            return ExitCode.Done;
        }

        using var interrupt = new Interrupt(() => Console.Error.WriteLine("stopping; the same command goes on from here"), () => { });
        bool live = Terminal.IsLive(settings);
        var lines = new DownloadLines(Console.Out, live, TimeProvider.System);
        data.GetAsync(name, lines, interrupt.Stop).GetAwaiter().GetResult();
        lines.End();
        Console.WriteLine($"{name} is ready in {data.List().First(set => set.Name == name).Folder}");
        return ExitCode.Done;
    }

    /// <summary>One line for every step: drawn over on a terminal, else appended every ten seconds.</summary>
    private sealed class DownloadLines(TextWriter output, bool live, TimeProvider clock) : IProgress<DownloadProgress>
    {
        private readonly TimeSpan _pause = live ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);
        private string _step = "";
        private long _last;

        public void Report(DownloadProgress value)
        {
            if (value.Step == _step && clock.GetElapsedTime(_last) < _pause)
            {
                return;
            }

            if (value.Step != _step)
            {
                End();
            }

            _step = value.Step;
            _last = clock.GetTimestamp();
            string text = value.Total is { } total && total > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{value.Step} {Mega(value.Done)} of {Mega(total)} MB ({(double)value.Done / total:P0})")
                : string.Create(CultureInfo.InvariantCulture, $"{value.Step} {Mega(value.Done)} MB");
            output.Write(live ? $"\r{text}\e[K" : text + "\n");
            output.Flush();
        }

        public void End()
        {
            if (live && _step.Length > 0)
            {
                output.WriteLine();
            }
        }

        private static string Mega(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
