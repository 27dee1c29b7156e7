using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PluginHost.Files;

namespace PluginHost.Running.Live;

/// <summary>The live statuses of a store: <c>STORE/live/ID.json</c>, and beside it what a detached run printed, <c>ID.log</c>.</summary>
/// <param name="store">The store's folder.</param>
public sealed class LiveFolder(string store)
{
    private const string Ending = ".json";

    // Of a longer log, the end is read: it is to be looked at. Statuses with thousands of cells have some megabytes.
    private const long LongestLog = 4 << 20, LargestStatus = 64 << 20;

    /// <summary>How long a process on another machine may be silent before it counts as gone.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly JsonSerializerOptions WholeJson = WholeRecords.Of(Json);

    private readonly StoreLayout _store = new(store);

    private readonly string _folder = new StoreLayout(store).Live;

    /// <summary>The file that a detached run prints to.</summary>
    public string LogOf(string id) => Path.Combine(_folder, id + ".log");

    /// <summary>What a detached run printed; nothing where it was not detached.</summary>
    public ImmutableArray<string> ReadLog(string id)
    {
        try
        {
            using var log = RegularFile.Open(LogOf(id), FileShare.ReadWrite | FileShare.Delete);
            log.Position = Math.Max(0, log.Length - LongestLog);
            using var reader = new StreamReader(log);
            string[] lines = reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
            return log.Length > LongestLog
                ? [$"({log.Length - LongestLog} bytes before this are left out)", .. lines.Skip(1)]
                : [.. lines];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    /// <summary>All runs that told of themselves and were not cleared away, the newest first; what cannot be read is left out.</summary>
    public IReadOnlyList<LiveStatus> List(TimeProvider clock) => !Directory.Exists(_folder) ? [] :
    [
        .. Directory.EnumerateFiles(_folder, "*" + Ending).Select(Read).OfType<LiveStatus>()
            .Select(status => Judged(status, clock.GetUtcNow())).OrderByDescending(status => status.Id, StringComparer.Ordinal),
    ];

    /// <summary>One run by its name; null when there is none.</summary>
    public LiveStatus? Find(string id, TimeProvider clock) =>
        Read(FileOf(id)) is { } status ? Judged(status, clock.GetUtcNow()) : null;

    /// <summary>Puts a status in place of the one before; readers see the one or the other, never half of it.</summary>
    /// <exception cref="DirectoryNotFoundException">The store is not there.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(LiveStatus status)
    {
        _store.Make(_folder);
        AtomicFile.Write(FileOf(status.Id), file => JsonSerializer.Serialize(file, status, Json), durable: false);
    }

    /// <summary>Deletes the oldest of those that have ended, with their logs.</summary>
    /// <param name="keep">How many stay.</param>
    /// <param name="clock">The time.</param>
    public void Clear(int keep, TimeProvider clock)
    {
        foreach (var old in List(clock).Where(status => status.HasEnded).Skip(keep))
        {
            File.Delete(FileOf(old.Id));
            File.Delete(LogOf(old.Id));
        }
    }

    private string FileOf(string id) => Path.Combine(_folder, id + Ending);

    private static LiveStatus? Read(string file)
    {
        try
        {
            byte[] content = RegularFile.ReadAllBytes(file, LargestStatus);
            var status = JsonSerializer.Deserialize<LiveStatus>(content, WholeJson);
            return status is not null && IsOf(status, Path.GetFileNameWithoutExtension(file)) ? status : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or UnauthorizedAccessException)
        {
            // Cleared away at this moment, or written by another version: the journal still knows the run.
            return null;
        }
    }

    /// <summary>
    /// Whether a status is that of its file, and nothing that it lists lacks: files are deleted by its name.
    /// </summary>
    private static bool IsOf(LiveStatus status, string name)
    {
        IEnumerable<object?> listed = [.. status.Arguments, .. status.Runs, .. status.Log, .. status.Cells];
        return status.Id == name
            && listed.All(element => element is not null)
            && (status.Cell is not { } cell || (cell >= 0 && cell < status.Cells.Length))
            && (status.Phase is not { } phase || AreCurves(phase.Loss, phase.Accuracy, phase.Tests));
    }

    private static bool AreCurves(params IEnumerable<Curve> curves) =>
        curves.All(curve => curve.Steps.Length == curve.Values.Length);

    /// <summary>A status of a process that is gone without having said so is that of a lost run.</summary>
    private static LiveStatus Judged(LiveStatus status, DateTimeOffset now) =>
        !status.HasEnded && !(status.Process.IsAlive ?? now - status.Updated < Silence)
            ? status with { State = LiveState.Lost, Ended = status.Updated }
            : status;
}
