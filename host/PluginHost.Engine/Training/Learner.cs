using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Training;

/// <summary>A network with its optimizer and loss log: what one training step changes and a checkpoint keeps.</summary>
public sealed class Learner : IDisposable
{
    private readonly Compute _compute;
    private readonly TrainingSchedule _schedule;
    private readonly FusedSgd _optimizer;
    private readonly LossLog _log = new();

    /// <summary>Takes over a placed network.</summary>
    public Learner(Module<Tensor, Tensor> network, TrainingSchedule schedule, Compute compute)
    {
        Network = network;
        _compute = compute;
        _schedule = schedule;
        _optimizer = new FusedSgd(
            network.parameters(), schedule.LearningRate, momentum: schedule.Momentum, weight_decay: schedule.WeightDecay);
    }

    /// <summary>The network.</summary>
    public Module<Tensor, Tensor> Network { get; }

    /// <summary>The training loss of every step so far (up to the last fetch).</summary>
    public IReadOnlyList<double> Losses => _log.Losses;

    /// <summary>The training accuracy of every step so far (up to the last fetch).</summary>
    public IReadOnlyList<double> Accuracies => _log.Accuracies;

    /// <summary>One SGD step on the mean cross-entropy of a batch, in train mode, at the schedule's learning rate.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="images">float32 (N, C, H, W) in [0, 1], no graph.</param>
    /// <param name="labels">int64 (N).</param>
    public void Step(int step, Tensor images, Tensor labels)
    {
        NativeLeftovers.Collect();
        using var scope = NewDisposeScope();
        foreach (var group in _optimizer.ParamGroups)
        {
            group.LearningRate = _schedule.RateAt(step);
        }

        Network.train();
        _optimizer.zero_grad();
        Tensor logits;
        using (_compute.Autocast())
        {
            logits = NetworkGuard.Call(Network, images);
        }

        logits = logits.to(ScalarType.Float32);
        var loss = functional.cross_entropy(logits, labels);
        NetworkGuard.Back(Network, () =>
        {
            loss.backward();
            return loss;
        });
        _optimizer.step();
        _log.Add(loss, logits, labels);
    }

    /// <summary>Brings the log up to date; a loss that is not finite is an error.</summary>
    public void FetchLosses() => _log.Fetch();

    /// <summary>Mean training loss over the last steps.</summary>
    public double MeanLoss(int last) => _log.MeanLoss(last);

    /// <summary>Mean training accuracy over the last steps.</summary>
    public double MeanAccuracy(int last) => _log.MeanAccuracy(last);

    /// <summary>Adds weights, optimizer state and log to a checkpoint. The tensors are views or copies of the caller's scope.</summary>
    public void Save(IDictionary<string, Tensor> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        foreach (var (name, value) in Network.state_dict())
        {
            into["network." + name] = value;
        }

        foreach (var (name, value) in _optimizer.named_state())
        {
            into["optimizer." + name] = value;
        }

        into["log"] = _log.Save();
    }

    /// <summary>Restores what <see cref="Save"/> kept.</summary>
    public void Load(IReadOnlyDictionary<string, Tensor> from)
    {
        ArgumentNullException.ThrowIfNull(from);
        Network.load_state_dict(Part(from, "network."));
        _optimizer.load_named_state(Part(from, "optimizer."));
        _log.Load(from["log"]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        _optimizer.Dispose();
        Network.Dispose();
    }

    private static Dictionary<string, Tensor> Part(IReadOnlyDictionary<string, Tensor> all, string prefix) =>
        all.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);
}
