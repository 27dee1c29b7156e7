namespace PluginHost.Recipes.Language;

/// <summary>What the command line gives to a recipe.</summary>
public sealed record RecipeInputs
{
    /// <summary>The preset; null for the recipe's default one.</summary>
    public string? Preset { get; init; }

    /// <summary>The number of seeds; null for the recipe's.</summary>
    public int? Seeds { get; init; }

    /// <summary>The arithmetic of networks, written into every cell.</summary>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>
    /// The values of <c>--set NAME=VALUE</c>: a parameter of the recipe, a field of the protocol (<c>train-iterations</c>),
    /// or an option of noise (<c>noise.steps</c> for all methods, <c>rem.steps</c> for one).
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sets { get; init; } = [];

    /// <summary>What stands behind <c>--</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>The store whose imported noise <c>NoiseFile</c> finds by name; null for none.</summary>
    public string? Store { get; init; }

    /// <summary>Where <c>Print</c> writes.</summary>
    public TextWriter Output { get; init; } = TextWriter.Null;

    /// <summary>Where <c>Log</c> writes.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
