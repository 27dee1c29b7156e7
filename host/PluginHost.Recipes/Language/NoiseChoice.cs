namespace PluginHost.Recipes.Language;

/// <summary>Defensive noise as a recipe names it: <c>Clean</c>, <c>Em(8)</c>, <c>Rem(8, adversarialRadius: [2, 4])</c>.</summary>
public sealed record NoiseChoice : PluginChoice<NoiseChoice>
{
    /// <summary>A noise method with its default options.</summary>
    /// <exception cref="PluginUseException">No such method is loaded.</exception>
    public NoiseChoice(string id) : base(PluginKind.Noise, id) => RecipeSession.Current.Check(Kind, id);

    private NoiseChoice() : base(PluginKind.Noise, "clean") => IsClean = true;

    internal static NoiseChoice Clean { get; } = new();

    internal bool IsClean { get; }

    internal string? Label { get; private init; }

    internal ModelChoice? OwnSurrogate { get; private init; }

    internal AugmentationChoice? OwnAugmentation { get; private init; }

    internal bool WithoutAugmentation { get; private init; }

    /// <summary>A noise method by its name.</summary>
    public static implicit operator NoiseChoice(string id) => id == "clean" ? Clean : new(id);

    /// <summary>
    /// Names the noise in tables. <c>{option}</c> stands for an option's value: <c>.As("REM {radius}-{adversarial-radius}")</c>.
    /// </summary>
    public NoiseChoice As(string label) => this with { Label = label };

    /// <summary>Makes this noise with another surrogate than the protocol's.</summary>
    public NoiseChoice Surrogate(ModelChoice model) => this with { OwnSurrogate = model };

    /// <summary>Lets this noise survive another augmentation than the one that models are trained with.</summary>
    public NoiseChoice Through(AugmentationChoice augmentation) =>
        this with { OwnAugmentation = augmentation, WithoutAugmentation = false };

    /// <summary>Makes this noise on images as they are: no expectation over transformations, no augmented surrogate training.</summary>
    public NoiseChoice Unaugmented() => this with { OwnAugmentation = null, WithoutAugmentation = true };
}
