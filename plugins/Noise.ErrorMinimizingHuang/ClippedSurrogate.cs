using PluginHost.Contracts;

namespace Noise.ErrorMinimizingHuang;

/// <summary>The surrogate with its optimizer: SGD at a constant learning rate, gradients clipped by their common length.</summary>
internal sealed class ClippedSurrogate : IDisposable
{
    private readonly Compute _compute;
    private readonly double _clipNorm;
    private readonly FusedSgd _optimizer;

    public ClippedSurrogate(SurrogateTraining surrogate, double clipNorm, Compute compute)
    {
        _compute = compute;
        _clipNorm = clipNorm;
        Network = surrogate.Build();
        var schedule = surrogate.Schedule;
        _optimizer = new FusedSgd(
            Network.parameters(), schedule.LearningRate, momentum: schedule.Momentum, weight_decay: schedule.WeightDecay);
    }

    public Module<Tensor, Tensor> Network { get; }

    /// <summary>One step on the mean cross-entropy of a batch, in train mode.</summary>
    /// <returns>The loss before the step.</returns>
    public double Step(Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        Network.train();
        _optimizer.zero_grad();
        Tensor logits;
        using (_compute.Autocast())
        {
            logits = Network.call(images);
        }

        var loss = functional.cross_entropy(logits.to(ScalarType.Float32), labels);
        loss.backward();
        if (_clipNorm > 0)
        {
            nn.utils.clip_grad_norm_(Network.parameters(), _clipNorm);
        }

        _optimizer.step();
        return loss.detach().cpu().item<float>();
    }

    public void Save(IDictionary<string, Tensor> into)
    {
        foreach (var (name, value) in Network.state_dict())
        {
            into["network." + name] = value;
        }

        foreach (var (name, value) in _optimizer.named_state())
        {
            into["optimizer." + name] = value;
        }
    }

    public void Load(IReadOnlyDictionary<string, Tensor> from)
    {
        Network.load_state_dict(Part(from, "network."));
        _optimizer.load_named_state(Part(from, "optimizer."));
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        Network.Dispose();
    }

    private static Dictionary<string, Tensor> Part(IReadOnlyDictionary<string, Tensor> all, string prefix) =>
        all.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key[prefix.Length..], entry => entry.Value, StringComparer.Ordinal);
}
