namespace PluginHost.Engine.Training;

/// <summary>
/// Loss and accuracy of every training step. Values stay on the device and are fetched a few dozen at a time, so that
/// a step does not wait for the one before it.
/// </summary>
internal sealed class LossLog : IDisposable
{
    private const int FetchEvery = 20;
    private readonly List<Tensor> _pending = [];
    private readonly List<double> _losses = [];
    private readonly List<double> _accuracies = [];

    public IReadOnlyList<double> Losses => _losses;

    public IReadOnlyList<double> Accuracies => _accuracies;

    /// <summary>Takes the loss and the share of right answers of one step.</summary>
    public void Add(Tensor loss, Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var right = logits.detach().argmax(1).eq(labels).to(ScalarType.Float32).mean();
        _pending.Add(stack([loss.detach(), right]).DetachFromDisposeScope());
        if (_pending.Count >= FetchEvery)
        {
            Fetch();
        }
    }

    /// <summary>Brings all pending values over. A loss that is not finite ends the cell.</summary>
    /// <exception cref="EngineException">A loss is NaN or infinite.</exception>
    public void Fetch()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        using (var scope = NewDisposeScope())
        {
            float[] values = stack(_pending).cpu().flatten().data<float>().ToArray();
            for (int i = 0; i < values.Length; i += 2)
            {
                _losses.Add(values[i]);
                _accuracies.Add(values[i + 1]);
            }
        }

        foreach (var tensor in _pending)
        {
            tensor.Dispose();
        }

        int first = _losses.Count - _pending.Count;
        _pending.Clear();
        int bad = _losses.FindIndex(first, loss => !double.IsFinite(loss));
        if (bad >= 0)
        {
            throw new EngineException(
                $"the training loss is not finite at step {bad + 1}; lower the learning rate or use --precision fp32");
        }
    }

    /// <summary>Mean loss over the last steps.</summary>
    public double MeanLoss(int last) => _losses.TakeLast(last).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Mean accuracy over the last steps.</summary>
    public double MeanAccuracy(int last) => _accuracies.TakeLast(last).DefaultIfEmpty(double.NaN).Average();

    public Tensor Save()
    {
        Fetch();
        return stack([tensor(_losses.ToArray()), tensor(_accuracies.ToArray())]);
    }

    public void Load(Tensor saved)
    {
        using var flat = saved.flatten();
        double[] values = flat.data<double>().ToArray();
        int steps = values.Length / 2;
        _losses.AddRange(values[..steps]);
        _accuracies.AddRange(values[steps..]);
    }

    public void Dispose()
    {
        foreach (var tensor in _pending)
        {
            tensor.Dispose();
        }

        _pending.Clear();
    }
}
