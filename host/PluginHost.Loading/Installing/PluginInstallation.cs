using PluginHost.Loading.Settings;

namespace PluginHost.Loading.Installing;

/// <summary>Puts plugins into the folder that is searched for them, and takes them out.</summary>
public static class PluginInstallation
{
    /// <summary>Installs all plugins of an archive, or none: each is tried first, then put in its place.</summary>
    /// <param name="archive">A .zip or .nupkg.</param>
    /// <param name="settings">Where plugins lie: <see cref="PluginSettings.Home"/>.</param>
    /// <returns>The new folders.</returns>
    /// <exception cref="PluginInstallException">
    /// The archive is wrong, holds no plugin, one that does not load, or one that is there.
    /// </exception>
    /// <exception cref="IOException">The archive cannot be read, or the folder not written.</exception>
    public static IReadOnlyList<string> Install(string archive, PluginSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        using var packed = new PluginArchive(archive);
        if (packed.Plugins.IsEmpty)
        {
            throw new PluginInstallException(
                $"{archive} holds no plugin: none of its folders NAME holds a NAME.dll; "
                + "zip the folder of a built plugin, or pack its project with PluginHost.Sdk (dotnet pack)");
        }

        var places = packed.Plugins
            .Select(plugin => (plugin.Path, To: Path.Combine(settings.Home, plugin.Name))).ToList();
        if (places.Find(place => Directory.Exists(place.To)).To is { } there)
        {
            string name = Path.GetFileName(there);
            throw new PluginInstallException(
                $"{there} is there already; take it out first: pluginhost plugins remove {name}");
        }

        return Aside(settings, aside =>
        {
            foreach (var (path, to) in places)
            {
                packed.Extract(path, Path.Combine(aside, Path.GetFileName(to)));
            }

            RequireUsable(archive, aside);
            places.ForEach(place => Directory.Move(Path.Combine(aside, Path.GetFileName(place.To)), place.To));
            return places.ConvertAll(place => place.To);
        });
    }

    /// <summary>Deletes a plugin's folder.</summary>
    /// <param name="folder">The folder, with all plugins in it.</param>
    /// <param name="reports">What was found in all folders.</param>
    /// <param name="settings">Where plugins lie.</param>
    /// <exception cref="PluginInstallException">It lies elsewhere, or holds its source.</exception>
    /// <exception cref="PluginSettingsException">plugins.json names a plugin that would be gone.</exception>
    public static void Remove(string folder, IReadOnlyList<PluginReport> reports, PluginSettings settings)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(settings);
        const string Otherwise = "delete it yourself, or switch the plugin off by \"disabled\" in plugins.json";
        if (Path.GetDirectoryName(folder) != settings.Home)
        {
            throw new PluginInstallException(
                $"{folder} lies outside of {settings.Home}, where plugins are installed; {Otherwise}");
        }

        if (Directory.EnumerateFiles(folder).Any(PluginArchive.IsSource))
        {
            throw new PluginInstallException($"{folder} holds the plugin's source; {Otherwise}");
        }

        SettingsCheck.RequireUnnamed(settings, reports, file => Path.GetDirectoryName(file) == folder);
        Aside<object?>(settings, aside =>
        {
            Directory.Move(folder, Path.Combine(aside, Path.GetFileName(folder)));
            return null;
        });
    }

    /// <summary>Works in a folder beside the plugins that no search takes for one, and deletes it afterwards.</summary>
    private static T Aside<T>(PluginSettings settings, Func<string, T> work)
    {
        string aside = Directory.CreateDirectory(Path.Combine(settings.Home, $".{Guid.NewGuid():N}")).FullName;
        try
        {
            return work(aside);
        }
        finally
        {
            Directory.Delete(aside, recursive: true);
        }
    }

    private static void RequireUsable(string archive, string aside)
    {
        var reports = PluginLoader.Survey(PluginSettings.OfFolders(aside)).Reports;
        foreach (var ofFile in reports.GroupBy(report => report.File))
        {
            if (ofFile.All(report => report.State != PluginState.Ready))
            {
                var (first, name) = (ofFile.First(), Path.GetFileName(ofFile.Key));
                throw new PluginInstallException(
                    $"{archive}: {name} cannot be used: {first.Reason}; {first.Mend}; nothing was installed");
            }
        }
    }
}
