using System.Collections.Immutable;
using PluginHost.Loading;
using PluginHost.Loading.Settings;
using PluginHost.Loading.Templates;
using PluginHost.Running.Words;

namespace PluginHost.Running.Requests;

/// <summary>Where everything lies that the program works with.</summary>
/// <param name="Root">
/// The nearest folder from the current one upwards that holds a plugins.json, else the current one: commands work the
/// same from any folder below it.
/// </param>
/// <param name="Store">Where results, noise and models are kept.</param>
/// <param name="Data">Where data sets lie.</param>
/// <param name="PluginsFile">The plugins.json that was asked for; null to look for one.</param>
public record Places(string Root, string Store, string Data, string? PluginsFile)
{
    /// <summary>
    /// What a command that is told to the user must add to find the same store; empty for the default one.
    /// </summary>
    public string StoreArgument => Store == DefaultStore(Root) ? "" : $" --store {Shown.Path(Store)}";

    /// <summary>What another start of the program must be given to find the same things.</summary>
    public ImmutableArray<string> Arguments =>
    [
        .. Store == DefaultStore(Root) ? (string[])[] : ["--store", Store],
        .. Data == Path.Combine(Root, "data") ? (string[])[] : ["--data-dir", Data],
        .. PluginsFile is { } plugins ? (string[])["--plugins", plugins] : [],
    ];

    /// <summary>Where results are kept when nothing else is asked for.</summary>
    public static string DefaultStore(string root) => Path.Combine(root, "experiments", "store");

    /// <summary>The nearest folder upwards that holds a plugins.json; null where there is none.</summary>
    public static string? RootOf(string folder)
    {
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (File.Exists(Path.Combine(at, PluginSettings.FileName)))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>
    /// Loads the plugins; those that cannot be used are left out, and the catalogue's reports say why.
    /// </summary>
    public PluginCatalogue LoadPlugins() => PluginLoader.Load(FindPlugins());

    /// <summary>What plugins.json says of plugins, and where they are searched.</summary>
    public PluginSettings FindPlugins() =>
        PluginSettings.Find(PluginsFile is null ? null : Path.GetFullPath(PluginsFile), Root, AppContext.BaseDirectory);

    /// <summary>Writes a new plugin from the template of its kind.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its id.</param>
    /// <param name="parent">The folder to write into; null for one that is searched.</param>
    /// <returns>The new folder.</returns>
    /// <exception cref="UsageException">The name is none that a new plugin can have.</exception>
    /// <exception cref="IOException">There is such a folder already, or it cannot be written.</exception>
    public string NewPlugin(PluginKind kind, string name, string? parent)
    {
        var settings = FindPlugins();
        try
        {
            var found = PluginLoader.Survey(settings).Reports;
            return PluginTemplate.Write(kind, name, parent ?? settings.Home, AppContext.BaseDirectory, found);
        }
        catch (ArgumentException wrongName)
        {
            throw new UsageException(wrongName.Message);
        }
    }
}
