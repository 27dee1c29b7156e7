using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>The norm that bounds a perturbation.</summary>
public enum Norm
{
    /// <summary>The largest change of a pixel value.</summary>
    LInf,

    /// <summary>The Euclidean length of the change of an image.</summary>
    L2,

    /// <summary>The sum of the absolute changes of an image.</summary>
    L1,
}

/// <summary>Which way a PGD step moves the loss.</summary>
public enum Direction
{
    /// <summary>Raise the loss: an adversarial perturbation δᵃ.</summary>
    Ascent,

    /// <summary>Lower the loss: an error-minimizing noise δᵘ.</summary>
    Descent,
}

/// <summary>How a perturbation that has left its ball is brought back.</summary>
public enum Projection
{
    /// <summary>
    /// It is scaled down to the radius: the nearest point for L2, but not for L1, where the reference implementation does
    /// so all the same. L∞ clamps every value, which is the nearest point.
    /// </summary>
    Rescale,

    /// <summary>
    /// The nearest point of the ball: the paper's Π, as projected gradient descent is defined. It differs from
    /// <see cref="Rescale"/> for L1 only, where all values shrink by the same amount and small ones become 0 (Duchi et al.,
    /// <i>Efficient Projections onto the ℓ1-Ball</i>, ICML 2008).
    /// </summary>
    Euclidean,
}

/// <summary>What an attacker (or a defender who makes noise) may do: the ball and the walk inside it.</summary>
/// <param name="Norm">The norm of the ball.</param>
/// <param name="Radius">ρ, in 1/255.</param>
/// <param name="StepSize">α, in 1/255.</param>
/// <param name="Steps">K, the number of PGD steps; 0 leaves the images as they are.</param>
/// <param name="RandomStart">Whether the walk begins at a random point of the ball instead of its centre.</param>
public sealed record ThreatModel(Norm Norm, Radius Radius, Radius StepSize, int Steps, bool RandomStart)
{
    /// <summary>No attack: plain training (empirical risk minimisation).</summary>
    public static ThreatModel None { get; } = new(Norm.LInf, Radius.Zero, Radius.Zero, 0, RandomStart: false);

    /// <summary>How the walk is kept inside the ball; the reference's way when nothing is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Projection Projection { get; init; }

    /// <summary>Whether nothing is changed: radius or steps are 0.</summary>
    [JsonIgnore]
    public bool IsNone => Radius.IsZero || Steps == 0;

    /// <summary>For example <c>linf 4/255, 10 steps of 0.8/255</c>.</summary>
    public override string ToString() =>
        IsNone ? "none" : $"{Norm.ToString().ToLowerInvariant()} {Radius}, {Steps} steps of {StepSize}"
            + (Projection == Projection.Rescale ? "" : $", {Projection.ToString().ToLowerInvariant()} projection");
}
