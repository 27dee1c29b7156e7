using System.Security.Cryptography;
using LiteDB;
using PluginHost.Store.Journals;
using PluginHost.Store.Records;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace PluginHost.Store.Database;

/// <summary>
/// The distinct specs, seeds aside, and what results were made with (device, data, plugins): each is kept once and
/// told by a number.
/// </summary>
/// <param name="db">The database.</param>
internal sealed class SpecDocuments(LiteDatabase db)
{
    /// <summary>Seeds of one spec come together, so the last few are enough to know most that come.</summary>
    private const int Remembered = 4096;

    /// <summary>After so many single questions all numbers are read at once.</summary>
    private const int Many = 50;

    private readonly Dictionary<CellSpec, (long Id, BsonDocument Fields)> _known = [];
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private int _asked;

    /// <summary>A spec's number and its fields, whatever its seed.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="place">Where a result of it lies.</param>
    /// <param name="nextId">Numbers a new document.</param>
    public (long Id, BsonDocument Fields) Of(CellSpec spec, EventPlace place, Func<long> nextId)
    {
        spec = spec with { Seed = 0 };
        if (!_known.TryGetValue(spec, out var known))
        {
            if (_known.Count == Remembered)
            {
                _known.Clear();
            }

            var fields = spec.Fields().Remove("seed");
            string json = JsonSerializer.Serialize(spec, ContentKey.Json);
            _known[spec] = known = (IdOf(Documents.Specs, HashOf(json), nextId, () => new BsonDocument
            {
                ["packed"] = PackedRows.Of(SettingOf(spec), place, fields),
                ["training"] = CellTimes.TrainingKey(spec),
                ["making"] = CellTimes.NoiseKey(spec),
            }), Documents.Of(fields));
        }

        return known;
    }

    /// <summary>The number of what a result was made with.</summary>
    /// <param name="e">The result.</param>
    /// <param name="nextId">Numbers a new document.</param>
    public long MadeWith(CellFinished e, Func<long> nextId)
    {
        string json = JsonSerializer.Serialize(new MadeWith(e.Device, e.DataSha256, e.Plugins), ContentKey.Json);
        return IdOf(Documents.MadeWith, HashOf(json), nextId, () => new BsonDocument { ["json"] = json });
    }

    private long IdOf(string collection, string key, Func<long> nextId, Func<BsonDocument> make)
    {
        if (_ids.TryGetValue(key, out long id) || (_asked <= Many && Find(collection, key, out id)))
        {
            return id;
        }

        var document = new BsonDocument { ["_id"] = id = nextId() };
        foreach (var (name, value) in make())
        {
            document[name] = value;
        }

        document["key"] = key;
        db.GetCollection(collection).Insert(document);
        return _ids[key] = id;
    }

    private bool Find(string collection, string key, out long id)
    {
        if (++_asked > Many)
        {
            foreach (var known in new[] { Documents.Specs, Documents.MadeWith }
                .SelectMany(name => db.GetCollection(name).Query().Select("{_id, key}").ToEnumerable()))
            {
                _ids[known["key"].AsString] = known["_id"].AsInt64;
            }

            return _ids.TryGetValue(key, out id);
        }

        var found = db.GetCollection(collection).FindOne(Documents.Is("key", key));
        id = found?["_id"].AsInt64 ?? 0;
        return found is not null;
    }

    /// <summary>What the noise is called decides nothing.</summary>
    private static string SettingOf(CellSpec spec) =>
        HashOf(JsonSerializer.Serialize(spec with { NoiseLabel = "" }, ContentKey.Json));

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
