using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Torch;

namespace PluginHost.Commands.Noise;

internal static class NoiseImport
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "an array of npy, npz, safetensors, torch.save or pickle, a folder of images, or files in one "
                + "of the CIFAR layouts",
        };
        var name = OptionKinds.Text("--name", "NAME", "what recipes call it [default: the file's name]");
        var output = OptionKinds.Text("--out", "FILE", "a safetensors file to write instead of bringing it into the store");
        var force = OptionKinds.Switch("--force", "replace noise of the same name");
        var options = new ReadingOptions();
        var command = new Command("import", "check noise of other people's making, and bring it into the store, so that recipes can name it") { file, name, output, force };
        options.AddTo(command);
        command.SetAction(parsed => Run(
            Settings.Of(parsed), parsed.GetRequiredValue(file), parsed.GetValue(name), parsed.GetValue(output), parsed.GetValue(force), options, parsed));
        return command;
    }

    private static int Run(Settings settings, string file, string? name, string? output, bool force, ReadingOptions options, ParseResult parsed)
    {
        LibTorch.Load();
        if (!File.Exists(file) && !Directory.Exists(file))
        {
            throw new UsageException($"there is no file or folder {file}");
        }

        name ??= Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(file));
        string target = output ?? new NoiseSets(settings.Store).FileOf(name);
        if (File.Exists(target) && !force)
        {
            throw new UsageException($"{Shown.Path(target)} is there already; --force replaces it, --name gives another name");
        }

        var named = new NamedNoise(name, file, null);
        var origin = named.Origin();
        var spec = options.Data(parsed, origin);
        using var data = new DataSets(settings.Data).Open(spec);
        using var noise = ImportedNoise.Open(file, data.Train, options.Reading(parsed));
        List<NoiseCheck> checks = [.. noise.Checks, .. CheckLines.OfOrigin(origin, data, spec)];
        CheckLines.Write(Console.Out, checks);
        if (checks.Exists(check => check.Outcome == NoiseCheckOutcome.Wrong))
        {
            Console.Error.WriteLine($"error: {file} is not imported: {checks.First(check => check.Outcome == NoiseCheckOutcome.Wrong).Finding}");
            return ExitCode.Failed;
        }

        NoiseExport.Safetensors(target, noise, new NoiseOrigin(
            noise.Bound, spec, data.Sha256, origin.Method.Length > 0 ? origin.Method : $"imported from {Path.GetFileName(Path.TrimEndingDirectorySeparator(file))}", origin.Seed));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Shown.Path(target)}: noise for {noise.Count} images of {spec.Name}, radius {noise.Bound}"));
        Console.WriteLine(output is null ? $"in a recipe: NoiseFile(\"{name}\")" : $"in a recipe beside it: NoiseFile(\"{Path.GetFileName(output)}\")");
        return ExitCode.Done;
    }
}
