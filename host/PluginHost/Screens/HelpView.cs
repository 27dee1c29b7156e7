using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;

namespace PluginHost.Screens;

/// <summary>All keys and commands of a screen, made of the key table.</summary>
/// <param name="Top">The first line that is seen.</param>
internal sealed record HelpView(int Top)
{
    private const int Widest = 96, Edges = 2, KeysWidth = 18;

    /// <summary>Laid over what is shown.</summary>
    public IReadOnlyList<Line> Over(IReadOnlyList<Line> below, Size room, string title, ImmutableArray<KeyAction> actions, Look look)
    {
        var size = new Size(Math.Min(Widest, room.Width), room.Height);
        var lines = Lines(actions, look);
        int inner = size.Height - Edges, more = lines.Count - Top - inner;
        string place = more > 0 ? $"{title}: keys ({KeyText.Of("down", look.Symbols)} {more} more, Esc closes)" : $"{title}: keys (Esc closes)";
        return Compose.Over(below, Compose.Box([.. lines.Skip(Top)], place, size, look), (room.Width - size.Width) / 2, 0);
    }

    /// <summary>Scrolls; other keys close it.</summary>
    public HelpView? Press(Key key, Size room, ImmutableArray<KeyAction> actions)
    {
        int page = Math.Max(1, room.Height - Edges - 1);
        int? step = (key.Name, key.Modifiers, (char)key.Rune.Value) switch
        {
            (KeyName.Down, _, _) or (KeyName.Character, KeyModifiers.None, 'j') => 1,
            (KeyName.Up, _, _) or (KeyName.Character, KeyModifiers.None, 'k') => -1,
            (KeyName.PageDown, _, _) or (KeyName.Character, KeyModifiers.None, ' ') or (KeyName.Character, KeyModifiers.Control, 'd') => page,
            (KeyName.PageUp, _, _) or (KeyName.Character, KeyModifiers.Control, 'u') => -page,
            _ => null,
        };
        int last = Math.Max(0, Lines(actions, new Look(ColourLevel.None, Symbols.Unicode)).Count - room.Height + Edges);
        return step is { } lines ? new HelpView(Math.Clamp(Top + lines, 0, last)) : null;
    }

    /// <summary>For the linear mode: commands first, which are what is typed there.</summary>
    public static IEnumerable<string> Linear(string title, ImmutableArray<KeyAction> actions) =>
    [
        $"Commands of {title}:",
        .. actions.Select(action => $"{action.Id}{(action.Argument is { } argument ? $" {argument}" : "")}: {action.Help}"),
    ];

    private static List<Line> Lines(ImmutableArray<KeyAction> actions, Look look)
    {
        var lines = new List<Line>();
        foreach (var group in actions.GroupBy(action => action.Group))
        {
            lines.Add(lines.Count > 0 ? Line.Empty : Line.Of($" {group.Key}", look.Head));
            if (lines.Count > 1)
            {
                lines.Add(Line.Of($" {group.Key}", look.Head));
            }

            lines.AddRange(group.Select(action =>
                Line.Of(" " + KeyText.All(action, look.Symbols), look.Accent).Fit(KeysWidth, look) + " "
                + Line.Of(action.Help) + Line.Of($"  :{action.Id}{(action.Argument is { } argument ? $" {argument}" : "")}", look.Dim)));
        }

        return lines;
    }
}
