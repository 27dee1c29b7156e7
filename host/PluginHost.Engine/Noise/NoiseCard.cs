using System.Text.Json;
using PluginHost.Files;

namespace PluginHost.Engine.Noise;

/// <summary>
/// What is written beside a noise set of the store, as <c>KEY.json</c>: what made it, and the hash of its file.
/// </summary>
/// <param name="Key">What it is found by.</param>
/// <param name="Sha256">The hash of its file as it was made.</param>
/// <param name="Seconds">How long making it took.</param>
/// <param name="Data">The images that it is for.</param>
/// <param name="Noise">What made it.</param>
/// <param name="Seed">The seed that it was made with.</param>
/// <param name="Made">When.</param>
public sealed record NoiseCard(
    string Key, string Sha256, double Seconds, DataSpec Data, NoiseSpec Noise, int Seed, DateTimeOffset Made)
{
    private const int KeyDigits = 64;

    private static readonly JsonSerializerOptions s_written = new(ContentKey.Json) { WriteIndented = true };

    private static readonly JsonSerializerOptions s_read = WholeRecords.Of(s_written);

    /// <summary>Reads a card.</summary>
    /// <param name="file">The card, <c>KEY.json</c>.</param>
    /// <exception cref="InvalidDataException">It is damaged; says the file and what is wrong, in one line.</exception>
    public static NoiseCard Read(string file)
    {
        try
        {
            var card = JsonSerializer.Deserialize<NoiseCard>(RegularFile.ReadAllBytes(file), s_read)
                ?? throw new JsonException("it is null");
            return card.IsOf(Path.GetFileNameWithoutExtension(file))
                ? card
                : throw new JsonException("its key is not the one that it is called by");
        }
        catch (Exception damage) when (
            damage is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            string what = damage is JsonException ? damage.Message.Split(" Path: ")[0] : damage.Message;
            throw new InvalidDataException($"{file} is no record of a noise set: {ShownText.Of(what)}", damage);
        }
    }

    /// <summary>Writes it in place of what is there.</summary>
    public void Write(string file) =>
        AtomicFile.Write(file, stream => JsonSerializer.Serialize(stream, this, s_written));

    private bool IsOf(string name) =>
        Key == name && Key.Length == KeyDigits && Key.All(char.IsAsciiHexDigitLower) && double.IsFinite(Seconds);
}
