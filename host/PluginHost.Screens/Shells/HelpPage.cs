using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Shells;

/// <summary>
/// All keys and commands of a screen, made of the key table; in place of the screen until it is closed.
/// </summary>
/// <param name="Top">The first line that is seen.</param>
internal sealed record HelpPage(int Top)
{
    private const string Group = "Help";

    private const int KeysWidth = 18, Indent = 2;

    public const string Close = "close-help";

    /// <summary>What can be done while it is shown.</summary>
    public static ImmutableArray<KeyAction> Actions { get; } =
    [
        new(Close, "back to the screen", "escape", "q", "?", "f1", "enter") { Hint = "close", Group = Group },
        .. ListCursor.Actions(Group).Select(action => action.Id == "down" ? action with { Hint = "scroll" } : action),
    ];

    public IReadOnlyList<Part> Parts(Size room, string title, ImmutableArray<KeyAction> actions, Symbols symbols)
    {
        var area = Area.Of(room);
        var head = Line.Of($"{title}: keys, and commands to type after a colon", Tone.Head);
        return
        [
            new TextPart("help-title", area.Top(1), [head]),
            new TextPart("help", area.Below(1), Lines(actions, room.Width - 1, symbols)) { Top = Top },
        ];
    }

    /// <summary>Scrolled by an action; null for one that closes it.</summary>
    public HelpPage? Do(string action, Size room, ImmutableArray<KeyAction> actions, Symbols symbols)
    {
        int page = Math.Max(1, room.Height - 1), count = Lines(actions, room.Width - 1, symbols).Count;
        return ListCursor.Scrolled(Top, action, count, page) is { } top ? new HelpPage(top) : null;
    }

    /// <summary>For the linear mode: commands first, which are what is typed there.</summary>
    public static IEnumerable<string> Linear(string title, ImmutableArray<KeyAction> actions) =>
    [
        $"Commands of {title}:",
        .. actions.Select(action => $"{Command(action)}: {action.Help}"),
    ];

    private static List<Line> Lines(ImmutableArray<KeyAction> actions, int width, Symbols symbols)
    {
        var lines = new List<Line>();
        foreach (var group in actions.GroupBy(action => action.Group))
        {
            if (lines.Count > 0)
            {
                lines.Add(Line.Empty);
            }

            lines.Add(Line.Of(group.Key, Tone.Head));
            lines.AddRange(group.SelectMany(action => Lines(action, width, symbols)));
        }

        return lines;
    }

    /// <summary>The keys at the left, and beside them what the action does, in as many lines as that takes.</summary>
    private static IEnumerable<Line> Lines(KeyAction action, int width, Symbols symbols)
    {
        var keys = Line.Of(new string(' ', Indent) + KeyText.All(action, symbols), Tone.Accent);
        int room = Math.Max(16, width - KeysWidth - 1);
        var told = Wrapped.Of($"{action.Help}  :{Command(action)}", room);
        if (keys.Width > KeysWidth)
        {
            yield return keys;
            keys = Line.Empty;
        }

        foreach (var line in told)
        {
            yield return keys.Fit(KeysWidth, symbols) + " " + line;
            keys = Line.Empty;
        }
    }

    private static string Command(KeyAction action) =>
        action.Argument is { } argument ? $"{action.Id} {argument}" : action.Id;
}
