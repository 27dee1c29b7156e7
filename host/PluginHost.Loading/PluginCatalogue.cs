using System.Collections.Immutable;
using PluginHost.Loading.Metadata;
using PluginHost.Loading.Settings;

namespace PluginHost.Loading;

/// <summary>The loaded plugins by kind and name, and a report on every plugin that was found.</summary>
public sealed class PluginCatalogue : IPluginCatalogue
{
    private readonly ImmutableDictionary<(PluginKind Kind, string Id), LoadedPlugin> _loaded;
    private readonly PluginSettings _settings;

    internal PluginCatalogue(IEnumerable<LoadedPlugin> loaded, IEnumerable<PluginReport> reports, PluginSettings settings)
    {
        _settings = settings;
        _loaded = loaded.ToImmutableDictionary(p => (p.Info.Identity.Kind, p.Info.Identity.Id));
        Plugins = [.. _loaded.Values.Select(p => p.Info).OrderBy(p => p.Identity.Kind).ThenBy(p => p.Identity.Id, StringComparer.Ordinal)];
        Reports = [.. reports.OrderBy(r => r.Identity is null).ThenBy(r => r.Identity?.Kind)
            .ThenBy(r => r.Identity?.Id, StringComparer.Ordinal).ThenBy(r => r.State).ThenBy(r => r.File, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> Plugins { get; }

    /// <summary>Everything that was found, also what cannot be used: by kind and id, unreadable files last.</summary>
    public IReadOnlyList<PluginReport> Reports { get; }

    /// <summary>The folders that were searched.</summary>
    public IReadOnlyList<string> Folders => _settings.Folders;

    /// <inheritdoc/>
    public INoiseMethod Noise(PluginUse use) => (INoiseMethod)Make(PluginKind.Noise, use);

    /// <inheritdoc/>
    public IModelArchitecture Model(PluginUse use) => (IModelArchitecture)Make(PluginKind.Model, use);

    /// <inheritdoc/>
    public IAugmentation Augmentation(PluginUse use) => (IAugmentation)Make(PluginKind.Augmentation, use);

    /// <inheritdoc/>
    public ILowPassFilter Filter(PluginUse use) => (ILowPassFilter)Make(PluginKind.Filter, use);

    /// <inheritdoc/>
    public PluginUse Resolve(PluginKind kind, PluginUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        var plugin = Find(kind, use.Id);
        var resolved = use with { Options = plugin.Resolve(use) };
        // Options that the plugin does not take together are known now, not when the first cell starts.
        (plugin.Make(resolved) as IDisposable)?.Dispose();
        return resolved;
    }

    /// <inheritdoc/>
    public PluginIdentity Identify(PluginKind kind, string id) => Find(kind, id).Info.Identity;

    private object Make(PluginKind kind, PluginUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return Find(kind, use.Id).Make(use);
    }

    private LoadedPlugin Find(PluginKind kind, string id) =>
        _loaded.TryGetValue((kind, id), out var plugin) ? plugin : throw new PluginUseException(WhyNot(kind, id));

    private string WhyNot(PluginKind kind, string id)
    {
        var unusable = Reports.Where(r => r.Identity?.Kind == kind && r.Identity.Id == id).MinBy(r => r.State == PluginState.Superseded);
        if (unusable is not null)
        {
            return $"{unusable}";
        }

        var source = Reports.FirstOrDefault(r => r.State == PluginState.NotBuilt
            && Path.GetFileNameWithoutExtension(r.File) == kind.ProjectName(id));
        if (source is not null)
        {
            return $"{source}";
        }

        string missing = $"there is no {kind.Word()} plugin '{id}'";
        if (Plugins.FirstOrDefault(p => p.Identity.Id == id) is { } other)
        {
            return $"{missing}; '{id}' is a plugin of the kind {other.Identity.Kind.Word()}";
        }

        string[] known = [.. Reports.Select(r => r.Identity).OfType<PluginIdentity>().Where(p => p.Kind == kind).Select(p => p.Id)];
        int unreadable = Reports.Count(r => r.Identity is null && r.State == PluginState.Failed);
        string searched = known.Length > 0 ? ""
            : Folders.Count > 0 ? $", nor any other; searched were {string.Join(", ", Folders)}"
            : ", nor any other: there is no folder of plugins";
        string broken = unreadable > 0 ? $" (files that could not be read as plugins: {unreadable}; see: plugins list)" : "";
        return $"{missing}{searched}{Nearest.Hint(id, known)}{broken}";
    }
}
