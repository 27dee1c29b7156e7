using PluginHost.Contracts;
using PluginHost.Engine;

namespace PluginHost.Running;

/// <summary>What is to run, counted in passes (a batch forward and backward through its network), and how long that takes.</summary>
internal sealed record Workload
{
    public int Noises { get; private set; }

    /// <summary>Passes of the noise sets whose method tells them.</summary>
    public long NoisePasses { get; private set; }

    public int Trainings { get; private set; }

    public long TrainingPasses { get; private set; }

    /// <summary>What is in no number: methods that do not tell their passes, data sets whose size is not known here.</summary>
    public SortedSet<string> Uncounted { get; } = new(StringComparer.Ordinal);

    /// <summary>The time by recorded times where there are like ones, else by measurement; null when nothing was measured.</summary>
    public TimeSpan? Time { get; private set; }

    /// <summary>The networks that were timed for it.</summary>
    public SortedDictionary<string, PassTimes> Timed { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts what cells take.</summary>
    /// <param name="cells">The cells to run.</param>
    /// <param name="hasNoise">Whether a noise set is there already.</param>
    /// <param name="sizes">The data sets.</param>
    /// <param name="catalogue">The plugins.</param>
    /// <param name="recorded">Recorded times of like cells.</param>
    /// <param name="stopwatch">Times networks; null to count only.</param>
    public static Workload Of(
        IEnumerable<PlannedCell> cells, Func<ContentKey, bool> hasNoise, DataSizes sizes, IPluginCatalogue catalogue,
        Estimate recorded, NetworkTimes? stopwatch)
    {
        var work = new Workload { Time = stopwatch is null ? null : TimeSpan.Zero };
        var made = new HashSet<ContentKey>();
        foreach (var cell in cells)
        {
            if (cell.NoiseKey is { } key && !hasNoise(key) && made.Add(key))
            {
                work.Add(cell.Spec, sizes.Of(cell.Spec.Data), catalogue, recorded, stopwatch);
            }

            work.Add(cell.Spec, sizes.Of(cell.Spec.Data), recorded, stopwatch);
        }

        return work;
    }

    /// <summary>Adds the noise of a cell.</summary>
    private void Add(CellSpec cell, DataSize? size, IPluginCatalogue catalogue, Estimate recorded, NetworkTimes? stopwatch)
    {
        Noises++;
        if (cell.Noise is not { } noise)
        {
            return;
        }

        long? passes = size is null ? null : catalogue.Noise(noise.Method).Passes(size.Train, noise.Surrogate);
        NoisePasses += passes ?? 0;
        if (recorded.NoiseTime(cell) is { } known)
        {
            Time += known;
        }
        else if (passes is { } count && size is not null && noise.Surrogate is { } surrogate
            && stopwatch?.Of(surrogate.Model, size, surrogate.Schedule.BatchSize, noise.Augmentation, cell.Precision, Timed) is { } times)
        {
            long updates = Math.Min(surrogate.Schedule.Iterations, count);
            Time += (times.Update * updates) + (times.Attack * (count - updates));
        }

        if (passes is null)
        {
            Uncounted.Add(size is null ? $"the size of {cell.Data.Name}, which is not here" : $"noise {noise.Method.Id}, which does not tell its passes");
        }
    }

    /// <summary>Adds the training of a cell.</summary>
    private void Add(CellSpec cell, DataSize? size, Estimate recorded, NetworkTimes? stopwatch)
    {
        Trainings++;
        var spec = cell.Training;
        if (size is null)
        {
            Uncounted.Add($"the size of {cell.Data.Name}, which is not here");
            return;
        }

        long passes = Engine.TrainingPasses.Of(spec, size.Test);
        TrainingPasses += passes;
        if (recorded.TrainingTime(cell) is { } known)
        {
            Time += known;
        }
        else if (stopwatch?.Of(cell.Model, size, spec.Schedule.BatchSize, spec.Augmentation, cell.Precision, Timed) is { } times)
        {
            int tests = spec.TestEvery is { } every ? ((spec.Schedule.Iterations - 1) / every) + 1 : 1;
            double batches = tests * Math.Ceiling((double)size.Test / spec.Schedule.BatchSize);
            Time += (times.Update * spec.Schedule.Iterations) + (times.Attack * (passes - spec.Schedule.Iterations)) + (times.Test * batches);
        }
    }
}
