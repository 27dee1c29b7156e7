using PluginHost.Loading;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Plugins;

/// <summary>What is told of the chosen plugin, as lines.</summary>
internal static class PluginPages
{
    /// <summary>What is read, in lines as wide as they may be; none of a card, which scrolls by itself.</summary>
    public static IReadOnlyList<Line> Lines(PluginsScreen screen, int width)
    {
        if (screen.Page == PluginPage.Made)
        {
            return [.. screen.MadeLines.SelectMany(line => Wrapped.Of(line, width))];
        }

        if (screen.Chosen is not { } plugin)
        {
            return [Line.Of($"no plugin fits '{screen.Filter.Text}'", Tone.Warn)];
        }

        return screen.Page switch
        {
            PluginPage.Card when plugin.Card.Length > 0 => [],
            PluginPage.Card => Wrapped.Of("no method card: there is no README.md beside it", width, Tone.Dim),
            PluginPage.Verification => Verification(screen, plugin, width),
            _ => PluginDetails.Of(plugin, width),
        };
    }

    /// <summary>What became of a plugin: sign and word.</summary>
    public static Line Say(PluginEntry plugin, Symbols symbols)
    {
        var status = plugin.Report.State switch
        {
            PluginState.Ready => Status.Ok,
            PluginState.Failed => Status.Failed,
            PluginState.Superseded => Status.Warning,
            _ => Status.Stopped,
        };
        return symbols.Say(status, plugin.State);
    }

    /// <summary>Which plugin it is, and where it cannot be used, why, and how to mend it.</summary>
    public static List<Line> Head(PluginsScreen screen, int width, int height, Symbols symbols)
    {
        if (screen.Page == PluginPage.Made)
        {
            return [Line.Of("a new plugin", Tone.Head)];
        }

        if (screen.Chosen is not { } plugin)
        {
            return [];
        }

        var title = Line.Of($"{plugin.Kind} {plugin.Id} {plugin.Version} ", Tone.Strong) + Say(plugin, symbols);
        var lines = Wrapped.Hanging(title, width).ToList();
        if (plugin.Report.State != PluginState.Ready)
        {
            lines.AddRange(Wrapped.Of($"why: {plugin.Report.Reason}", width, Tone.Warn));
            lines.AddRange(plugin.Report.Mend.Length > 0 ? Wrapped.Of($"mend: {plugin.Report.Mend}", width) : []);
        }

        return [.. lines.Take(Math.Max(1, height - 3))];
    }

    private static IReadOnlyList<Line> Verification(PluginsScreen screen, PluginEntry plugin, int width) =>
        screen.Verifications.GetValueOrDefault(plugin.Key) is { IsDefaultOrEmpty: false } lines
            ? [.. lines.SelectMany(line => Wrapped.Hanging(Told(line), width))]
            : Wrapped.Of("trying it on small data: each promise of its kind", width, Tone.Busy);

    private static Line Told(string line) =>
        Line.Of(line, line.StartsWith("error:", StringComparison.Ordinal) ? Tone.Bad : Tone.Text);
}
