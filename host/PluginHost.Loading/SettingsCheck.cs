using System.Collections.Immutable;
using PluginHost.Loading.Metadata;
using PluginHost.Loading.Settings;

namespace PluginHost.Loading;

/// <summary>Compares plugins.json with the plugins that were found, and gives them their option values.</summary>
internal static class SettingsCheck
{
    /// <exception cref="PluginSettingsException">plugins.json names a plugin or an option that is not there, or a wrong value.</exception>
    public static void Apply(PluginSettings settings, ImmutableArray<LoadedPlugin> loaded, IReadOnlyList<PluginReport> reports)
    {
        foreach (var name in settings.Disabled)
        {
            Known(settings, name, reports);
        }

        foreach (var setting in settings.Options)
        {
            Known(settings, setting.Plugin, reports);
            LoadedPlugin[] meant = [.. loaded
                .Where(p => setting.Plugin.Matches(p.Info.Identity.Kind, p.Info.Identity.Id)).OrderBy(p => p.Info.Identity.Kind)];
            if (meant.Length > 1)
            {
                throw Wrong(settings, setting.Plugin.At, $"'{setting.Plugin}' is the name of several plugins; write "
                    + string.Join(" or ", meant.Select(p => $"{p.Info.Identity.Kind.Word()}/{p.Info.Identity.Id}")));
            }

            try
            {
                meant.FirstOrDefault()?.Preset(setting.Option, setting.Value);
            }
            catch (PluginUseException e)
            {
                throw Wrong(settings, setting.At, e.Message);
            }
        }
    }

    /// <summary>Refuses to lose plugins that the settings name: every later start would stop there.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="reports">Everything that was found.</param>
    /// <param name="isGoing">Which files will not be there any more.</param>
    /// <exception cref="PluginSettingsException">A plugin of such files alone is named.</exception>
    public static void RequireUnnamed(
        PluginSettings settings, IReadOnlyList<PluginReport> reports, Func<string, bool> isGoing)
    {
        foreach (var name in settings.Disabled.Concat(settings.Options.Select(option => option.Plugin)))
        {
            var meant = reports
                .Where(report => report.Identity is { } plugin && name.Matches(plugin.Kind, plugin.Id)).ToList();
            if (meant.Count > 0 && meant.TrueForAll(report => isGoing(report.File)))
            {
                throw Wrong(settings, name.At, $"'{name}' is named here; take it out before the plugin is removed");
            }
        }
    }

    /// <summary>A file whose plugins cannot be read may be the one that is named, and must not stop the others.</summary>
    private static void Known(PluginSettings settings, PluginName name, IReadOnlyList<PluginReport> reports)
    {
        var known = reports.Select(r => r.Identity).OfType<PluginIdentity>().ToList();
        if (!known.Any(p => name.Matches(p.Kind, p.Id)) && reports.All(r => r.Identity is not null))
        {
            string hint = Nearest.Hint(name.ToString(), known.Select(p => name.Kind is null ? p.Id : $"{p.Kind.Word()}/{p.Id}"));
            throw Wrong(settings, name.At, $"there is no plugin '{name}'{hint}");
        }
    }

    private static PluginSettingsException Wrong(PluginSettings settings, FilePosition at, string what) =>
        new(settings.File ?? PluginSettings.FileName, at, what);
}
