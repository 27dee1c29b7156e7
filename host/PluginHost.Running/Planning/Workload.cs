using PluginHost.Engine.Planning;

namespace PluginHost.Running.Planning;

/// <summary>What is to run, counted in passes (a batch forward and backward through its network), and how long that takes.</summary>
public sealed record Workload
{
    public int Noises { get; private set; }

    /// <summary>Passes of the noise sets whose method tells them.</summary>
    public long NoisePasses { get; private set; }

    /// <summary>Whether <see cref="NoisePasses"/> is an upper bound, because a method may end early or a data set have fewer images.</summary>
    public bool IsAtMost { get; private set; }

    /// <summary>What takes no passes, in the methods' own terms, with the number of noise sets that take it.</summary>
    public SortedDictionary<string, int> OtherWork { get; } = new(StringComparer.Ordinal);

    public int Trainings { get; private set; }

    public long TrainingPasses { get; private set; }

    /// <summary>What is in no number: methods that do not tell their passes, data sets whose size is not known here.</summary>
    public SortedSet<string> Uncounted { get; } = new(StringComparer.Ordinal);

    /// <summary>The time by recorded times where there are like ones, else by measurement; null when nothing was measured.</summary>
    public TimeSpan? Time { get; private set; }

    /// <summary>The networks that were timed for it.</summary>
    public SortedDictionary<string, PassTimes> Timed { get; } = new(StringComparer.Ordinal);

    /// <summary>The noise that was made on trial for it.</summary>
    public HashSet<NoiseTrial> Trials { get; } = [];

    /// <summary>Counts what cells take.</summary>
    /// <param name="cells">The cells to run.</param>
    /// <param name="hasNoise">Whether a noise set is there already.</param>
    /// <param name="sizes">The data sets.</param>
    /// <param name="catalogue">The plugins.</param>
    /// <param name="recorded">Recorded times of like cells.</param>
    /// <param name="stopwatch">Times networks; null to count only.</param>
    internal static Workload Of(
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

        if (size is null)
        {
            Uncounted.Add($"the size of {cell.Data.Name}, which is not here");
            return;
        }

        var method = catalogue.Noise(noise.Method);
        var work = method.Work(size.Train, size.Shape);
        if (work is not null)
        {
            string text = $"{noise.Method.Id}: {work.Text}";
            OtherWork[text] = OtherWork.GetValueOrDefault(text) + 1;
        }

        long? passes = method.Passes(size.Train, noise.Surrogate);
        NoisePasses += passes ?? 0;
        IsAtMost |= size.IsAtMost || (passes is not null && method.MayEndEarly);
        if (passes is null)
        {
            Uncounted.Add($"noise {noise.Method.Id}, which does not tell its passes");
        }

        if (recorded.NoiseTime(cell) is { } known)
        {
            Time += known;
        }
        else if (stopwatch is not null)
        {
            Time += ByMeasurement(cell, noise, size, work, (passes ?? 0, method.PassBatch), stopwatch);
        }
    }

    private TimeSpan ByMeasurement(
        CellSpec cell, NoiseSpec noise, DataSize size, NoiseWork? work, (long Count, int? Batch) passes, NetworkTimes stopwatch)
    {
        var time = TimeSpan.Zero;
        if (passes.Count > 0 && noise.Surrogate is { } surrogate)
        {
            var times = stopwatch.Of(surrogate.Model, size, passes.Batch ?? surrogate.Schedule.BatchSize, noise.Augmentation, cell.Precision, Timed);
            long updates = Math.Min(surrogate.Schedule.Iterations, passes.Count);
            time += (times.Update * updates) + (times.Attack * (passes.Count - updates));
        }

        if (work is not null && stopwatch.Of(noise.Method, size, cell.Precision) is { } trial)
        {
            Trials.Add(trial);
            time += trial.For(work);
        }

        return time;
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

        long passes = Engine.Planning.TrainingPasses.Of(spec, size.Test);
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
