using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.Engine.Attacks;

namespace Noise.ErrorMinimizingHuang;

/// <summary>The rounds of training and sweeping, with all that they keep between steps.</summary>
internal sealed class Rounds : IDisposable
{
    private const string Exact = "exact noise";
    private readonly NoiseContext _context;
    private readonly ErrorMinimizingHuangOptions _options;
    private readonly ClippedSurrogate _surrogate;
    private readonly long[] _all;
    private readonly long[] _swept;
    private readonly Tensor _noise;
    private double? _error;

    public Rounds(NoiseContext context, SurrogateTraining surrogate, ErrorMinimizingHuangOptions options)
    {
        (_context, _options) = (context, options);
        _all = Shuffled(context);
        _swept = options.ClassWise ? Part(_all, context.Images, options.Subset) : _all;
        _noise = Zero(context, options.ClassWise);
        context.Random.Begin("initialisation");
        _surrogate = new ClippedSurrogate(surrogate, options.ClipNorm, context.Compute);
    }

    public required ThreatModel Threat { get; init; }

    /// <summary>The rounds after which it ends, whatever the error is.</summary>
    public required int Limit { get; init; }

    private int SweepBatches => Batches(_swept);

    private int StepsPerRound => _options.TrainBatches + SweepBatches;

    /// <summary>Goes on from where the checkpoint stands to the end, and writes the noise of every image.</summary>
    public void Run()
    {
        for (int done = Restore(); !IsOver(done); SaveIfDue(++done))
        {
            int round = done / StepsPerRound, step = done % StepsPerRound;
            double? loss = null;
            if (step < _options.TrainBatches)
            {
                loss = Train((round * _options.TrainBatches) + step);
            }
            else
            {
                Sweep(step - _options.TrainBatches);
            }

            _context.Progress.Report(new StepReport(
                $"noise em-huang, round {round + 1} of at most {Limit}", step + 1, StepsPerRound, loss, 1 - _error));
        }

        Write();
    }

    public void Dispose()
    {
        _surrogate.Dispose();
        _noise.Dispose();
    }

    /// <summary>Looks at the error between two rounds. A resumed run computes it anew, so nothing of it is saved.</summary>
    private bool IsOver(int done)
    {
        if (done == 0 || done % StepsPerRound != 0)
        {
            return false;
        }

        _error = Error(done);
        return _error <= _options.StopError || done / StepsPerRound >= Limit;
    }

    private double Train(int step)
    {
        using var scope = NewDisposeScope();
        var batch = Read(_all, step % Batches(_all));
        _context.Random.Begin("network", step);
        var images = (batch.Pixels + NoiseOf(batch)).clamp_(0.0, 1.0);
        return _surrogate.Step(images.contiguous(memory_format.channels_last), batch.Labels);
    }

    private void Sweep(int number)
    {
        using var scope = NewDisposeScope();
        var batch = Read(_swept, number);
        using var frozen = FrozenNetwork.Of(_surrogate.Network, _context.Compute);
        var noise = WarmDescent.Continue(frozen, batch.Pixels, batch.Labels, NoiseOf(batch), Threat);
        if (_options.ClassWise)
        {
            var classes = WarmDescent.MeanOfClasses(_noise.to(noise.device), noise, batch.Labels);
            _noise.copy_(NormBall.Project_(classes, Norm.LInf, _options.Radius));
        }
        else
        {
            _noise.index_copy_(0, tensor(batch.Indices), noise.cpu());
        }
    }

    /// <summary>The share of the swept images, with their noise, that the surrogate gets wrong.</summary>
    private double Error(int done)
    {
        using var quiet = no_grad();
        using var frozen = FrozenNetwork.Of(_surrogate.Network, _context.Compute);
        double wrong = 0;
        for (int number = 0; number < SweepBatches; number++)
        {
            using var scope = NewDisposeScope();
            var batch = Read(_swept, number);
            var logits = frozen.Logits((batch.Pixels + NoiseOf(batch)).clamp_(0.0, 1.0));
            wrong += logits.argmax(1).ne(batch.Labels).to(ScalarType.Float32).sum().cpu().item<float>();
            SaveIfDue(done);
        }

        return wrong / _swept.Length;
    }

    private void Write()
    {
        for (int number = 0; number < Batches(_all); number++)
        {
            using var scope = NewDisposeScope();
            var batch = Read(_all, number);
            _context.Noise.Write(batch.Indices, NoiseOf(batch));
        }
    }

    private Tensor NoiseOf(ImageBatch batch)
    {
        using var which = _options.ClassWise ? batch.Labels.cpu() : tensor(batch.Indices);
        return _noise.index_select(0, which).to(batch.Pixels.device);
    }

    private ImageBatch Read(long[] from, int number) =>
        _context.Images.Read(from.AsSpan(number * _options.BatchSize, Math.Min(_options.BatchSize, from.Length - (number * _options.BatchSize))), _context.Compute.Device);

    private int Batches(long[] of) => (of.Length + _options.BatchSize - 1) / _options.BatchSize;

    private int Restore()
    {
        using var scope = NewDisposeScope();
        if (_context.Checkpoint.Load() is not { } saved)
        {
            return 0;
        }

        _surrogate.Load(saved.Tensors);
        _noise.copy_(saved.Tensors[Exact]);
        return saved.Step;
    }

    private void SaveIfDue(int done)
    {
        if (_context.Checkpoint.Due)
        {
            using var scope = NewDisposeScope();
            var state = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Exact] = _noise };
            _surrogate.Save(state);
            _context.Checkpoint.Save(new CheckpointState(done, state));
        }

        _context.Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>One order for all rounds: a set that lies sorted by class would else give batches of a single class.</summary>
    private static long[] Shuffled(NoiseContext context)
    {
        context.Random.Begin("order");
        using var drawn = randperm(context.Images.Count);
        return drawn.data<long>().ToArray();
    }

    /// <summary>The same share of every class, at least one image of each.</summary>
    private static long[] Part(long[] all, LabelledImages images, double share)
    {
        var chosen = all.GroupBy(index => images.Labels[(int)index])
            .SelectMany(members => members.Take(Math.Max(1, (int)Math.Round(members.Count() * share)))).ToHashSet();
        return [.. all.Where(chosen.Contains)];
    }

    /// <summary>The exact noise: rounding it between rounds would lose the small steps of the classes' means.</summary>
    private static Tensor Zero(NoiseContext context, bool classWise)
    {
        var shape = context.Images.Shape;
        long count = classWise ? context.Images.Classes : context.Images.Count;
        long bytes = count * shape.Size * sizeof(float);
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes <= memory / 2
            ? zeros([count, shape.Channels, shape.Height, shape.Width])
            : throw new EngineException(
                $"em-huang keeps the exact noise of {count} images of {shape} in memory: {bytes >> 30} GB, and there are {memory >> 30} GB; "
                + "use class-wise=true or fewer images");
    }
}
