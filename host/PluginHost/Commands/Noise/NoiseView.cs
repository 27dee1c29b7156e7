using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;
using PluginHost.NoiseFiles.Sheets;
using PluginHost.Output;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Torch;

namespace PluginHost.Commands.Noise;

internal static class NoiseView
{
    private const int ShownAtFirst = 2, SheetAtFirst = 8;

    public static Command Create()
    {
        var noises = new Argument<string[]>("NOISE") { Arity = ArgumentArity.OneOrMore, Description = NamedNoise.Help };
        var image = new Option<int[]>("--image") { HelpName = "N", Description = "the number of a training image; may be repeated [default: the first ones]" };
        var png = OptionKinds.Text("--png", "FILE", "write a sheet of original, noise scaled up and protected image instead of drawing here");
        var scale = OptionKinds.WholeNumber("--scale", "N", "dots a pixel in the sheet [default: 3]", 1);
        var options = new ReadingOptions();
        var command = new Command("view", "draw clean images, noise scaled up, and protected images: in the terminal, or as a PNG sheet") { noises, image, png, scale };
        options.AddTo(command);
        command.SetAction(parsed => Run(
            Settings.Of(parsed), parsed.GetRequiredValue(noises), parsed.GetValue(image) ?? [], parsed.GetValue(png), parsed.GetValue(scale) ?? 3, options, parsed));
        return command;
    }

    private static int Run(Settings settings, string[] texts, int[] wanted, string? png, int scale, ReadingOptions options, ParseResult parsed)
    {
        LibTorch.Load();
        var named = texts.Select(text => NamedNoise.Find(settings.Store, settings.OpenStore, text)).ToList();
        var specs = named.Select(noise => options.Data(parsed, noise.Origin())).Distinct().ToList();
        if (specs.Count > 1)
        {
            throw new UsageException($"the noises are for different images: {string.Join("; ", specs)}; view them one by one");
        }

        using var data = new DataSets(settings.Data).Open(specs[0]);
        var reading = options.Reading(parsed);
        var noises = named.Select(noise => (noise.Name, Noise: (NoiseLevels)Opened(noise, data, reading))).ToList();
        try
        {
            int count = noises.Min(noise => noise.Noise.Count);
            int[] indices = wanted.Length > 0 ? wanted : [.. Enumerable.Range(0, Math.Min(count, png is null ? ShownAtFirst : SheetAtFirst))];
            if (Array.Exists(indices, index => index < 0 || index >= count))
            {
                throw new UsageException($"--image takes 0 to {count - 1}, the training images that have noise");
            }

            if (png is null)
            {
                Draw(settings, data, noises, indices);
            }
            else
            {
                NoiseSheet.Of(data.Train, noises, indices, scale).Write(png);
                Console.WriteLine($"{Shown.Path(Path.GetFullPath(png))}: {indices.Length} images, {string.Join(", ", noises.Select(noise => noise.Name))}");
            }
        }
        finally
        {
            noises.ForEach(noise => noise.Noise.Dispose());
        }

        return ExitCode.Done;
    }

    private static ImportedNoise Opened(NamedNoise named, DataSet data, NoiseReading reading)
    {
        var noise = ImportedNoise.Open(named.File, data.Train, reading with { Radius = reading.Radius ?? named.Origin().Radius });
        if (noise.Checks.FirstOrDefault(check => check.Outcome == NoiseCheckOutcome.Wrong) is { } wrong)
        {
            noise.Dispose();
            throw new NoiseFileException($"{named.File}: {wrong.Finding}");
        }

        return noise;
    }

    private static void Draw(Settings settings, DataSet data, List<(string Name, NoiseLevels Noise)> noises, int[] indices)
    {
        var blocks = HalfBlocks.For(settings);
        if (!blocks.HasColours)
        {
            Console.Error.WriteLine("note: no colours here (a pipe, NO_COLOR, --plain or a plain terminal): shades are drawn; --png FILE writes images");
        }

        foreach (var (name, noise) in noises)
        {
            using var images = new ProtectedImages(data.Train, noise);
            foreach (int index in indices)
            {
                sbyte[] levels = images.Noise(index);
                int factor = NoiseSheet.Factor([levels]);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"image {index}, class {data.Train.Labels[index]}: original, {name} ×{factor}, protected"));
                blocks.Draw(
                    Terminal.Drawing, images.Shape, images.Clean(index), NoiseSheet.Amplified(levels, factor),
                    images.Protected(index));
            }
        }
    }
}
