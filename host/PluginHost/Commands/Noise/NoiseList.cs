using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine.Arrays;
using PluginHost.NoiseFiles;
using PluginHost.Output;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;

namespace PluginHost.Commands.Noise;

internal static class NoiseList
{
    public static Command Create()
    {
        var command = new Command("list", "noise sets of the store: what runs made, and what was imported");
        command.SetAction(parsed => Run(Settings.Of(parsed)));
        return command;
    }

    private static int Run(Settings settings)
    {
        var sets = new NoiseSets(settings.Store);
        var made = sets.Made(damage => Console.Error.WriteLine($"note: {damage}"));
        using var store = settings.OpenStore();
        var labels = NamedNoise.Labels(store).ToLookup(row => row.Key, row => row.Label);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new
            {
                made = made.Select(set => new { set.Key, labels = labels[set.Key].Distinct(), set.File, set.Bytes, set.Noise, set.Data, set.Seed, set.Seconds, set.Made }),
                imported = sets.Imported().Select(entry => new { name = entry.Key, file = entry.Value }),
            });
            return ExitCode.Done;
        }

        if (made.Count + sets.Imported().Count == 0)
        {
            Console.WriteLine($"no noise yet in {Shown.Path(settings.Store)}; runs make it, 'noise import' brings it");
            return ExitCode.Done;
        }

        var columns = new Columns("KEY", "NOISE", "DATA", "IMAGES", "SEED", "MB", "MADE IN", "MADE", "METHOD");
        foreach (var set in made)
        {
            columns.Add(
                set.Key[..12], string.Join(", ", labels[set.Key].Distinct()), set.Data.Name, Number(set.Data.TrainImages) ?? "all", Number(set.Seed) ?? "",
                (set.Bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture), Durations.Text(set.Seconds),
                set.Made.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Short(Described.Method(set.Noise.Method)));
        }

        foreach (var (name, file) in sets.Imported())
        {
            var (data, method) = Told(name, file);
            columns.Add(
                "imported", name, data?.Name ?? "", data is null ? "" : Number(data.TrainImages) ?? "all", "",
                (new FileInfo(file).Length / 1e6).ToString("0.0", CultureInfo.InvariantCulture), "", "", method);
        }

        columns.Write(Console.Out, omitEmpty: true);
        return ExitCode.Done;

        // One file that is broken does not hide all others.
        static (DataSpec? Data, string Method) Told(string name, string file)
        {
            try
            {
                var origin = new NamedNoise(name, file, null).Origin();
                return (origin.Data, origin.Method);
            }
            catch (NoiseFileException damage)
            {
                return (null, $"cannot be read: {damage.Message}");
            }
        }

        static string? Number(int? value) => value?.ToString(CultureInfo.InvariantCulture);
        static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";
    }
}
