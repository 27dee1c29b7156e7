using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginHost.Store.Journals;

/// <summary>
/// A line of a journal: <c>{"crc":"1b2c3d4e","entry":{"event":"cell-finished",…}}</c> and a line feed. The CRC-32C
/// covers the UTF-8 bytes of the entry, so a line is JSON by itself, can be searched with grep, and shows when it was
/// damaged.
/// </summary>
internal static class JournalLine
{
    private const int EntryAt = 26;

    private static readonly JsonSerializerOptions Settings = new(ContentKey.Json)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
    };

    private static readonly JsonSerializerOptions WithoutCurves = new(Settings) { Converters = { new SkippedCurve() } };

    /// <summary>The bytes of an event's line, the line feed included.</summary>
    public static byte[] Of(RunEvent entry)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entry, Settings);
        var line = new ArrayBufferWriter<byte>(json.Length + EntryAt + 2);
        line.Write(Encoding.ASCII.GetBytes($$"""{"crc":"{{Crc32C.Of(json):x8}}","entry":"""));
        line.Write(json);
        line.Write("}\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Reads a line (without its line feed).</summary>
    /// <param name="line">The bytes.</param>
    /// <param name="curves">
    /// Whether curves are wanted; otherwise they come back empty, which is many times faster.
    /// </param>
    /// <exception cref="FormatException">The line is damaged; says how.</exception>
    public static RunEvent Parse(ReadOnlySpan<byte> line, bool curves)
    {
        // Programs that carry text files from one system to another add these; the checksum covers what is between them.
        line = line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        if (line.Length < EntryAt + 3 || !line.StartsWith("{\"crc\":\""u8) || !line[16..EntryAt].SequenceEqual("\",\"entry\":"u8)
            || line[^1] != (byte)'}')
        {
            throw new FormatException("not a line of a journal");
        }

        var entry = line[EntryAt..^1];
        if (!uint.TryParse(line[8..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint crc) || crc != Crc32C.Of(entry))
        {
            throw new FormatException("its checksum is wrong: the line was changed or damaged");
        }

        try
        {
            var read = JsonSerializer.Deserialize<RunEvent>(entry, curves ? Settings : WithoutCurves)
                ?? throw new FormatException("its entry is null");
            return IsWhole(read) ? read : throw new FormatException("a list that its entry needs is missing");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException)
        {
            throw new FormatException($"this version of the program does not know its content: {e.Message}", e);
        }
    }

    /// <summary>An immutable array that the JSON does not have is no empty one, but fails when it is read.</summary>
    private static bool IsWhole(RunEvent read) => read switch
    {
        RunStarted e => !e.Cells.IsDefault && !e.Cells.Contains(null!),
        CellFinished e => !e.Plugins.IsDefault && !e.Plugins.Contains(null!),
        CellTagged e => !e.Added.IsDefault && !e.Removed.IsDefault,
        _ => true,
    };

    private sealed class SkippedCurve : JsonConverter<Curve>
    {
        public override Curve Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Skip();
            return new Curve([], []);
        }

        public override void Write(Utf8JsonWriter writer, Curve value, JsonSerializerOptions options) =>
            throw new NotSupportedException("curves are skipped on reading only");
    }
}
