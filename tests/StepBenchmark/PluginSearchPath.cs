using PluginHost.Loading;
using PluginHost.Loading.Settings;

namespace PluginHost.StepBenchmark;

/// <summary>Where plugins are found: as the program does it.</summary>
internal static class PluginSearchPath
{
    /// <summary>Loads the plugins of the nearest plugins.json upwards; without one, those of the build.</summary>
    public static PluginCatalogue Load()
    {
        string here = Directory.GetCurrentDirectory();
        return PluginLoader.Load(PluginSettings.Find(null, FolderWithSettings(here) ?? here, AppContext.BaseDirectory));
    }

    private static string? FolderWithSettings(string folder)
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
}
