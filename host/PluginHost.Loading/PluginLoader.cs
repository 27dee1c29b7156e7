using System.Collections.Immutable;
using System.Reflection;
using PluginHost.Loading.Metadata;
using PluginHost.Loading.Settings;

namespace PluginHost.Loading;

/// <summary>Finds plugins, checks them, loads them. What is wrong with one leaves out that one alone.</summary>
public static class PluginLoader
{
    /// <summary>Loads all plugins that the settings name, and gives what can be used with a report on everything found.</summary>
    /// <exception cref="PluginSettingsException">plugins.json names a plugin or an option that is not there, or a wrong value.</exception>
    public static PluginCatalogue Load(PluginSettings settings) => Load(settings, PluginContext.Load);

    /// <summary>Looks at all plugins and lets go of them again: what they declare, and what would become of them.</summary>
    /// <exception cref="PluginSettingsException">plugins.json names a plugin or an option that is not there, or a wrong value.</exception>
    public static PluginSurvey Survey(PluginSettings settings)
    {
        var contexts = new List<IDisposable>();
        try
        {
            var catalogue = Load(settings, (file, shared) =>
            {
                var (assembly, context) = PluginContext.Inspect(file, shared);
                contexts.Add(context);
                return assembly;
            });
            return new PluginSurvey(catalogue.Plugins, catalogue.Reports, catalogue.Folders);
        }
        finally
        {
            contexts.ForEach(context => context.Dispose());
        }
    }

    private static PluginCatalogue Load(PluginSettings settings, Func<string, SharedAssemblies, Assembly> open)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var shared = new SharedAssemblies();
        var reports = new List<PluginReport>();
        var found = new List<FoundPlugin>();
        foreach (string folder in settings.Folders)
        {
            foreach (string file in PluginSearch.Candidates(folder, reports))
            {
                found.AddRange(Inspect(file, shared, reports));
            }
        }

        var chosen = Choose(found, settings, reports);
        var loaded = chosen.GroupBy(plugin => plugin.File).SelectMany(file => LoadFile(file, shared, reports, open)).ToImmutableArray();
        var catalogue = new PluginCatalogue(loaded, reports, settings);
        SettingsCheck.Apply(settings, loaded, catalogue.Reports);
        return catalogue;
    }

    /// <summary>Reads what a file declares; nothing of it runs.</summary>
    private static IEnumerable<FoundPlugin> Inspect(string file, SharedAssemblies shared, List<PluginReport> reports)
    {
        PluginManifest manifest;
        string hash;
        try
        {
            manifest = PluginManifest.Read(file);
            hash = PluginFiles.Hash(manifest.Folder);
        }
        catch (Exception e)
        {
            // A damaged file can make the metadata reader throw nearly anything.
            var failure = LoadFailure.Of(e, "reading it throws", "build it again, or take the folder out");
            reports.Add(new PluginReport(PluginState.Failed, file, null, failure.Reason, failure.Mend));
            return [];
        }

        var declared = manifest.Plugins
            .Select(p => new FoundPlugin(file, p, new PluginIdentity(p.Kind, p.Id, p.Version, hash))).ToList();
        try
        {
            Preflight.Check(manifest, shared);
        }
        catch (PluginLoadException e)
        {
            reports.AddRange(declared.Select(p => Failed(p, e)).DefaultIfEmpty(new PluginReport(PluginState.Failed, file, null, e.Reason, e.Mend)));
            return [];
        }

        return declared.Where(plugin => Passes(plugin, () => Preflight.Check(plugin.Declared), reports));
    }

    /// <summary>Leaves out what is switched off, and of several versions of a plugin all but the newest.</summary>
    private static List<FoundPlugin> Choose(IEnumerable<FoundPlugin> found, PluginSettings settings, List<PluginReport> reports)
    {
        var chosen = new List<FoundPlugin>();
        foreach (var same in found.GroupBy(p => (p.Declared.Kind, p.Declared.Id)))
        {
            if (settings.Disabled.Any(name => name.Matches(same.Key.Kind, same.Key.Id)))
            {
                reports.AddRange(same.Select(p => new PluginReport(
                    PluginState.Disabled, p.File, p.Identity, $"switched off in {settings.File}", "take it out of \"disabled\" to use it")));
                continue;
            }

            // The sort is stable: of equal versions the one in the folder that is searched first wins.
            FoundPlugin[] newestFirst = [.. same.OrderByDescending(p => PluginVersion.Parse(p.Declared.Version))];
            chosen.Add(newestFirst[0]);
            reports.AddRange(newestFirst.Skip(1).Select(p => new PluginReport(
                PluginState.Superseded, p.File, p.Identity,
                $"version {newestFirst[0].Declared.Version} in {newestFirst[0].File} is used instead", "delete one of the two")));
        }

        return chosen;
    }

    private static List<LoadedPlugin> LoadFile(
        IGrouping<string, FoundPlugin> file, SharedAssemblies shared, List<PluginReport> reports, Func<string, SharedAssemblies, Assembly> open)
    {
        Assembly? assembly = null;
        var loaded = new List<LoadedPlugin>();
        foreach (var plugin in file)
        {
            Passes(plugin, () =>
            {
                assembly ??= open(file.Key, shared);
                loaded.Add(LoadedPlugin.Of(assembly, plugin.Declared, plugin.Identity, plugin.File));
                reports.Add(new PluginReport(PluginState.Ready, plugin.File, plugin.Identity, "", ""));
            }, reports);
        }

        return loaded;
    }

    /// <summary>Does a step of loading; whatever is thrown there is this plugin's failure and nobody else's.</summary>
    private static bool Passes(FoundPlugin plugin, Action step, List<PluginReport> reports)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception e)
        {
            reports.Add(Failed(plugin, LoadFailure.Of(e, "loading it throws", "mend the plugin, or ask its author")));
            return false;
        }
    }

    private static PluginReport Failed(FoundPlugin plugin, PluginLoadException e) =>
        new(PluginState.Failed, plugin.File, plugin.Identity, e.Reason, e.Mend);
}

/// <summary>A plugin class in a file, not loaded yet.</summary>
internal sealed record FoundPlugin(string File, DeclaredPlugin Declared, PluginIdentity Identity);
