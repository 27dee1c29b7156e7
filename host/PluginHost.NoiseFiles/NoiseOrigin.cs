using System.Globalization;

namespace PluginHost.NoiseFiles;

/// <summary>What a noise file says of where its noise comes from; kept as texts in safetensors files.</summary>
/// <param name="Radius">The bound of the noise.</param>
/// <param name="Data">The images that it is for; null when it is not told.</param>
/// <param name="DataSha256">Their checksum; empty when it is not told.</param>
/// <param name="Method">What made it, such as <c>rem(adversarial-radius=4, radius=8)</c>.</param>
/// <param name="Seed">The seed that it was made with; null when it is not told.</param>
public sealed record NoiseOrigin(Radius? Radius, DataSpec? Data, string DataSha256, string Method, int? Seed)
{
    internal const string ChecksumName = "noise-sha256";

    /// <summary>Nothing is told.</summary>
    public static NoiseOrigin Unknown { get; } = new(null, null, "", "", null);

    /// <summary>Reads what <see cref="Texts"/> gave; other texts are left alone.</summary>
    public static NoiseOrigin Of(IReadOnlyDictionary<string, string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        string? name = Text("data");
        return new NoiseOrigin(
            double.TryParse(Text("radius"), NumberStyles.Float, CultureInfo.InvariantCulture, out double levels) && levels is >= 0 and <= 127
                ? new Radius(levels) : null,
            name is { Length: > 0 } ? new DataSpec(name, Whole("train-images"), Whole("test-images")) : null,
            Text("data-sha256") ?? "", Text("method") ?? "", Whole("seed"));

        string? Text(string key) => texts.GetValueOrDefault(key);
        int? Whole(string key) =>
            int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
    }

    /// <summary>The texts for a file.</summary>
    internal SortedDictionary<string, string> Texts()
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["layout"] = "NCHW", ["units"] = "1/255" };
        Add("radius", Radius?.Levels.ToString("R", CultureInfo.InvariantCulture));
        Add("data", Data?.Name);
        Add("train-images", Data?.TrainImages?.ToString(CultureInfo.InvariantCulture));
        Add("test-images", Data?.TestImages?.ToString(CultureInfo.InvariantCulture));
        Add("data-sha256", DataSha256);
        Add("method", Method);
        Add("seed", Seed?.ToString(CultureInfo.InvariantCulture));
        return texts;

        void Add(string key, string? value)
        {
            if (value is { Length: > 0 })
            {
                texts[key] = value;
            }
        }
    }
}
