using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;

namespace PluginHost.Screens.Shells;

/// <summary>A key and what it does, as the last line of the screen shows it; a click calls the action.</summary>
/// <param name="Id">The action's.</param>
/// <param name="Text">Key and word.</param>
internal sealed record KeyHint(string Id, Line Text);

/// <summary>The keys that matter most, on one line.</summary>
internal static class KeyHints
{
    /// <summary>
    /// As many hints as fit: the screen's own from the left, those of the shell always, at the right end.
    /// </summary>
    /// <param name="actions">All actions.</param>
    /// <param name="always">Ids of those that stand at the right end.</param>
    /// <param name="width">Of the line.</param>
    /// <param name="symbols">The signs.</param>
    public static (ImmutableArray<KeyHint> Left, ImmutableArray<KeyHint> Right) Of(
        ImmutableArray<KeyAction> actions, ImmutableArray<string> always, int width, Symbols symbols)
    {
        ImmutableArray<KeyHint> right = [.. always.Select(Named).SelectMany(action => Hint(action, symbols))];
        int room = width - right.Sum(hint => hint.Text.Width);
        var left = ImmutableArray.CreateBuilder<KeyHint>();
        var own = actions.Where(action => action.Group != ShellActions.Everywhere);
        foreach (var hint in own.SelectMany(action => Hint(action, symbols)))
        {
            room -= hint.Text.Width;
            if (room < 0)
            {
                break;
            }

            left.Add(hint);
        }

        return (left.ToImmutable(), right);

        KeyAction? Named(string id) => actions.FirstOrDefault(action => action.Id == id);
    }

    private static IEnumerable<KeyHint> Hint(KeyAction? action, Symbols symbols)
    {
        if (action is { Keys: [var keys, ..], Hint: { } word })
        {
            var key = Line.Of($" {KeyText.Of(keys, symbols)}", Tone.Accent);
            yield return new KeyHint(action.Id, key + Line.Of($" {word} ", Tone.Dim));
        }
    }
}
