using LiteDB;

namespace PluginHost.Results;

/// <summary>Where an event lies.</summary>
/// <param name="Journal">The file, below the journals' folder.</param>
/// <param name="Offset">Where the line begins, in bytes.</param>
/// <param name="Length">How many bytes it has, without its line feed.</param>
internal readonly record struct EventPlace(string Journal, long Offset, long Length)
{
    public static EventPlace Read(BsonValue place) =>
        new(place["journal"].AsString, place["offset"].AsInt64, place["length"].AsInt64);

    public BsonDocument Document() => new() { ["journal"] = Journal, ["offset"] = Offset, ["length"] = Length };
}
