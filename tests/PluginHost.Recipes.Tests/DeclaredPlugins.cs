using System.Collections.Immutable;
using System.Reflection;

namespace PluginHost.Recipes.Tests;

/// <summary>A catalogue of plugin classes that the test project sees, without files or load contexts.</summary>
internal sealed class DeclaredPlugins : IPluginCatalogue
{
    private readonly ImmutableDictionary<(PluginKind Kind, string Id), (PluginInfo Info, Type Class, OptionSchema Schema)> _plugins;

    public DeclaredPlugins(IEnumerable<Type> classes)
    {
        _plugins = classes.Select(Read).ToImmutableDictionary(p => (p.Info.Identity.Kind, p.Info.Identity.Id));
        Plugins = [.. _plugins.Values.Select(p => p.Info).OrderBy(p => p.Identity.Kind).ThenBy(p => p.Identity.Id, StringComparer.Ordinal)];
    }

    /// <summary>The small plugins of this project.</summary>
    public static DeclaredPlugins Small { get; } = new(PluginsOf(typeof(DeclaredPlugins).Assembly));

    /// <summary>The plugins of the repository.</summary>
    public static DeclaredPlugins Real { get; } = new(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "plugins"))
        .Select(folder => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(folder) + ".dll"))
        .Where(File.Exists).SelectMany(file => PluginsOf(Assembly.LoadFrom(file))));

    public IReadOnlyList<PluginInfo> Plugins { get; }

    public INoiseMethod Noise(PluginUse use) => (INoiseMethod)Make(PluginKind.Noise, use);

    public IModelArchitecture Model(PluginUse use) => (IModelArchitecture)Make(PluginKind.Model, use);

    public IAugmentation Augmentation(PluginUse use) => (IAugmentation)Make(PluginKind.Augmentation, use);

    public ILowPassFilter Filter(PluginUse use) => (ILowPassFilter)Make(PluginKind.Filter, use);

    public PluginUse Resolve(PluginKind kind, PluginUse use)
    {
        var (_, _, schema) = Find(kind, use.Id);
        Make(kind, use);
        return use with { Options = schema.Defaults.SetItems(schema.Check(Name(kind, use), use.Options)) };
    }

    public PluginIdentity Identify(PluginKind kind, string id) => Find(kind, id).Info.Identity;

    private object Make(PluginKind kind, PluginUse use)
    {
        var (_, plugin, schema) = Find(kind, use.Id);
        object?[] options = schema == OptionSchema.Empty ? [] : [schema.Bind(Name(kind, use), use.Options)];
        schema.Check(Name(kind, use), use.Options);
        try
        {
            return Activator.CreateInstance(plugin, options) ?? throw new InvalidOperationException(plugin.Name);
        }
        catch (TargetInvocationException wrong) when (wrong.InnerException is ArgumentException)
        {
            throw new PluginUseException($"{use.Id}: {wrong.InnerException.Message}");
        }
    }

    private (PluginInfo Info, Type Class, OptionSchema Schema) Find(PluginKind kind, string id) =>
        _plugins.TryGetValue((kind, id), out var found)
            ? found
            : throw new PluginUseException($"there is no {kind.ToString().ToLowerInvariant()} plugin '{id}'"
                + Nearest.Hint(id, _plugins.Keys.Where(k => k.Kind == kind).Select(k => k.Id)));

    private static string Name(PluginKind kind, PluginUse use) => $"{kind.ToString().ToLowerInvariant()} plugin '{use.Id}'";

    private static IEnumerable<Type> PluginsOf(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.GetCustomAttribute<PluginAttribute>() is not null);

    private static (PluginInfo Info, Type Class, OptionSchema Schema) Read(Type plugin)
    {
        var about = plugin.GetCustomAttribute<PluginAttribute>() ?? throw new ArgumentException(plugin.Name);
        var schema = plugin.GetConstructors()[0].GetParameters() is [var options] ? OptionSchema.Of(options.ParameterType) : OptionSchema.Empty;
        var identity = new PluginIdentity(about.Kind, about.Id, about.Version, new string('0', 64));
        return (new PluginInfo(identity, about.Summary, about.Source, plugin.Assembly.Location, schema.Options), plugin, schema);
    }
}
