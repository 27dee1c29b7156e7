namespace PluginHost.Loading;

/// <summary>Looks into a folder of plugins: every plugin is FOLDER/NAME/NAME.dll.</summary>
internal static class PluginSearch
{
    /// <summary>The plugin files of a folder, by name. What looks like a plugin in the wrong place is reported.</summary>
    public static IReadOnlyList<string> Candidates(string folder, List<PluginReport> reports)
    {
        try
        {
            return [.. Find(folder, reports)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reports.Add(new PluginReport(PluginState.Failed, folder, null, $"the folder cannot be read: {e.Message}", "check its permissions"));
            return [];
        }
    }

    private static IEnumerable<string> Find(string folder, List<PluginReport> reports)
    {
        foreach (string loose in Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(loose);
            reports.Add(new PluginReport(
                PluginState.Failed, loose, null, "it lies in the plugins folder itself", $"move it to {Path.Combine(folder, name, name + ".dll")}"));
        }

        foreach (string plugin in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            string file = Path.Combine(plugin, Path.GetFileName(plugin) + ".dll");
            if (File.Exists(file))
            {
                yield return file;
            }
            else if (Directory.EnumerateFiles(plugin, "*.dll").Order(StringComparer.Ordinal).FirstOrDefault() is { } other)
            {
                reports.Add(new PluginReport(
                    PluginState.Failed, other, null, $"its folder holds no {Path.GetFileName(file)}", "name the folder like the plugin's file"));
            }
            else if (Directory.EnumerateFiles(plugin, "*.csproj").Order(StringComparer.Ordinal).FirstOrDefault()
                is { } project)
            {
                reports.Add(new PluginReport(
                    PluginState.NotBuilt, project, null, "its source is here, and nothing is built of it",
                    $"build it: dotnet build {plugin} -c Release"));
            }
        }
    }
}
