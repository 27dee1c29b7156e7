using System.Collections.Immutable;
using System.Text;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes.Language;

/// <summary>The loaded plugins, and beside them the noise methods and networks that a recipe defines itself.</summary>
/// <param name="plugins">The loaded plugins.</param>
/// <param name="source">The recipe's text: what a method of its own does is not known otherwise.</param>
/// <param name="inputs">What the command line gave, which a method of the recipe may read.</param>
internal sealed class RecipeCatalogue(IPluginCatalogue plugins, RecipeSource source, RecipeInputs inputs) : IPluginCatalogue
{
    private readonly SortedDictionary<string, OwnNoise> _noises = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OwnModel> _models = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> Plugins =>
        [.. plugins.Plugins, .. _noises.Values.Select(own => own.Info), .. _models.Values.Select(own => own.Info)];

    /// <summary>Adds a noise method.</summary>
    /// <exception cref="RecipeException">The name is taken, or is none.</exception>
    public void Define(string id, bool needsSurrogate, Action<NoiseContext, Radius> make) =>
        _noises[id] = new OwnNoise(Identity(PluginKind.Noise, id, "a noise method"), needsSurrogate, make);

    /// <summary>Adds a network.</summary>
    /// <exception cref="RecipeException">The name is taken, or is none.</exception>
    public void Define(string id, Func<ImageShape, int, Module<Tensor, Tensor>> build) =>
        _models[id] = new OwnModel(Identity(PluginKind.Model, id, "a network"), build);

    /// <inheritdoc/>
    public INoiseMethod Noise(PluginUse use) => _noises.GetValueOrDefault(use.Id)?.Method(use) ?? plugins.Noise(use);

    /// <inheritdoc/>
    public IModelArchitecture Model(PluginUse use) => _models.GetValueOrDefault(use.Id) ?? plugins.Model(use);

    /// <inheritdoc/>
    public IAugmentation Augmentation(PluginUse use) => plugins.Augmentation(use);

    /// <inheritdoc/>
    public ILowPassFilter Filter(PluginUse use) => plugins.Filter(use);

    /// <inheritdoc/>
    public PluginUse Resolve(PluginKind kind, PluginUse use) => kind switch
    {
        PluginKind.Noise when _noises.TryGetValue(use.Id, out var noise) => noise.Resolve(use),
        PluginKind.Model when _models.TryGetValue(use.Id, out var model) => model.Resolve(use),
        _ => plugins.Resolve(kind, use),
    };

    /// <inheritdoc/>
    public PluginIdentity Identify(PluginKind kind, string id) => kind switch
    {
        PluginKind.Noise when _noises.TryGetValue(id, out var noise) => noise.Info.Identity,
        PluginKind.Model when _models.TryGetValue(id, out var model) => model.Info.Identity,
        _ => plugins.Identify(kind, id),
    };

    /// <summary>What a new plugin of the recipe is known by, once its name is found good.</summary>
    private PluginIdentity Identity(PluginKind kind, string id, string what)
    {
        if (id.Length == 0 || id == "clean" || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new RecipeException($"{what} cannot be called '{id}': small letters, digits and hyphens, and not 'clean'");
        }

        if (Plugins.Any(p => p.Identity.Kind == kind && p.Identity.Id == id))
        {
            throw new RecipeException($"there is {what} '{id}' already; give yours another name");
        }

        return new PluginIdentity(kind, id, PluginIdentity.RecipeVersion, Hash(id));
    }

    private string Hash(string id)
    {
        var all = new StringBuilder(source.Sha256).Append('\n').Append(id);
        foreach (var (name, value) in inputs.Sets)
        {
            all.Append('\n').Append(name).Append('=').Append(value);
        }

        return SourceFile.Hash(all.AppendJoin('\n', inputs.Args.Prepend("")).ToString());
    }
}
