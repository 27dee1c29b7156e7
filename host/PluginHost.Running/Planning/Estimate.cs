using PluginHost.Engine.Planning;
using PluginHost.Store;
using PluginHost.Store.Records;

namespace PluginHost.Running.Planning;

/// <summary>How long cells take, learnt from the recorded times of like ones on the same device.</summary>
internal sealed class Estimate(string device)
{
    private readonly Dictionary<string, RecordedTimes> _trainings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordedTimes> _noises = new(StringComparer.Ordinal);

    /// <summary>Learns what the store has of cells like these.</summary>
    public void Learn(ResultStore store, IReadOnlyCollection<CellSpec> cells)
    {
        Take(_trainings, store.Times(TimeKind.Training, cells.Select(CellTimes.TrainingKey), device));
        Take(_noises, store.Times(TimeKind.Noise, cells.Select(CellTimes.NoiseKey).OfType<string>(), device));

        static void Take(Dictionary<string, RecordedTimes> times, IReadOnlyDictionary<string, RecordedTimes> recorded)
        {
            foreach (var (key, time) in recorded)
            {
                times[key] = time;
            }
        }
    }

    /// <summary>Learns from a new result.</summary>
    public void Learn(CellSpec spec, IReadOnlyDictionary<string, double> metrics, string ranOn)
    {
        if (ranOn != device)
        {
            return;
        }

        Add(_trainings, CellTimes.TrainingKey(spec), Metric.TrainSeconds);
        if (CellTimes.NoiseKey(spec) is { } noise)
        {
            Add(_noises, noise, Metric.NoiseSeconds);
        }

        void Add(Dictionary<string, RecordedTimes> times, string like, string metric)
        {
            if (metrics.TryGetValue(metric, out double seconds))
            {
                var known = times.GetValueOrDefault(like);
                times[like] = new RecordedTimes(known.Seconds + seconds, known.Count + 1);
            }
        }
    }

    /// <summary>The recorded time of trainings like a cell's; null when there is none.</summary>
    public TimeSpan? TrainingTime(CellSpec spec) =>
        _trainings.TryGetValue(CellTimes.TrainingKey(spec), out var times) ? times.Mean : null;

    /// <summary>The recorded time of making noise like a cell's; null when there is none.</summary>
    public TimeSpan? NoiseTime(CellSpec spec) =>
        CellTimes.NoiseKey(spec) is { } like && _noises.TryGetValue(like, out var times) ? times.Mean : null;

    /// <summary>The time for cells; null when nothing like one of them was ever run here.</summary>
    /// <param name="cells">The cells to run.</param>
    /// <param name="hasNoise">Whether a noise set is there already.</param>
    public TimeSpan? For(IEnumerable<PlannedCell> cells, Func<ContentKey, bool> hasNoise)
    {
        double seconds = 0;
        var made = new HashSet<ContentKey>();
        foreach (var cell in cells)
        {
            if (TrainingTime(cell.Spec) is not { } training)
            {
                return null;
            }

            seconds += training.TotalSeconds;
            if (cell.NoiseKey is { } key && !hasNoise(key) && made.Add(key))
            {
                if (NoiseTime(cell.Spec) is not { } noise)
                {
                    return null;
                }

                seconds += noise.TotalSeconds;
            }
        }

        return TimeSpan.FromSeconds(seconds);
    }
}
