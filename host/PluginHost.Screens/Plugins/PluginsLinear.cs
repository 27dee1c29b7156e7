using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Plugins;

/// <summary>Tells the plugins line by line.</summary>
internal static class PluginsLinear
{
    private static readonly Size Endless = new(int.MaxValue, int.MaxValue);

    public static IEnumerable<string> Of(PluginsScreen screen)
    {
        if (screen.Naming is { } naming)
        {
            return naming.Linear();
        }

        if (screen.Filter.IsTyped)
        {
            return ["words that plugins shall hold, or cancel:"];
        }

        bool isRead = screen.Reads || screen.Page != PluginPage.Details;
        return isRead ? Page(screen) : List(screen);
    }

    private static IEnumerable<string> List(PluginsScreen screen)
    {
        string filter = screen.Filter.Linear(screen.Shown.Length, screen.Plugins.Length);
        return [$"Plugins: {screen.Plugins.Length}{filter}; 'open NUMBER' tells more", .. screen.Shown.Select(Told)];
    }

    private static string Told(PluginEntry plugin, int index)
    {
        string reason = plugin.Report.Reason.Length > 0 ? $", {plugin.Report.Reason}" : "";
        return $"{index + 1}. {plugin.Kind} {plugin.Id} {plugin.Version}: {plugin.State}{reason}";
    }

    private static IEnumerable<string> Page(PluginsScreen screen)
    {
        var head = screen.Chosen is null ? [] : PluginPages.Head(screen, int.MaxValue, int.MaxValue, Symbols.Ascii);
        bool isCard = screen is { Page: PluginPage.Card, Chosen.Card.Length: > 0 };
        string[] lines = isCard
            ? screen.Chosen?.Card.ReplaceLineEndings("\n").Split('\n') ?? []
            : [.. PluginsView.PageLines(screen, Endless).Select(line => line.ToString())];
        return [.. head.Select(line => line.ToString()), .. lines.Where(line => line.Length > 0), "'back' goes back"];
    }
}
