using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;

namespace PluginHost.Screens;

/// <summary>The keys that matter most, on one line.</summary>
internal static class KeyHints
{
    /// <summary>As many hints as fit; those of the shell always, at the right end.</summary>
    /// <param name="actions">All actions.</param>
    /// <param name="always">Ids of those that stand at the right end.</param>
    /// <param name="width">Of the line.</param>
    /// <param name="look">Signs and styles.</param>
    public static Line Line(ImmutableArray<KeyAction> actions, ImmutableArray<string> always, int width, Look look)
    {
        var right = Tui.Drawing.Line.Join(always.Select(id => actions.FirstOrDefault(a => a.Id == id) is { Keys: [var keys, ..], Hint: { } hint }
            ? Hint(keys, hint, look) : Tui.Drawing.Line.Empty));
        var left = Tui.Drawing.Line.Empty;
        foreach (var action in actions.Where(a => a.Hint is not null && a.Group != ShellActions.Everywhere))
        {
            var hint = action is { Keys: [var keys, ..], Hint: { } word } ? Hint(keys, word, look) : Tui.Drawing.Line.Empty;
            if (left.Width + hint.Width + right.Width > width)
            {
                break;
            }

            left += hint;
        }

        return left.Fit(Math.Max(0, width - right.Width), look) + right.Fit(Math.Min(width, right.Width), look);
    }

    private static Line Hint(string keys, string word, Look look) =>
        Tui.Drawing.Line.Of($" {KeyText.Of(keys, look.Symbols)}", look.Accent) + Tui.Drawing.Line.Of($" {word} ", look.Dim);
}
