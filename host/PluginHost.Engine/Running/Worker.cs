using System.Collections.Immutable;
using PluginHost.Engine.Checkpoints;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Planning;
using PluginHost.Engine.Plugins;
using PluginHost.Engine.Training;
using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Running;

/// <summary>What a worker runs with.</summary>
/// <param name="Catalogue">The loaded plugins.</param>
/// <param name="Data">The data sets.</param>
/// <param name="StoreFolder">Where artifacts and checkpoints lie.</param>
/// <param name="Journal">Where events go.</param>
/// <param name="Compute">The device; a cell's own precision counts.</param>
/// <param name="Clock">The time.</param>
/// <param name="Notice">Told in one line what the user should know.</param>
public sealed record WorkerSettings(
    IPluginCatalogue Catalogue, DataSets Data, string StoreFolder, IJournal Journal, Compute Compute, TimeProvider Clock,
    Action<string> Notice)
{
    /// <summary>Noise and protected sets of at least so many bytes stay on the disk; smaller ones lie in memory.</summary>
    public long LargeBytes { get; init; } = MappedFile.LargeBytes;
}

/// <summary>
/// Runs cells one after another: makes or finds the noise, trains, tests, records. Torch's generator is shared, so a
/// process runs one worker.
/// </summary>
public sealed class Worker : IDisposable
{
    private const int LossWindow = 50;
    private readonly WorkerSettings _settings;
    private readonly StoreLayout _store;
    private readonly NoiseArtifacts _noises;
    private readonly GuardedCatalogue _plugins;
    private (DataSpec Spec, DataSet Set)? _opened;

    /// <summary>A worker over a store.</summary>
    public Worker(WorkerSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _store = new StoreLayout(settings.StoreFolder);
        _plugins = GuardedCatalogue.Of(settings.Catalogue);
        _noises = new NoiseArtifacts(_store, settings.Notice, settings.LargeBytes);
    }

    /// <summary>Where the trained model of a cell is kept, before its result is recorded.</summary>
    public static string ModelFile(string store, ContentKey cell) =>
        Path.Combine(new StoreLayout(store).Models, cell.Hash + ".safetensors");

    /// <summary>Whether progress of a piece of work was saved.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="kind"><c>noise</c> or <c>cell</c>.</param>
    /// <param name="key">The key of the noise or of the cell.</param>
    public static bool HasCheckpoint(string store, string kind, ContentKey key) =>
        CheckpointFile.IsAt(CheckpointPath(store, kind, key));

    /// <summary>
    /// Deletes the checkpoint of a cell that has a result: its run was killed before it could. Nothing happens while a
    /// run is at the cell.
    /// </summary>
    public static void DeleteCheckpoint(string store, ContentKey cell)
    {
        if (!HasCheckpoint(store, "cell", cell))
        {
            return;
        }

        using var mine = WorkLock.TryTake(store, "cell", cell);
        if (mine is not null)
        {
            CheckpointFile.Delete(CheckpointPath(store, "cell", cell));
        }
    }

    /// <summary>Whether a noise set has been made already.</summary>
    public bool HasNoise(ContentKey key) => _noises.Has(key);

