using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.LiveConsole;

/// <summary>What was said, below it the prompt, and below that what the word may become.</summary>
internal static class ConsoleView
{
    /// <summary>The id of what was said.</summary>
    public const string SaidId = "said";

    private const string Prompt = "> ", More = ". ";
    private const int MostNameLines = 6, NameGap = 2;

    public static IReadOnlyList<Part> Parts(ConsoleScreen screen, Size room, Symbols symbols)
    {
        var area = Area.Of(room);
        // The prompt follows what was said, as in a shell, until the screen is full.
        int said = SaidLines(screen);
        var names = Names(screen, symbols);
        return
        [
            new TextPart(SaidId, area.Top(said), screen.Shown)
            {
                Top = Math.Max(0, screen.Shown.Length - said - screen.Scrolled),
            },
            Input(screen, area.Below(said).Top(1), symbols),
            .. names.IsEmpty ? [] : (Part[])[new TextPart("names", area.Below(said + 1).Top(names.Length), names)],
        ];
    }

    /// <summary>How many lines of what was said are seen.</summary>
    public static int SaidLines(ConsoleScreen screen) =>
        Math.Min(screen.Shown.Length, Math.Max(1, screen.Size.Height - 1 - NameLines(screen)));

    /// <summary>Lines broken to a width, of which the last cell is left to a scroll bar.</summary>
    public static ImmutableArray<Line> Broken(IEnumerable<Said> lines, int width) =>
        [.. lines.SelectMany(said => Of(said, Math.Max(1, width - 1)))];

    private static IReadOnlyList<Line> Of(Said said, int width) => said.Kind switch
    {
        SaidKind.Typed => Rows(Line.Of(Prompt, Tone.Accent) + ScriptColours.Of(said.Text), width),
        SaidKind.Continued => Rows(Line.Of(More, Tone.Accent) + ScriptColours.Of(said.Text), width),
        SaidKind.Error => Wrapped.Of(said.Text, width, Tone.Bad),
        SaidKind.Hint => Wrapped.Of(said.Text, width, Tone.Dim),
        _ => Rows(said.Text, width),
    };

    /// <summary>An answer's columns stay below each other: it is cut into rows, not wrapped between words.</summary>
    private static IReadOnlyList<Line> Rows(Line line, int width)
    {
        if (line.Width <= width)
        {
            return [line];
        }

        int rows = (line.Width + width - 1) / width;
        return [.. Enumerable.Range(0, rows).Select(row => line.Slice(row * width, width))];
    }

    private static Part Input(ConsoleScreen screen, Area area, Symbols symbols)
    {
        if (screen.IsRunning)
        {
            var running = symbols.Say(Status.Running) + Line.Of("  Esc or Ctrl-C stops it", Tone.Dim);
            return new TextPart("running", area, [running]);
        }

        string prompt = screen.Pending.Length > 0 ? More : Prompt;
        if (screen.IsTyping)
        {
            return new FieldPart(ConsoleScreen.Prompt, area, Line.Of(prompt, Tone.Accent), screen.Text, screen.Cursor)
            {
                TakesLines = true,
            };
        }

        string text = screen.Text.Length > 0 ? screen.Text : "Enter to type";
        return new TextPart("prompt", area, [Line.Of(prompt + text, Tone.Dim)]);
    }

    private static int NameLines(ConsoleScreen screen)
    {
        var (_, _, lines) = NameSizes(screen);
        return lines > MostNameLines ? MostNameLines + 1 : lines;
    }

    /// <summary>How wide a name's place is, how many stand on a line, and how many lines they take.</summary>
    private static (int Cell, int Columns, int Lines) NameSizes(ConsoleScreen screen)
    {
        int longest = screen.Names.Select(name => name.Length).DefaultIfEmpty(0).Max();
        int cell = Math.Min(screen.Size.Width, longest + NameGap), columns = Math.Max(1, screen.Size.Width / cell);
        return (cell, columns, (screen.Names.Length + columns - 1) / columns);
    }

    private static ImmutableArray<Line> Names(ConsoleScreen screen, Symbols symbols)
    {
        var (cell, columns, lines) = NameSizes(screen);
        int seen = Math.Min(MostNameLines, lines);
        int taken = Math.Max(0, screen.Taken ?? 0) / columns;
        int first = Math.Clamp(taken - seen + 1, 0, lines - seen);
        int more = screen.Names.Length - ((first + seen) * columns);
        var names = screen.Names.Select(Name).Skip(first * columns).Take(seen * columns);
        ImmutableArray<Line> shown = [.. names.Chunk(columns).Select(Line.Join)];
        if (lines <= MostNameLines)
        {
            return shown;
        }

        return shown.Add(Line.Of(more > 0 ? $"{more} more" : "no more", Tone.Dim));

        Line Name(string name, int at)
        {
            var tone = at == screen.Taken ? Tone.Selected : Tone.Text;
            return Line.Of(name, tone).Fit(Math.Min(cell, CellWidth.Of(name)), symbols).Fit(cell, symbols);
        }
    }
}
