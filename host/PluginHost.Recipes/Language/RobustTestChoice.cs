namespace PluginHost.Recipes.Language;

/// <summary>A test under attack, as a recipe asks for it: in one ball for all models, or in the ball each was trained in.</summary>
/// <param name="Norm">The norm of a given ball.</param>
/// <param name="Radius">ρ of a given ball, in 1/255; null for the training's own norm, radius and projection.</param>
/// <param name="Steps">K.</param>
/// <param name="StepSize">α, in 1/255; null for 2·radius/steps.</param>
/// <param name="Images">How many of the first test images are attacked; null for all.</param>
internal sealed record RobustTestChoice(Norm Norm, double? Radius, int Steps, double? StepSize, int? Images)
{
    /// <summary>The test of a model that was trained so; null where plain training gives no radius.</summary>
    public RobustTest? For(ThreatModel training)
    {
        if (Radius is null && training.IsNone)
        {
            return null;
        }

        double levels = Radius ?? training.Radius.Levels;
        return new RobustTest(
            new ThreatModel(Radius is null ? training.Norm : Norm, new Radius(levels), new Radius(StepSize ?? 2 * levels / Steps), Steps, RandomStart: true)
            {
                Projection = Radius is null ? training.Projection : Projection.Rescale,
            },
            Images);
    }
}
