using LiteDB;
using PluginHost.Store.Records;

namespace PluginHost.Store.Database;

/// <summary>Finds how long like cells took.</summary>
internal static class TimeLookup
{
    /// <summary>
    /// The times that were recorded, by <see cref="CellTimes"/> keys; what was never measured is absent.
    /// </summary>
    public static Dictionary<string, RecordedTimes> Of(
        LiteDatabase db, TimeKind kind, IEnumerable<string> keys, string device)
    {
        bool isTraining = kind == TimeKind.Training;
        string field = isTraining ? "training" : "making";
        string metric = isTraining ? Metric.TrainSeconds : Metric.NoiseSeconds;
        var times = new Dictionary<string, RecordedTimes>(StringComparer.Ordinal);
        foreach (string key in keys.Distinct())
        {
            var specs = db.GetCollection(Documents.Specs).Query()
                .Where(Documents.Is(field, key)).Select("{_id}").ToList();
            var results = db.GetCollection(Documents.Results).Query()
                .Where(Documents.IsIn("spec", specs.Select(spec => spec["_id"])))
                .Select("{state, metrics, device}").ToList();
            var counting = results.Where(result => result["state"] == Documents.Current && result["device"] == device);
            double[] seconds = [.. counting.Select(result => result["metrics"][metric])
                .Where(value => value.IsNumber).Select(value => value.AsDouble)];
            if (seconds.Length > 0)
            {
                times[key] = new RecordedTimes(seconds.Sum(), seconds.Length);
            }
        }

        return times;
    }
}