    /// <summary>Runs one cell from where its checkpoint stands, and records it.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="stop">Asks to stop after the current step; progress is saved.</param>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    /// <exception cref="PluginException">A plugin of the cell threw, or broke its contract.</exception>
    /// <exception cref="EngineException">The cell cannot go on; other exceptions come from data or torch.</exception>
    public CellFinished Run(string run, PlannedCell cell, IProgress<StepReport> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            return RunCell(run, cell, progress, stop);
        }
        finally
        {
            foreach (string notice in _plugins.TakeNotices())
            {
                _settings.Notice(notice);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _opened?.Set.Dispose();

    private DateTimeOffset Now => _settings.Clock.GetUtcNow();

    private CellFinished RunCell(string run, PlannedCell cell, IProgress<StepReport> progress, CancellationToken stop)
    {
        using var scope = NewDisposeScope();
        var compute = _settings.Compute with { Precision = cell.Spec.Precision };
        var data = Open(cell.Spec.Data);
        _settings.Journal.Append(new CellStarted(cell.Key.Hash, cell.Spec) { At = Now, Run = run });
        using var noise = NoiseOf(run, cell, data, compute, progress, stop);
        var images = TrainingSet(cell.Spec, data.Train, noise);
        try
        {
            return Train(run, cell, data, images, noise, compute, progress, stop);
        }
        finally
        {
            if (!ReferenceEquals(images, data.Train))
            {
                (images as IDisposable)?.Dispose();
            }
        }
    }

    private LabelledImages TrainingSet(CellSpec spec, LabelledImages clean, NoiseArtifact? noise)
    {
        var filter = spec.Filter is null ? null : _plugins.Filter(spec.Filter);
        bool[] carries = ProtectedSet.Selection(spec, clean.Count);
        return spec.TrainSet == TrainSet.CleanPart
            ? ProtectedSet.Compose(new SubsetImages(clean, carries, wanted: false), null, [], filter, _settings.LargeBytes)
            : ProtectedSet.Compose(clean, noise?.Noise, carries, filter, _settings.LargeBytes);
    }

    private CellFinished Train(
        string run, PlannedCell cell, DataSet data, LabelledImages images, NoiseArtifact? noise, Compute compute,
        IProgress<StepReport> progress, CancellationToken stop)
    {
        // A worker outlives a killed run until its step is done, and then saves its progress.
        using var mine = WorkLock.Take(_settings.StoreFolder, "training", cell.Key, _settings.Notice, stop);
        var spec = cell.Spec;
        var random = new RandomStreams(spec.Seed).For("training");
        var augmentation = AugmentationOf(spec.Training.Augmentation);
        var checkpoint = CheckpointOf("cell", cell.Key, stop);
        var training = new ModelTraining
        {
            Images = images,
            TestImages = data.Test,
            Spec = spec.Training,
            Augmentation = augmentation,
            Compute = compute,
            Random = random,
            Checkpoint = checkpoint,
            Progress = progress,
            Stop = stop,
        };
        random.Begin("initialisation");
        var shape = augmentation?.OutputShape(images.Shape) ?? images.Shape;
        using var learner = new Learner(
            Network(spec.Model, spec.Weights, shape, images.Classes, compute), spec.Training.Schedule, compute);
        var outcome = training.Run(learner);
        KeepModel(cell.Key, learner.Network);
        var finished = Finished(run, cell, data, noise, compute, outcome, checkpoint.Seconds);
        _settings.Journal.Append(finished);
        checkpoint.Delete();
        return finished;
    }

    private CellFinished Finished(
        string run, PlannedCell cell, DataSet data, NoiseArtifact? noise, Compute compute, TrainingOutcome outcome, double seconds)
    {
        var metrics = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        metrics[Metric.TestAccuracy] = outcome.TestAccuracy;
        metrics[Metric.BestTestAccuracy] = outcome.TestCurve.Max(test => test.Accuracy);
        if (outcome.RobustAccuracy is { } robust)
        {
            metrics[Metric.RobustAccuracy] = robust;
        }

        metrics[Metric.TrainLoss] = outcome.Losses.TakeLast(LossWindow).Average();
        metrics[Metric.TrainAccuracy] = outcome.Accuracies.TakeLast(LossWindow).Average();
        metrics[Metric.TrainSeconds] = seconds;
        if (noise is not null)
        {
            metrics[Metric.NoiseSeconds] = noise.Seconds;
        }

        ImmutableArray<int> steps = [.. Enumerable.Range(1, outcome.Losses.Count)];
        var curves = ImmutableSortedDictionary.CreateBuilder<string, Curve>(StringComparer.Ordinal);
        curves[Metric.TrainLoss] = new Curve(steps, [.. outcome.Losses.Select(Rounded)]);
        curves[Metric.TrainAccuracy] = new Curve(steps, [.. outcome.Accuracies.Select(Rounded)]);
        curves[Metric.TestAccuracy] = new Curve(
            [.. outcome.TestCurve.Select(test => test.Step)], [.. outcome.TestCurve.Select(test => test.Accuracy)]);
        return new CellFinished(
            cell.Key.Hash, cell.Spec, metrics.ToImmutable(), curves.ToImmutable(), cell.Plugins, data.Sha256,
            cell.NoiseKey?.Hash, compute.Device.ToString())
        {
            At = Now,
            Run = run,
        };
    }

    /// <summary>Curves are for plots: five decimals keep journals small.</summary>
    private static double Rounded(double value) => Math.Round(value, 5);

    private NoiseArtifact? NoiseOf(
        string run, PlannedCell cell, DataSet data, Compute compute, IProgress<StepReport> progress, CancellationToken stop)
    {
        if (cell.Spec.Noise is not { } spec || cell.NoiseKey is not { } key)
        {
            return null;
        }

        bool isDamaged = _noises.Has(key);
        if (_noises.Find(key) is { } found)
        {
            return Tidied(found);
        }

        // Another run may make the same noise for a cell of its own.
        using var mine = WorkLock.Take(_settings.StoreFolder, "noise", key, _settings.Notice, stop);
        if (!isDamaged && _noises.Find(key) is { } made)
        {
            return Tidied(made);
        }

        var file = CheckpointOf("noise", key, stop);
        NoiseArtifact kept;
        try
        {
            kept = Made();
        }
        catch (DamagedNoiseException damage)
        {
            _settings.Notice($"{damage.Message}; it is made anew");
            file.Delete();
            kept = Made();
        }

        _settings.Journal.Append(
            new ArtifactMade("noise", key.Hash, kept.Sha256, kept.Seconds) { At = Now, Run = run });
        file.Delete();
        return kept;

        // A process that was killed when the noise was in its place has not deleted what it came from.
        NoiseArtifact Tidied(NoiseArtifact noise)
        {
            CheckpointOf("noise", key, stop).Delete();
            _noises.DeleteMaking(key);
            return noise;
        }

        NoiseArtifact Made()
        {
            var noise = _noises.Begin(key, data.Train.Count, data.Train.Shape, file.Exists);
            using var files = noise as IDisposable;
            var checkpoint = new NoiseCheckpoint(noise, file);
            if (!file.Exists || !checkpoint.IsDone())
            {
                Make(cell, spec, data, compute, noise, checkpoint, progress, stop);
                if (noise is MappedNoise)
                {
                    // Putting it in its place overwrites what the last checkpoint speaks of.
                    checkpoint.Done();
                }
            }

            return _noises.Keep(key, noise, file.Seconds, cell.Spec, Now);
        }
    }

    private void Make(
        PlannedCell cell, NoiseSpec spec, DataSet data, Compute compute, StoredNoise noise, NoiseCheckpoint checkpoint,
        IProgress<StepReport> progress, CancellationToken stop)
    {
        _plugins.Noise(spec.Method).Make(new NoiseContext
        {
            Images = data.Train,
            Noise = noise,
            Compute = compute,
            Surrogate = SurrogateOf(spec, data.Train, compute),
            Augmentation = AugmentationOf(spec.Augmentation),
            Random = new RandomStreams(cell.Spec.Seed).For("noise"),
            Checkpoint = checkpoint,
            Progress = progress,
            Cancellation = stop,
        });
    }

    private SurrogateTraining? SurrogateOf(NoiseSpec spec, LabelledImages images, Compute compute)
    {
        if (spec.Surrogate is not { } surrogate)
        {
            return null;
        }

        var shape = AugmentationOf(spec.Augmentation)?.OutputShape(images.Shape) ?? images.Shape;
        return new SurrogateTraining(
            () => Network(surrogate.Model, surrogate.Weights, shape, images.Classes, compute), surrogate.Schedule);
    }

    private Module<Tensor, Tensor> Network(PluginUse model, StartWeights? weights, ImageShape shape, int classes, Compute compute)
    {
        var network = _plugins.Model(model).Build(shape, classes);
        if (weights is not null)
        {
            WeightsFile.Load(network, weights, model.Id);
        }

        return compute.Place(network);
    }

    private IAugmentation? AugmentationOf(PluginUse? use) => use is null ? null : _plugins.Augmentation(use);

    private CheckpointFile CheckpointOf(string kind, ContentKey key, CancellationToken stop) =>
        new(CheckpointPath(_settings.StoreFolder, kind, key), _settings.Clock, _settings.Notice, stop);

    private static string CheckpointPath(string store, string kind, ContentKey key) =>
        Path.Combine(new StoreLayout(store).Checkpoints, $"{kind}-{key.Hash}.safetensors");

    private void KeepModel(ContentKey key, Module<Tensor, Tensor> network)
    {
        _store.Make(_store.Models);
        string file = ModelFile(_settings.StoreFolder, key);
        Safetensors.Save(file, network.state_dict(), new Dictionary<string, string>());
    }

    private DataSet Open(DataSpec spec)
    {
        if (_opened is { } open)
        {
            if (open.Spec == spec)
            {
                return open.Set;
            }

            open.Set.Dispose();
            _opened = null;
        }

        var set = _settings.Data.Open(spec);
        _opened = (spec, set);
        return set;
    }
}
