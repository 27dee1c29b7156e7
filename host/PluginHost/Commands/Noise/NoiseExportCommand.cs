using System.CommandLine;
using PluginHost.CommandLine;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Torch;

namespace PluginHost.Commands.Noise;

internal static class NoiseExportCommand
{
    public static Command Create()
    {
        var noise = new Argument<string>("NOISE") { Description = NamedNoise.Help };
        var format = OptionKinds.Choice("--format", "npy and safetensors hold the noise as int8 grey levels (N, C, H, W); png and cifar the protected images",
            ["npy", "safetensors", "png", "cifar"], "npy");
        var output = OptionKinds.Text("--out", "PATH", "the file, or for png and cifar the folder, to write");
        var content = OptionKinds.Choice("--content", "what PNG files show: protected images, or the noise around the grey 128", ["protected", "noise"], "protected");
        var force = OptionKinds.Switch("--force", "replace the file");
        var command = new Command("export", "write noise, or the data set protected by it, for other programs") { noise, format, output, content, force };
        command.SetAction(parsed => Run(
            Settings.Of(parsed), parsed.GetRequiredValue(noise), Enum.Parse<NoiseFormat>(parsed.GetValue(format) ?? "npy", ignoreCase: true),
            parsed.GetValue(output) ?? throw new UsageException("--out is missing: the file or folder to write"),
            parsed.GetValue(content) == "noise" ? NoiseContent.Noise : NoiseContent.Protected, parsed.GetValue(force)));
        return command;
    }

    private static int Run(Settings settings, string text, NoiseFormat format, string output, NoiseContent content, bool force)
    {
        LibTorch.Load();
        var named = NamedNoise.Find(settings.Store, settings.OpenStore, text);
        if (File.Exists(output) && !force)
        {
            throw new UsageException($"{Shown.Path(output)} is there already; --force replaces it");
        }

        if (named.Set?.CheckFile() is { Outcome: NoiseCheckOutcome.Wrong } check)
        {
            throw new NoiseFileException($"{Shown.Path(named.File)} is {check.Finding}");
        }

        using var levels = StoredLevels.Open(named.File);
        var origin = named.Origin();
        if (format == NoiseFormat.Npy)
        {
            NoiseExport.Npy(output, levels);
        }
        else
        {
            var spec = origin.Data ?? throw new UsageException($"{named.File} does not tell which data set it is for; import it first: 'noise import {named.File} --data NAME'");
            using var data = new DataSets(settings.Data).Open(spec);
            Write(format, output, content, levels, origin with { DataSha256 = data.Sha256 }, data);
        }

        Console.WriteLine($"{Shown.Path(Path.GetFullPath(output))}: {(format is NoiseFormat.Png or NoiseFormat.Cifar && content == NoiseContent.Protected ? "images protected by" : "noise")} "
            + $"{named.Name}, {levels.Count} of {levels.Shape}");
        return ExitCode.Done;
    }

    private static void Write(NoiseFormat format, string output, NoiseContent content, NoiseLevels levels, NoiseOrigin origin, DataSet data)
    {
        if (levels.Shape != data.Train.Shape || levels.Count != data.Train.Count)
        {
            throw new NoiseFileException($"the noise is for {levels.Count} images of {levels.Shape}, {origin.Data?.Name} has {data.Train.Count} of {data.Train.Shape}");
        }

        if (format == NoiseFormat.Safetensors)
        {
            NoiseExport.Safetensors(output, levels, origin);
            return;
        }

        using var images = new ProtectedImages(data.Train, levels);
        if (format == NoiseFormat.Png)
        {
            NoiseExport.Png(output, images, content);
        }
        else
        {
            NoiseExport.Cifar(output, images, data.Test);
        }
    }
}
