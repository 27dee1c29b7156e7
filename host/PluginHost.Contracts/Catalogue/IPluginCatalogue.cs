namespace PluginHost.Contracts;

/// <summary>The loaded plugins by kind and name; makes instances with given options.</summary>
public interface IPluginCatalogue
{
    /// <summary>All usable plugins, by kind and then by id.</summary>
    IReadOnlyList<PluginInfo> Plugins { get; }

    /// <summary>Makes a noise method.</summary>
    /// <exception cref="PluginUseException">No such plugin (the nearest name is told), or a wrong option.</exception>
    INoiseMethod Noise(PluginUse use);

    /// <inheritdoc cref="Noise"/>
    IModelArchitecture Model(PluginUse use);

    /// <inheritdoc cref="Noise"/>
    IAugmentation Augmentation(PluginUse use);

    /// <inheritdoc cref="Noise"/>
    ILowPassFilter Filter(PluginUse use);

    /// <summary>
    /// Checks a use and fills in every option's value: the declared default, over it plugins.json's value, over it the
    /// use's own. Content keys are made of resolved uses only.
    /// </summary>
    /// <exception cref="PluginUseException">No such plugin, no such option, or a value out of range.</exception>
    PluginUse Resolve(PluginKind kind, PluginUse use);

    /// <summary>Id, version and the hash of the plugin's files, for keys and records.</summary>
    PluginIdentity Identify(PluginKind kind, string id);
}
