using System.Globalization;

namespace PluginHost.Contracts;

/// <summary>
/// A perturbation radius or step size ρ, kept in grey levels (units of 1/255) as the literature prints it, so that a
/// bare 8 and a bare 0.031 never meet. For L2 and L1 the same unit holds: L2 50/255, L1 1000/255.
/// </summary>
/// <param name="Levels">The radius in grey levels: 8 stands for 8/255. Not negative, finite.</param>
public readonly record struct Radius(double Levels) : IComparable<Radius>
{
    /// <summary>No perturbation at all.</summary>
    public static Radius Zero => default;

    /// <summary>The radius in grey levels (8 for 8/255).</summary>
    public double Levels { get; } = double.IsFinite(Levels) && Levels >= 0
        ? Levels
        : throw new ArgumentOutOfRangeException(nameof(Levels), Levels, "a radius is a finite number of grey levels, at least 0");

    /// <summary>The radius for pixels in [0, 1]: 8/255 is 0.0314.</summary>
    public double Fraction => Levels / 255;

    /// <summary>Whether nothing may be changed.</summary>
    public bool IsZero => Levels == 0;

    /// <summary>A radius given in grey levels.</summary>
    public static Radius Per255(double levels) => new(levels);

    /// <summary>
    /// Why a number cannot be meant as a radius: one between 0 and 1 is a share of the pixels' range, not grey levels.
    /// </summary>
    /// <param name="levels">The number.</param>
    /// <returns>What is wrong and what to write; null where nothing is.</returns>
    public static string? UnitMistake(double levels) => levels is > 0 and < 1
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"radii are in 1/255, and {levels:0.######} is less than one grey level; for {levels:0.######} of the pixels' "
            + $"range write {levels * 255:0.###}")
        : null;

    /// <summary>The radius times a factor, for step sizes such as ρ/5.</summary>
    public static Radius operator *(Radius radius, double factor) => new(radius.Levels * factor);

    /// <summary>The radius divided by a number, for step sizes such as ρ/5.</summary>
    public static Radius operator /(Radius radius, double divisor) => new(radius.Levels / divisor);

    /// <summary>Whether one radius is smaller than the other.</summary>
    public static bool operator <(Radius left, Radius right) => left.Levels < right.Levels;

    /// <summary>Whether one radius is larger than the other.</summary>
    public static bool operator >(Radius left, Radius right) => left.Levels > right.Levels;

    /// <summary>Whether one radius is at most the other.</summary>
    public static bool operator <=(Radius left, Radius right) => left.Levels <= right.Levels;

    /// <summary>Whether one radius is at least the other.</summary>
    public static bool operator >=(Radius left, Radius right) => left.Levels >= right.Levels;

    /// <inheritdoc cref="op_Multiply(Radius, double)"/>
    public static Radius Multiply(Radius left, double right) => left * right;

    /// <inheritdoc cref="op_Division(Radius, double)"/>
    public static Radius Divide(Radius left, double right) => left / right;

    /// <inheritdoc/>
    public int CompareTo(Radius other) => Levels.CompareTo(other.Levels);

    /// <summary>As the literature prints it: <c>8/255</c>.</summary>
    public override string ToString() => Levels.ToString("0.######", CultureInfo.InvariantCulture) + "/255";
}
