using System.Collections.Immutable;

namespace PluginHost.Contracts;

/// <summary>How long and with which optimizer a network is trained: SGD with a stepwise learning rate.</summary>
/// <param name="Iterations">Number of update steps.</param>
/// <param name="BatchSize">Images a step; the last incomplete batch of an epoch is left out.</param>
/// <param name="LearningRate">The first learning rate.</param>
/// <param name="Momentum">SGD momentum, in [0, 1).</param>
/// <param name="WeightDecay">L2 penalty on all parameters.</param>
/// <param name="DropAt">The steps at which the learning rate is divided by 10, ascending.</param>
/// <param name="WarmUp">Steps over which the learning rate rises from 0 at the start; 0 for none, as in the paper.</param>
/// <param name="CoolDown">Steps over which the learning rate falls to 0 at the end; 0 for none, as in the paper.</param>
public sealed record TrainingSchedule(
    int Iterations, int BatchSize, double LearningRate, double Momentum, double WeightDecay, ImmutableArray<int> DropAt,
    int WarmUp = 0, int CoolDown = 0)
{
    /// <summary>The learning rate of a step (from 0).</summary>
    public double RateAt(int step) =>
        LearningRate * Math.Pow(0.1, DropAt.Count(drop => step >= drop))
        * (WarmUp > 0 ? Math.Min(1, (step + 1.0) / WarmUp) : 1)
        * (CoolDown > 0 ? Math.Min(1, (Iterations - (double)step) / CoolDown) : 1);

    /// <inheritdoc/>
    public bool Equals(TrainingSchedule? other) =>
        other is not null && Iterations == other.Iterations && BatchSize == other.BatchSize && LearningRate == other.LearningRate
        && Momentum == other.Momentum && WeightDecay == other.WeightDecay && DropAt.SequenceEqual(other.DropAt)
        && WarmUp == other.WarmUp && CoolDown == other.CoolDown;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Iterations, BatchSize, LearningRate, Momentum, WeightDecay, DropAt.Length);
}
