using System.Collections.Immutable;
using PluginHost.Engine;
using PluginHost.Engine.Training;

namespace PluginHost.Recipes.Language;

/// <summary>A network architecture with options, as <c>Models.ResnetMini(width: 32)</c> or just <c>"resnet18"</c>.</summary>
public sealed record ModelChoice : PluginChoice<ModelChoice>
{
    /// <summary>A model with its default options.</summary>
    /// <exception cref="PluginUseException">No such model is loaded.</exception>
    public ModelChoice(string id) : base(PluginKind.Model, id) => RecipeSession.Current.Check(Kind, id);

    private ModelChoice(string id, (string Option, OptionValue Value)[] options) : base(PluginKind.Model, id) =>
        Given = [.. options.Select(o => (o.Option, ImmutableArray.Create(o.Value)))];

    /// <summary>A model that is checked only when a cell uses it: the host's own defaults need not be loaded.</summary>
    internal static ModelChoice Default(string id, params (string Option, OptionValue Value)[] options) => new(id, options);

    /// <summary>Whether the recipe defines the network itself.</summary>
    internal bool IsOwn { get; init; }

    internal StartWeights? Weights { get; private init; }

    /// <summary>The model that the recipe names and that this one is taken for; null where it is the recipe's own wish.</summary>
    internal ModelChoice? InPlaceOf { get; init; }

    /// <summary>Whether, as a stand-in, it is taken for models of the paper alone: nobody has asked for it.</summary>
    internal bool StandsForPaperOnly { get; init; }

    /// <summary>
    /// The same model, beginning with the weights of a safetensors file in place of its start values; names and shapes must be
    /// the model's own (batch counters may be missing). No preset puts a smaller model in its place.
    /// </summary>
    /// <param name="file">The file, such as a trained model of the store; relative to the recipe's folder.</param>
    /// <exception cref="EngineException">The file cannot be read.</exception>
    public ModelChoice StartingFrom(string file) =>
        this with { Weights = WeightsFile.Of(Path.Combine(RecipeSession.Current.Folder, file)) };

    /// <summary>A model by its name.</summary>
    public static implicit operator ModelChoice(string id) => new(id);
}

/// <summary>An augmentation with options, as <c>Augmentations.Cifar()</c> or just <c>"cifar"</c>.</summary>
public sealed record AugmentationChoice : PluginChoice<AugmentationChoice>
{
    /// <summary>An augmentation with its default options.</summary>
    /// <exception cref="PluginUseException">No such augmentation is loaded.</exception>
    public AugmentationChoice(string id) : this(id, check: true)
    {
    }

    private AugmentationChoice(string id, bool check) : base(PluginKind.Augmentation, id)
    {
        if (check)
        {
            RecipeSession.Current.Check(Kind, id);
        }
    }

    /// <summary>An augmentation that is checked only when a cell uses it.</summary>
    internal static AugmentationChoice Default(string id) => new(id, check: false);

    /// <summary>An augmentation by its name.</summary>
    public static implicit operator AugmentationChoice(string id) => new(id);
}

/// <summary>A low-pass filter with options, as <c>Filters.Median()</c> or just <c>"median"</c>; <c>NoFilter</c> for none.</summary>
public sealed record FilterChoice : PluginChoice<FilterChoice>
{
    /// <summary>A filter with its default options.</summary>
    /// <exception cref="PluginUseException">No such filter is loaded.</exception>
    public FilterChoice(string id) : base(PluginKind.Filter, id) => RecipeSession.Current.Check(Kind, id);

    private FilterChoice() : base(PluginKind.Filter, "") => IsNone = true;

    internal static FilterChoice None { get; } = new();

    internal bool IsNone { get; }

    /// <summary>A filter by its name.</summary>
    public static implicit operator FilterChoice(string id) => new(id);
}
