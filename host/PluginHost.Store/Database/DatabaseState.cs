using LiteDB;

namespace PluginHost.Store.Database;

/// <summary>What the database says of itself.</summary>
/// <param name="Identity">Another one for every database that was made.</param>
/// <param name="Version">
/// Raised by everything that changes results; a result carries the one that changed it last.
/// </param>
/// <param name="LastId">The last number that a document got.</param>
internal sealed record DatabaseState(string Identity, long Version, long LastId)
{
    public static DatabaseState Read(LiteDatabase db) => db.GetCollection(Documents.State).FindById(0) is { } state
        ? new DatabaseState(state["identity"].AsString, state["version"].AsInt64, state["lastId"].AsInt64)
        : new DatabaseState(Guid.NewGuid().ToString("N"), 0, 0);

    public void Write(LiteDatabase db) => db.GetCollection(Documents.State).Upsert(
        new BsonDocument { ["_id"] = 0, ["identity"] = Identity, ["version"] = Version, ["lastId"] = LastId });
}
