using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;

namespace PluginHost.Screens;

/// <summary>The command palette: a line that is typed, and the commands that it may mean.</summary>
/// <param name="Field">What is typed.</param>
/// <param name="Selected">Which of the matches.</param>
internal sealed record PaletteView(TextField Field, int Selected)
{
    private const int Widest = 80, Highest = 14, Edges = 2, Prompt = 2;

    public static PaletteView Empty { get; } = new(TextField.Empty, 0);

    public PaletteView Paste(string text) => new(Field.Insert(text), 0);

    /// <summary>Enter calls the match that is selected, or what was typed when that is a command's own name.</summary>
    /// <returns>What is shown next, null when it closes; and the command to call, if any.</returns>
    public (PaletteView? Next, string? Command) Press(Key key, ImmutableArray<KeyAction> actions)
    {
        var matches = CommandText.Matching(Field.Text, actions);
        switch (key.Name)
        {
            case KeyName.Escape:
            case KeyName.Character when key == new Key('c', KeyModifiers.Control):
            case KeyName.Backspace when Field.Text.Length == 0:
                return (null, null);
            case KeyName.Up:
                return (this with { Selected = Math.Max(0, Selected - 1) }, null);
            case KeyName.Down:
                return (this with { Selected = Math.Clamp(Selected + 1, 0, Math.Max(0, matches.Length - 1)) }, null);
            case KeyName.Tab when Selected < matches.Length:
                return (new PaletteView(TextField.Of(Completed(matches[Selected])), 0), null);
            case KeyName.Enter when Selected < matches.Length && !HasArgument && !IsNamed(actions):
                // One that needs more is completed first, so that it can be typed behind it.
                return (null, matches[Selected].Id);
            case KeyName.Enter:
                return (null, Field.Text);
            default:
                return (new PaletteView(Field.Press(key), 0), null);
        }
    }

    /// <summary>Laid over what is shown.</summary>
    public IReadOnlyList<Line> Over(IReadOnlyList<Line> below, Size room, ImmutableArray<KeyAction> actions, Look look)
    {
        var matches = CommandText.Matching(Field.Text, actions);
        int width = Math.Min(Widest, room.Width), height = Math.Min(Highest, room.Height), inner = width - Edges;
        int listed = Math.Max(1, height - Edges - 1), top = Math.Max(0, Selected - listed + 1);
        var list = matches.Skip(top).Take(listed).Select((action, i) => Item(action, inner, look, i + top == Selected));
        Line[] lines = [Line.Of(": ", look.Accent) + Field.Draw(inner - Prompt, look), .. list];
        return Compose.Over(below, Compose.Box(lines, "Commands", new Size(width, height), look), (room.Width - width) / 2, Math.Min(2, room.Height - height));
    }

    private bool HasArgument => Field.Text.Trim().Contains(' ', StringComparison.Ordinal);

    private bool IsNamed(ImmutableArray<KeyAction> actions) => actions.Any(action => action.Id == Field.Text.Trim()) && Selected == 0;

    private static string Completed(KeyAction action) => action.Argument is null ? action.Id : action.Id + " ";

    private static Line Item(KeyAction action, int width, Look look, bool isSelected)
    {
        string name = action.Argument is { } argument ? $"{action.Id} {argument}" : action.Id;
        string keys = KeyText.All(action, look.Symbols);
        var line = (Line.Of($" {name}", look.Strong).Fit(26, look) + Line.Of($" {action.Help}")).Fit(Math.Max(0, width - CellWidth.Of(keys) - 2), look)
            + Line.Of($" {keys} ", look.Accent);
        line = line.Fit(width, look);
        return isSelected ? line.Over(look.Selected) : line;
    }
}
