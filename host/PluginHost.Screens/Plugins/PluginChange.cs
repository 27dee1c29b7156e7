using System.Collections.Immutable;

namespace PluginHost.Screens.Plugins;

/// <summary>What became of the plugins since they were looked at last.</summary>
internal static class PluginChange
{
    /// <summary>In words, such as <c>new: my-noise; gone: rem</c>.</summary>
    public static string Of(ImmutableArray<PluginEntry> before, ImmutableArray<PluginEntry> after)
    {
        var came = after.Where(now => !before.Any(was => IsSame(was, now)));
        var gone = before.Where(was => !after.Any(now => IsSame(was, now)));
        var rebuilt = after.Where(now => before.Any(was => IsSame(was, now) && was.Report != now.Report));
        string[] parts = [Part("new", came), Part("gone", gone), Part("changed", rebuilt)];
        string text = string.Join("; ", parts.Where(part => part.Length > 0));
        return text.Length > 0 ? text : "the plugins are as they were";
    }

    private static bool IsSame(PluginEntry one, PluginEntry other) => one.Id == other.Id && one.Kind == other.Kind;

    private static string Part(string word, IEnumerable<PluginEntry> plugins)
    {
        string names = string.Join(", ", plugins.Select(plugin => plugin.Id));
        return names.Length == 0 ? "" : $"{word}: {names}";
    }
}
