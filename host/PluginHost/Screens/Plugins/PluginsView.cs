using PluginHost.Loading;
using PluginHost.Output;
using PluginHost.Running.Words;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Plugins;

/// <summary>Draws the plugins, and what is known of the chosen one.</summary>
internal static class PluginsView
{
    private const int Narrow = 34, Wide = 54, WideFrom = 150, KindWidth = 14, StateWidth = 12, Between = 3, NameWidth = 24;

    public static int ListWidth(int width) => width >= WideFrom ? Wide : Narrow;

    public static int DetailWidth(PluginsScreen screen, int width) => screen.Reads ? width : Math.Max(10, width - ListWidth(width) - Between);

    public static IReadOnlyList<Line> Draw(PluginsScreen screen, Size size, Look look)
    {
        if (screen.Plugins.IsEmpty)
        {
            return screen.Stamp is null
                ? [Line.Of("  looking at the plugins", look.Dim)]
                : [Line.Empty, Line.Of("  No plugins were found.", look.Strong), Line.Of($"  Searched: {(screen.Folders.Count > 0 ? string.Join(", ", screen.Folders) : "no folder; name one in plugins.json, or build the plugins")}", look.Dim)];
        }

        int list = ListWidth(size.Width);
        var details = Details(screen, DetailWidth(screen, size.Width), look);
        int more = details.Count - screen.Reading.Top - (size.Height - 1);
        var right = details.Skip(screen.Reading.Top).Take(size.Height - 1).ToList();
        int ready = screen.Plugins.Count(plugin => plugin.Report.State == PluginState.Ready);
        string foot = $" {ready} ready, {screen.Plugins.Length - ready} not{(more > 0 ? $"; {more} more lines on the right{(screen.Reads ? "" : ": Enter, then arrows")}" : "")}";
        if (screen.Reads)
        {
            return [.. Compose.Fit(right, size with { Height = size.Height - 1 }, look), Line.Of(more > 0 ? $" {more} more lines" : " the end", look.Dim)];
        }

        return
        [
            .. Compose.Fit(Compose.Beside(List(screen, list, size.Height - 1, look), list, right, look, Line.Of($" {look.Symbols.Vertical} ", look.Dim)), size with { Height = size.Height - 1 }, look),
            Line.Of(foot, look.Dim),
        ];
    }

    public static IEnumerable<string> Linear(PluginsScreen screen)
    {
        if (screen.Reads && screen.Chosen is not null)
        {
            return Details(screen, int.MaxValue, new Look(ColourLevel.None, Symbols.Ascii)).Select(line => line.ToString()).Where(line => line.Length > 0);
        }

        return
        [
            $"Plugins: {screen.Plugins.Length}; 'open NUMBER' tells more",
            .. screen.Plugins.Select((plugin, i) =>
                $"{i + 1}. {plugin.Kind} {plugin.Id} {plugin.Report.Identity?.Version}: {Word(plugin.Report.State)}{(plugin.Report.Reason.Length > 0 ? $", {plugin.Report.Reason}" : "")}"),
        ];
    }

    /// <summary>What is known of the chosen plugin.</summary>
    public static IReadOnlyList<Line> Details(PluginsScreen screen, int width, Look look)
    {
        if (screen.Chosen is not { } plugin)
        {
            return [];
        }

        var lines = new List<Line>
        {
            Line.Of($"{plugin.Kind} {plugin.Id} {plugin.Report.Identity?.Version} ", look.Strong) + Say(plugin.Report.State, look),
        };
        if (plugin.Report.State != PluginState.Ready)
        {
            lines.AddRange(Compose.Wrap($"why: {plugin.Report.Reason}", width, look.Warn));
            lines.AddRange(plugin.Report.Mend.Length > 0 ? Compose.Wrap($"mend: {plugin.Report.Mend}", width) : []);
        }

        if (screen.ShowsCard)
        {
            return [.. lines, Line.Empty, .. Card(plugin, width, look)];
        }

        if (plugin.Info is { } info)
        {
            lines.AddRange(info.Summary.Length > 0 ? Compose.Wrap(info.Summary, width) : []);
            lines.AddRange(info.Source.Length > 0 ? Compose.Wrap(info.Source, width, look.Dim) : []);
            lines.Add(Line.Empty);
            lines.AddRange(info.Options.Count == 0 ? [Line.Of("no options", look.Dim)] : info.Options.SelectMany(option => Option(option, width, look)));
        }

        return [.. lines, Line.Empty, .. Compose.Wrap(Shown.Path(plugin.Report.File), width, look.Dim)];
    }

    private static IReadOnlyList<Line> Card(PluginEntry plugin, int width, Look look) => plugin.Card.IsEmpty
        ? [Line.Of("no method card: there is no README.md beside it", look.Dim)]
        : [.. plugin.Card.SelectMany(line => Compose.Wrap(line, width, line.StartsWith('#') ? look.Head : look.Text))];

    private static IEnumerable<Line> Option(OptionInfo option, int width, Look look)
    {
        string symbol = option.Symbol.Length > 0 ? $" ({option.Symbol})" : "";
        yield return Line.Of(option.Name, look.Accent) + Line.Of(symbol, look.Dim) + " = " + Line.Of(OptionText.Default(option), look.Strong)
            + Line.Of($"   {OptionText.Range(option)}", look.Dim);
        foreach (var line in Compose.Wrap(option.Help, Math.Max(8, width - 4)))
        {
            yield return "    " + line;
        }
    }

    private static IReadOnlyList<Line> List(PluginsScreen screen, int width, int height, Look look)
    {
        bool wide = width >= Wide;
        var lines = new List<Line> { Line.Of("  " + "plugin".PadRight(wide ? NameWidth : width - StateWidth - 2) + (wide ? "kind".PadRight(KindWidth) : "") + "state", look.Head) };
        for (int i = screen.Cursor.Top; i < Math.Min(screen.Plugins.Length, screen.Cursor.Top + height - 1); i++)
        {
            var plugin = screen.Plugins[i];
            bool chosen = i == screen.Cursor.Index;
            string name = wide ? plugin.Id : $"{(plugin.Kind == "augmentation" ? "augm." : plugin.Kind),-6} {plugin.Id}";
            var line = Line.Of(chosen ? $"{look.Symbols.Cursor} " : "  ") + Line.Of(name).Fit(wide ? NameWidth - 1 : width - StateWidth - 3, look) + " "
                + (wide ? Line.Of(plugin.Kind, look.Dim).Fit(KindWidth, look) : Line.Empty) + Say(plugin.Report.State, look).Fit(StateWidth, look);
            lines.Add(chosen ? line.Over(look.Selected) : line);
        }

        return lines;
    }

    private static Line Say(PluginState state, Look look) => look.Say(
        state switch
        {
            PluginState.Ready => Status.Ok,
            PluginState.Failed => Status.Failed,
            PluginState.Superseded => Status.Warning,
            _ => Status.Stopped,
        }, Word(state));

    private static string Word(PluginState state) => state == PluginState.Superseded ? "older" : state.ToString().ToLowerInvariant();
}
