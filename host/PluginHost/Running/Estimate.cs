using PluginHost.Contracts;
using PluginHost.Engine;

namespace PluginHost.Running;

/// <summary>How long cells take, learnt from the recorded times of like ones on the same device.</summary>
internal sealed class Estimate(string device)
{
    private readonly Dictionary<string, List<double>> _trainings = [];
    private readonly Dictionary<string, List<double>> _noises = [];

    /// <summary>Learns from a recorded result.</summary>
    public void Learn(CellSpec spec, IReadOnlyDictionary<string, double> metrics, string ranOn)
    {
        if (ranOn != device)
        {
            return;
        }

        Add(_trainings, Training(spec), Metric.TrainSeconds);
        if (Noise(spec) is { } noise)
        {
            Add(_noises, noise, Metric.NoiseSeconds);
        }

        void Add(Dictionary<string, List<double>> times, string like, string metric)
        {
            if (metrics.TryGetValue(metric, out double seconds))
            {
                (times.TryGetValue(like, out var list) ? list : times[like] = []).Add(seconds);
            }
        }
    }

    /// <summary>The recorded time of trainings like a cell's; null when there is none.</summary>
    public TimeSpan? TrainingTime(CellSpec spec) =>
        _trainings.TryGetValue(Training(spec), out var times) ? TimeSpan.FromSeconds(times.Average()) : null;

    /// <summary>The recorded time of making noise like a cell's; null when there is none.</summary>
    public TimeSpan? NoiseTime(CellSpec spec) =>
        Noise(spec) is { } like && _noises.TryGetValue(like, out var times) ? TimeSpan.FromSeconds(times.Average()) : null;

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

    /// <summary>All that decides the time of a training; the seed and the noise do not.</summary>
    private static string Training(CellSpec spec) =>
        ContentKey.Of(new { spec.Data, spec.Model, spec.Training, spec.Precision, spec.Filter }).Hash;

    private static string? Noise(CellSpec spec) =>
        spec.Noise is null ? null : ContentKey.Of(new { spec.Data, spec.Noise, spec.Precision }).Hash;
}
