using PluginHost.Screens.Recipes;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.LiveConsole;

/// <summary>Draws what was said, and below it the prompt.</summary>
internal static class ConsoleView
{
    private const string Prompt = "> ", More = ". ";
    private const int MostNameLines = 6;

    public static IReadOnlyList<Line> Draw(ConsoleScreen screen, Size size, Look look)
    {
        Line[] below = [.. Names(screen, size.Width, look)];
        int room = Math.Max(1, size.Height - 1 - below.Length);
        var said = new List<Line>();
        for (int i = screen.Lines.Length - 1 - screen.Scrolled; i >= 0 && said.Count < room; i--)
        {
            said.InsertRange(0, Of(screen.Lines[i], size.Width, look));
        }

        var shown = said.TakeLast(room).ToList();
        // The prompt follows what was said, as in a shell, until the screen is full.
        return [.. shown, Input(screen, size.Width, look), .. below];
    }

    private static IReadOnlyList<Line> Of(Said said, int width, Look look) => said.Kind switch
    {
        SaidKind.Typed => [Line.Of(Prompt, look.Accent) + ScriptColours.Of(said.Text, look)],
        SaidKind.Continued => [Line.Of(More, look.Accent) + ScriptColours.Of(said.Text, look)],
        SaidKind.Error => Compose.Wrap(said.Text, width, look.Bad),
        SaidKind.Hint => Compose.Wrap(said.Text, width, look.Dim),
        _ => Rows(said.Text, width),
    };

    /// <summary>An answer's columns stay below each other: it is cut into rows, not wrapped between words.</summary>
    private static IReadOnlyList<Line> Rows(string text, int width)
    {
        var line = Line.Of(text);
        return line.Width <= width ? [line] : [.. Enumerable.Range(0, (line.Width + width - 1) / width).Select(i => line.Slice(i * width, Math.Min(width, line.Width - (i * width))))];
    }

    private static Line Input(ConsoleScreen screen, int width, Look look)
    {
        if (screen.IsRunning)
        {
            return look.Say(Status.Running) + Line.Of("  Ctrl-C stops it", look.Dim);
        }

        var prompt = Line.Of(screen.Pending.Length > 0 ? More : Prompt, screen.IsTyping ? look.Accent : look.Dim);
        return screen.IsTyping
            ? prompt + screen.Input.Draw(Math.Max(1, width - prompt.Width), look)
            : prompt + Line.Of(screen.Input.Text.Length > 0 ? screen.Input.Text : "Enter to type", look.Dim);
    }

    private static IEnumerable<Line> Names(ConsoleScreen screen, int width, Look look)
    {
        if (screen.Names.IsEmpty)
        {
            return [];
        }

        int cell = Math.Min(width, screen.Names.Max(name => name.Length) + 2), columns = Math.Max(1, width / cell), lines = (screen.Names.Length + columns - 1) / columns;
        int first = screen.Taken is >= 0 and { } taken ? Math.Clamp((taken / columns) - MostNameLines + 1, 0, Math.Max(0, lines - MostNameLines)) : 0;
        int more = screen.Names.Length - ((first + MostNameLines) * columns);
        return
        [
            .. Enumerable.Range(first, Math.Min(MostNameLines, lines)).Select(row => Line.Join(Enumerable.Range(row * columns, Math.Min(columns, screen.Names.Length - (row * columns)))
                .Select(i => i == screen.Taken ? Line.Of(screen.Names[i], look.Selected).Fit(cell, look) : Line.Of(screen.Names[i]).Fit(cell, look)))),
            .. more > 0 ? (Line[])[Line.Of($"{more} more", look.Dim)] : [],
        ];
    }
}
