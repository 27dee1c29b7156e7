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
    /// <summary>
    /// A longer line is no line of ours: the curves of a long training take some millions of bytes. What is read of a
    /// line takes several times its length.
    /// </summary>
    public const int Longest = 1 << 26;

    // Numbers follow the largest one for ever.
    private const long LargestNumber = long.MaxValue / 2;

    private const int EntryAt = 26, LongestExperiment = 250, MostMetrics = 1_000;

    private static readonly JsonSerializerOptions Settings = WholeRecords.Of(new(ContentKey.Json)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    });

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
            if (!IsWhole(read))
            {
                throw new FormatException("something in a list of its entry is null, or a number is none");
            }

            // The database takes no name of a metric or an option with a NUL.
            bool hasNul = read is CellFinished && entry.IndexOf("\\u0000"u8) >= 0;
            return HasNames(read) && read.Order is >= 0 and <= LargestNumber && !hasNul
                ? read
                : throw new FormatException(
                    "a name in its entry (of a run, a cell, noise, an experiment) is none, or its number is none");
        }
        catch (Exception e) when (
            e is JsonException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            string what = ShownText.Of(e.Message);
            throw new FormatException($"this version of the program does not know its content: {what}", e);
        }
    }

    // JSON can put null into any list, whatever type its elements have.
    private static bool IsWhole(RunEvent read) => read switch
    {
        RunStarted e => AreWhole(e.Cells) && AreWhole(e.Tables) && AreWhole(e.Environment.Values)
            && AreWhole(e.Chosen ?? []) && AreWhole(e.Figures ?? []) && AreWhole(e.Labels ?? [])
            && AreWhole(e.Command?.Arguments ?? []),
        CellStarted e => AreNumbers(e.Spec),
        CellFailed e => AreNumbers(e.Spec),
        CellFinished e => AreWhole(e.Plugins) && AreWhole(e.Curves.Values) && AreNumbers(e.Spec)
            && e.Curves.Values.All(c => c.Steps.Length == c.Values.Length),
        CellTagged e => AreWhole(e.Added) && AreWhole(e.Removed),
        _ => true,
    };

    // No spec has infinities, and none can be written with them: 1e999 is read as one.
    private static bool AreNumbers(CellSpec spec) =>
        double.IsFinite(spec.ProtectedShare)
        && AreNumbers(spec.Training.Schedule)
        && (spec.Noise?.Surrogate is not { } surrogate || AreNumbers(surrogate.Schedule));

    private static bool AreNumbers(TrainingSchedule schedule) =>
        double.IsFinite(schedule.LearningRate)
        && double.IsFinite(schedule.Momentum)
        && double.IsFinite(schedule.WeightDecay);

    private static bool AreWhole<T>(IEnumerable<T?> list)
        where T : class => list.All(element => element is not null);

    // The database is indexed by these.
    private static bool HasNames(RunEvent read) => RunId.IsName(read.Run) && read switch
    {
        RunStarted e => e.Cells.All(RunId.IsName) && e.Experiment.Length <= LongestExperiment,
        CellStarted e => RunId.IsName(e.Cell),
        CellFinished e => RunId.IsName(e.Cell) && (e.NoiseKey is null || RunId.IsName(e.NoiseKey))
            && e.Metrics.Count <= MostMetrics,
        CellFailed e => RunId.IsName(e.Cell),
        ArtifactMade e => RunId.IsName(e.Key),
        Annotation e => e.Cell is null || RunId.IsName(e.Cell),
        _ => true,
    };

}
