namespace PluginHost.Recipes.Language;

/// <summary>A network that stands in a recipe.</summary>
internal sealed class OwnModel(PluginIdentity identity, Func<ImageShape, int, Module<Tensor, Tensor>> build) : IModelArchitecture
{
    /// <summary>What lists and labels show.</summary>
    public PluginInfo Info { get; } = new(identity, "defined in the recipe", "", "", OptionSchema.Empty.Options);

    /// <summary>A use, checked: there are no options.</summary>
    public PluginUse Resolve(PluginUse use) =>
        use with { Options = OptionSchema.Empty.Check($"model '{Info.Identity.Id}'", use.Options) };

    /// <inheritdoc/>
    public Module<Tensor, Tensor> Build(ImageShape input, int classes) => build(input, classes);
}
