using System.Collections.Immutable;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Language;

/// <summary>A way of training: <c>Plain</c> or <c>AdversarialTraining(LInf, radius: [1, 2, 4])</c>.</summary>
public sealed record TrainingChoice
{
    private readonly Norm _norm;
    private readonly Sweep<double> _radius;
    private readonly int? _steps;
    private readonly double? _stepSize;
    private readonly Projection _projection;

    internal TrainingChoice(
        Norm norm, Sweep<double> radius, int? steps, double? stepSize, Projection projection = Projection.Rescale)
    {
        (_norm, _radius, _steps, _stepSize) = (norm, radius, steps, stepSize);

        // The two differ for L1 alone; equal trainings shall have equal keys.
        _projection = norm == Norm.L1 ? projection : Projection.Rescale;
        foreach (double levels in radius)
        {
            Wrong(levels is < 0 or double.NaN or double.PositiveInfinity, $"radius {levels}: a number of grey levels (1/255), at least 0");
            Wrong(Radius.UnitMistake(levels) is not null, $"radius: {Radius.UnitMistake(levels)}");
        }

        Wrong(steps < 0, $"steps {steps}: at least 0");
        Wrong(stepSize is < 0 or double.NaN, $"step size {stepSize}: a number of grey levels (1/255), at least 0");

        static void Wrong(bool isSo, string what)
        {
            if (isSo)
            {
                RecipeSession.Current.Try(() => throw new RecipeException("adversarial training, " + what));
            }
        }
    }

    /// <summary>Whether its one radius is 0, which is plain training by another name.</summary>
    internal bool IsOfRadiusZero => !ReferenceEquals(this, Recipe.Plain) && _radius is [0];

    /// <summary>The threat models of training, one for each radius. Radius 0 is plain training.</summary>
    internal ImmutableArray<ThreatModel> Attacks(Protocol protocol)
    {
        int steps = _steps ?? protocol.AttackSteps;
        return [.. _radius.Select(levels => levels == 0 || steps == 0
            ? ThreatModel.None
            : new ThreatModel(_norm, new Radius(levels), new Radius(_stepSize ?? levels * Share(steps)), steps, RandomStart: true)
            {
                Projection = _projection,
            })];

        double Share(int count) => _steps is null && protocol.AttackStepShare is { } share ? share : 2.0 / count;
    }
}
