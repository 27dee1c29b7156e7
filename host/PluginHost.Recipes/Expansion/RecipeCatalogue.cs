using System.Collections.Immutable;
using System.Text;

namespace PluginHost.Recipes;

/// <summary>The loaded plugins, and beside them the noise methods that a recipe defines itself.</summary>
/// <param name="plugins">The loaded plugins.</param>
/// <param name="source">The recipe's text: what a method of its own does is not known otherwise.</param>
/// <param name="inputs">What the command line gave, which a method of the recipe may read.</param>
internal sealed class RecipeCatalogue(IPluginCatalogue plugins, RecipeSource source, RecipeInputs inputs) : IPluginCatalogue
{
    private readonly SortedDictionary<string, OwnNoise> _own = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> Plugins => [.. plugins.Plugins, .. _own.Values.Select(own => own.Info)];

    /// <summary>Adds a method.</summary>
    /// <exception cref="RecipeException">The name is taken, or is none.</exception>
    public void Define(string id, bool needsSurrogate, Action<NoiseContext, Radius> make)
    {
        if (id.Length == 0 || id == "clean" || !id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            throw new RecipeException($"a noise method cannot be called '{id}': small letters, digits and hyphens, and not 'clean'");
        }

        if (_own.ContainsKey(id) || plugins.Plugins.Any(p => p.Identity.Kind == PluginKind.Noise && p.Identity.Id == id))
        {
            throw new RecipeException($"there is a noise method '{id}' already; give yours another name");
        }

        _own[id] = new OwnNoise(new PluginIdentity(PluginKind.Noise, id, OwnNoise.Version, Hash(id)), needsSurrogate, make);
    }

    /// <inheritdoc/>
    public INoiseMethod Noise(PluginUse use) => Own(PluginKind.Noise, use.Id)?.Method(use) ?? plugins.Noise(use);

    /// <inheritdoc/>
    public IModelArchitecture Model(PluginUse use) => plugins.Model(use);

    /// <inheritdoc/>
    public IAugmentation Augmentation(PluginUse use) => plugins.Augmentation(use);

    /// <inheritdoc/>
    public ILowPassFilter Filter(PluginUse use) => plugins.Filter(use);

    /// <inheritdoc/>
    public PluginUse Resolve(PluginKind kind, PluginUse use) => Own(kind, use.Id)?.Resolve(use) ?? plugins.Resolve(kind, use);

    /// <inheritdoc/>
    public PluginIdentity Identify(PluginKind kind, string id) => Own(kind, id)?.Info.Identity ?? plugins.Identify(kind, id);

    private OwnNoise? Own(PluginKind kind, string id) => kind == PluginKind.Noise ? _own.GetValueOrDefault(id) : null;

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
