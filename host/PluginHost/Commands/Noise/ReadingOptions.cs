using System.CommandLine;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.NoiseFiles;
using PluginHost.Running.Requests;

namespace PluginHost.Commands.Noise;

/// <summary>The options that say what a noise file does not tell of itself.</summary>
internal sealed class ReadingOptions
{
    private readonly Option<string?> _data = OptionKinds.Text("--data", "NAME", "the data set that the noise is for [default: the one that the file or the store tells]");
    private readonly Option<int?> _images = OptionKinds.WholeNumber("--train-images", "N", "the noise is for the first N training images [default: all]", 1);
    private readonly Option<string?> _radius = OptionKinds.Text("--radius", "R", "the bound in 1/255, such as 8 [default: the one that the file tells]");
    private readonly Option<string?> _units = OptionKinds.Choice("--units", "the unit of its values: of 1, or grey levels", ["auto", "fraction", "levels"], "auto");
    private readonly Option<string?> _content = OptionKinds.Choice("--content", "what it holds", ["auto", "noise", "protected"], "auto");
    private readonly Option<bool> _classWise = OptionKinds.Switch("--class-wise", "one noise a class: every image gets the noise of its class");
    private readonly Option<bool> _oneSign = OptionKinds.Switch("--one-sign", "take noise without negative or without positive values");
    private readonly Option<string?> _labels = OptionKinds.Text("--labels", "FILE", "the labels it was made with, to "
        + "check the order: an array or list in a file, whole numbers or one-hot, labels.csv, or a text with one a "
        + "line");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_data, _images, _radius, _units, _content, _classWise, _oneSign, _labels])
        {
            command.Add(option);
        }
    }

    /// <summary>The images that the noise is for.</summary>
    public DataSpec Data(ParseResult parsed, NoiseOrigin origin)
    {
        int? images = parsed.GetValue(_images);
        return parsed.GetValue(_data) is { } name
            ? name == origin.Data?.Name && images is null ? origin.Data : new DataSpec(name, images)
            : origin.Data is { } told
                ? images is null ? told : told with { TrainImages = images }
                : throw new UsageException("--data is missing: the file does not tell which data set its noise is for, such as cifar10");
    }

    public NoiseReading Reading(ParseResult parsed) => new()
    {
        Radius = parsed.GetValue(_radius) is { } radius ? RadiusOf(radius) : null,
        Unit = Enum.Parse<NoiseUnit>(parsed.GetValue(_units) ?? "auto", ignoreCase: true),
        Content = Enum.Parse<NoiseContent>(parsed.GetValue(_content) ?? "auto", ignoreCase: true),
        ClassWise = parsed.GetValue(_classWise),
        MayHaveOneSign = parsed.GetValue(_oneSign),
        Labels = parsed.GetValue(_labels) is { } labels ? LabelFile.Read(labels) : null,
    };

    private static Radius RadiusOf(string text)
    {
        string levels = text.EndsWith("/255", StringComparison.Ordinal) ? text[..^4] : text;
        return double.TryParse(levels, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and <= 127
            ? new Radius(value)
            : throw new UsageException($"--radius takes a number above 0 and up to 127, in 1/255, not '{text}'");
    }
}
