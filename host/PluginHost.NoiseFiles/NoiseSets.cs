using PluginHost.Engine.Arrays;
using PluginHost.Engine.Noise;
using PluginHost.Files;

namespace PluginHost.NoiseFiles;

/// <summary>A noise set of the store, as the record beside it tells.</summary>
/// <param name="Key">What it is found by.</param>
/// <param name="File">Its npy file.</param>
/// <param name="Bytes">The file's length; 0 when it is not there.</param>
/// <param name="Noise">What made it.</param>
/// <param name="Data">The images that it is for.</param>
/// <param name="Seed">The seed that it was made with.</param>
/// <param name="Seconds">How long making it took.</param>
/// <param name="Made">When.</param>
/// <param name="Sha256">The hash of the file as it was made.</param>
public sealed record NoiseSetInfo(
    string Key, string File, long Bytes, NoiseSpec Noise, DataSpec Data, int Seed, double Seconds, DateTimeOffset Made, string Sha256)
{
    /// <summary>Whether the file is the one that was made: reads all of it.</summary>
    public NoiseCheck CheckFile()
    {
        string hash = ContentHash.OfFile(File);
        return hash == Sha256
            ? new NoiseCheck("file", NoiseCheckOutcome.Good, $"the file that was recorded (sha256 {hash[..12]}…)")
            : new NoiseCheck("file", NoiseCheckOutcome.Wrong,
                $"not the file that was recorded: its sha256 was {Sha256[..Math.Min(12, Sha256.Length)]}…, it is {hash[..12]}…; the next run that needs it makes it again");
    }

    /// <summary>What an exported file says of where it comes from.</summary>
    /// <param name="dataSha256">The checksum of the images; empty when they are not at hand.</param>
    public NoiseOrigin Origin(string dataSha256) => new(
        Noise.Method.Options.TryGetValue("radius", out var radius) && radius.Number is >= 0 and <= 127 and { } levels ? new Radius(levels) : null,
        Data, dataSha256, Noise.Method.ToString(), Seed);
}

/// <summary>The noise of a store: what its runs made, and what was imported under a name.</summary>
/// <param name="store">The store's folder.</param>
public sealed class NoiseSets(string store)
{
    private const string ImportEnding = ".safetensors";

    private readonly string _made = new StoreLayout(store).Noise;
    private readonly string _imported = new StoreLayout(store).ImportedNoise;

    /// <summary>What runs made, the newest first. A record that cannot be read is left out: its noise is made again.</summary>
    /// <param name="notice">Told of each such record in one line.</param>
    public IReadOnlyList<NoiseSetInfo> Made(Action<string>? notice = null)
    {
        if (!Directory.Exists(_made))
        {
            return [];
        }

        var cards = Directory.EnumerateFiles(_made, "*.json").Order(StringComparer.Ordinal);
        var sets = cards.Select(card => Read(card, notice)).OfType<NoiseSetInfo>();
        return [.. sets.OrderByDescending(set => set.Made).ThenBy(set => set.Key, StringComparer.Ordinal)];
    }

    /// <summary>The files that were imported, by name.</summary>
    public IReadOnlyDictionary<string, string> Imported() => !Directory.Exists(_imported)
        ? new SortedDictionary<string, string>(StringComparer.Ordinal)
        : new SortedDictionary<string, string>(
            Directory.EnumerateFiles(_imported, "*" + ImportEnding).ToDictionary(file => Path.GetFileNameWithoutExtension(file)), StringComparer.Ordinal);

    /// <summary>Where noise of a name is imported to.</summary>
    /// <exception cref="NoiseFileException">The name is not one: letters, digits, hyphens, underscores and dots inside.</exception>
    public string FileOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsName(name)
            ? Path.Combine(_imported, name + ImportEnding)
            : throw new NoiseFileException($"'{name}' is no name for noise: use letters, digits, hyphens and underscores");
    }

    /// <summary>Whether a text could be the name of imported noise (else it is a path).</summary>
    public static bool IsName(string text) =>
        text is { Length: > 0 and <= 100 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && text[0] != '-';

    private static NoiseSetInfo? Read(string cardFile, Action<string>? notice)
    {
        var file = new FileInfo(Path.ChangeExtension(cardFile, ".npy"));
        if (!file.Exists)
        {
            return null;
        }

        try
        {
            var card = NoiseCard.Read(cardFile);
            return new NoiseSetInfo(
                card.Key, file.FullName, file.Length, card.Noise, card.Data, card.Seed, card.Seconds, card.Made,
                card.Sha256);
        }
        catch (InvalidDataException damage)
        {
            notice?.Invoke($"{damage.Message.TrimEnd('.')}; its noise is made again by the next run that needs it");
            return null;
        }
    }
}
