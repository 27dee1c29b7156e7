using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.Output;
using PluginHost.Running.Requests;
using PluginHost.Torch;

namespace PluginHost.Commands.Noise;

internal static class NoiseVerify
{
    public static Command Create()
    {
        var noise = new Argument<string>("NOISE") { Description = NamedNoise.Help };
        var options = new ReadingOptions();
        var command = new Command("verify", "check noise against its data set: sizes, bound, signs, NaN, order; code 1 when something is wrong") { noise };
        options.AddTo(command);
        command.SetAction(parsed => Run(Settings.Of(parsed), parsed.GetRequiredValue(noise), options, parsed));
        return command;
    }

    private static int Run(Settings settings, string text, ReadingOptions options, ParseResult parsed)
    {
        LibTorch.Load();
        var named = NamedNoise.Find(settings.Store, settings.OpenStore, text);
        var origin = named.Origin();
        var spec = options.Data(parsed, origin);
        var reading = options.Reading(parsed);
        using var data = new DataSets(settings.Data).Open(spec);
        using var noise = ImportedNoise.Open(named.File, data.Train, reading with { Radius = reading.Radius ?? origin.Radius });
        NoiseCheck[] ofFile = named.Set is { } set ? [set.CheckFile()] : [];
        List<NoiseCheck> checks = [.. ofFile, .. noise.Checks, .. CheckLines.OfOrigin(origin, data, spec)];
        bool good = checks.TrueForAll(check => check.Outcome != NoiseCheckOutcome.Wrong);
        if (settings.Json)
        {
            JsonOutput.Write(Console.Out, new { noise = named.File, data = spec, bound = noise.Bound, good, checks });
        }
        else
        {
            CheckLines.Write(Console.Out, checks);
        }

        return good ? ExitCode.Done : ExitCode.Failed;
    }
}
