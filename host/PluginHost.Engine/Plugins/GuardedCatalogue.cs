using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Plugins;

/// <summary>
/// A catalogue whose plugins are held to their contracts while they run. A fault is a <see cref="PluginException"/>:
/// it fails the cell that uses the plugin, and no other.
/// </summary>
/// <remarks>
/// The words, used everywhere: a <i>guard</i> stands around the calls of one plugin; a <i>rule</i> is what a plugin
/// must keep (<see cref="PluginRules"/>); a <i>breach</i> of a rule and a thrown exception are <i>faults</i>; a
/// <i>notice</i> tells of what did no harm, such as a setting that was put back.
/// </remarks>
public sealed class GuardedCatalogue : IPluginCatalogue
{
    private readonly IPluginCatalogue _plugins;
    private readonly PluginNotices _notices = new();

    private GuardedCatalogue(IPluginCatalogue plugins) => _plugins = plugins;

    /// <summary>A catalogue under guard; one that is under guard already stays as it is.</summary>
    public static GuardedCatalogue Of(IPluginCatalogue plugins)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        return plugins as GuardedCatalogue ?? new GuardedCatalogue(plugins);
    }

    /// <inheritdoc/>
    public IReadOnlyList<PluginInfo> Plugins => _plugins.Plugins;

    /// <inheritdoc/>
    public INoiseMethod Noise(PluginUse use) =>
        Guarded(PluginKind.Noise, use, _plugins.Noise, (noise, guard) => new GuardedNoise(noise, guard));

    /// <inheritdoc/>
    public IModelArchitecture Model(PluginUse use) =>
        Guarded(PluginKind.Model, use, _plugins.Model, (model, guard) => new GuardedModel(model, guard));

    /// <inheritdoc/>
    public IAugmentation Augmentation(PluginUse use) => Guarded(
        PluginKind.Augmentation, use, _plugins.Augmentation,
        (augmentation, guard) => new GuardedAugmentation(augmentation, guard));

    /// <inheritdoc/>
    public ILowPassFilter Filter(PluginUse use) =>
        Guarded(PluginKind.Filter, use, _plugins.Filter, (filter, guard) => new GuardedFilter(filter, guard));

    /// <inheritdoc/>
    public PluginUse Resolve(PluginKind kind, PluginUse use) => _plugins.Resolve(kind, use);

    /// <inheritdoc/>
    public PluginIdentity Identify(PluginKind kind, string id) => _plugins.Identify(kind, id);

    /// <summary>What users should know of the plugins since the last call, a line each.</summary>
    public IReadOnlyList<string> TakeNotices() =>
        [.. _notices.Take(), .. PluginThreads.Untold().Select(fault => fault.Message)];

    private T Guarded<T>(PluginKind kind, PluginUse use, Func<PluginUse, T> make, Func<T, PluginGuard, T> guarded)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(use);
        var plugin = make(use);
        return guarded(plugin, new PluginGuard(_plugins.Identify(kind, use.Id), plugin, _notices));
    }
}
