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
        string[] files = [.. settings.Folders.SelectMany(folder => PluginSearch.Candidates(folder, reports))];
        // Source in one folder may be built into another.
        var built = files.Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        reports.RemoveAll(report =>
            report.State == PluginState.NotBuilt && built.Contains(Path.GetFileNameWithoutExtension(report.File)));
        foreach (string file in files)
        {
            found.AddRange(Inspect(file, shared, reports));
        }

        var assemblies = new Dictionary<string, Assembly>();
        var loaded = found.GroupBy(plugin => (plugin.Declared.Kind, plugin.Declared.Id))
            .Select(same => Choose(same, settings, reports, OpenOnce)).OfType<LoadedPlugin>().ToImmutableArray();
        var catalogue = new PluginCatalogue(loaded, reports.Select(report => SayWhatIsUsed(report, loaded)), settings);
        SettingsCheck.Apply(settings, loaded, catalogue.Reports);
        return catalogue;

        Assembly OpenOnce(string file)
        {
            if (!assemblies.TryGetValue(file, out var assembly))
            {
                assemblies[file] = assembly = open(file, shared);
            }

            return assembly;
        }
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

    /// <summary>Of all files with a plugin the newest that loads; null where it is off or none does.</summary>
    private static LoadedPlugin? Choose(
        IEnumerable<FoundPlugin> same, PluginSettings settings, List<PluginReport> reports, Func<string, Assembly> open)
    {
        // The sort is stable: of equal versions the one in the folder that is searched first wins.
        FoundPlugin[] newestFirst = [.. same.OrderByDescending(p => PluginVersion.Parse(p.Declared.Version))];
        var declared = newestFirst[0].Declared;
        if (settings.Disabled.Any(name => name.Matches(declared.Kind, declared.Id)))
        {
            reports.AddRange(newestFirst.Select(p => new PluginReport(
                PluginState.Disabled, p.File, p.Identity,
                $"switched off in {settings.File}", "take it out of \"disabled\" to use it")));
            return null;
        }

        LoadedPlugin? used = null;
        foreach (var plugin in newestFirst)
        {
            if (used is { Info: { } info })
            {
                reports.Add(new PluginReport(
                    PluginState.Superseded, plugin.File, plugin.Identity,
                    $"version {info.Identity.Version} in {info.File} is used instead", "delete one of the two"));
                continue;
            }

            Passes(plugin, () =>
            {
                used = LoadedPlugin.Of(open(plugin.File), plugin.Declared, plugin.Identity, plugin.File);
                reports.Add(new PluginReport(PluginState.Ready, plugin.File, plugin.Identity, "", ""));
            }, reports);
        }

        return used;
    }

    /// <summary>A damaged copy of a plugin says which file is used in its place.</summary>
    private static PluginReport SayWhatIsUsed(PluginReport report, IEnumerable<LoadedPlugin> loaded)
    {
        if (report.State != PluginState.Failed)
        {
            return report;
        }

        var instead = loaded.Select(plugin => plugin.Info).FirstOrDefault(info => report.Identity is { } identity
            ? (info.Identity.Kind, info.Identity.Id) == (identity.Kind, identity.Id)
            : Path.GetFileName(info.File) == Path.GetFileName(report.File));
        if (instead is null)
        {
            return report;
        }

        string used = $"version {instead.Identity.Version} in {instead.File} is used instead";
        return report with { Reason = $"{report.Reason}; {used}" };
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
