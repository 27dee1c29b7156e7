using PluginHost.Engine.Attacks;

namespace PluginHost.StepBenchmark;

/// <summary>
/// EM and REM on one batch: the calls that the plugins <c>em</c> (view <c>expected</c>) and <c>rem</c> make in a
/// training step of their surrogate, with fewer steps and draws than the paper's.
/// </summary>
internal static class NoiseRecipes
{
    private const int SamplesOfEm = 1, SamplesOfRem = 2;

    /// <summary>ρᵤ = 8/255, Kᵤ = 2, αᵤ = ρᵤ/5.</summary>
    private static readonly ThreatModel Defence =
        new(Norm.LInf, Radius.Per255(8), Radius.Per255(8) / 5, Steps: 2, RandomStart: true);

    /// <summary>ρₐ = 4/255, Kₐ = 2, αₐ = ρₐ/5.</summary>
    private static readonly ThreatModel Attack =
        new(Norm.LInf, Radius.Per255(4), Radius.Per255(4) / 5, Steps: 2, RandomStart: true);

    /// <summary>The noise of EM: no attack, J = 1.</summary>
    public static Tensor ErrorMinimizing(FrozenNetwork surrogate, Workload work) => RobustDescent.Noise(
        surrogate, work.Batch.Pixels, work.Batch.Labels, Defence, ThreatModel.None, work.Augmentation, SamplesOfEm);

    /// <summary>The noise of REM, J = 2.</summary>
    public static Tensor Robust(FrozenNetwork surrogate, Workload work) => RobustDescent.Noise(
        surrogate, work.Batch.Pixels, work.Batch.Labels, Defence, Attack, work.Augmentation, SamplesOfRem);

    /// <summary>EM's noise, and t(x + δᵘ) for the surrogate's training.</summary>
    public static (Tensor Noise, Tensor TrainingImages) ErrorMinimizingStep(FrozenNetwork surrogate, Workload work)
    {
        var noise = ErrorMinimizing(surrogate, work);
        var noisy = (work.Batch.Pixels + noise).clamp(0.0, 1.0);
        return (noise, work.Augmentation.Apply(noisy));
    }

    /// <summary>REM's noise, and t(x + δᵘ) + δᵃ with δᵘ in whole grey levels, for the surrogate's training.</summary>
    public static (Tensor Noise, Tensor TrainingImages) RobustStep(FrozenNetwork surrogate, Workload work)
    {
        var noise = Robust(surrogate, work);
        var rounded = (noise * 255).round() / 255;
        var seen = work.Augmentation.Apply(work.Batch.Pixels + rounded);
        return (noise, Pgd.Perturb(surrogate, seen.clamp(0.0, 1.0), work.Batch.Labels, Attack, Direction.Ascent));
    }
}
