using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Shells;

/// <summary>
/// The command palette: a line that is typed, and the commands, or the values behind a command, that it may mean.
/// </summary>
/// <param name="Text">What is typed.</param>
/// <param name="Cursor">Where the next character comes.</param>
/// <param name="Selected">Which of the matches.</param>
internal sealed record Palette(string Text, int Cursor, int Selected)
{
    public const string Field = "palette", List = "palette-list", Up = "palette-up", Down = "palette-down";

    private const string Group = "Commands";

    private const int Listed = 10, NameWidth = 30;

    public static Palette Empty { get; } = new("", 0, 0);

    /// <summary>What can be done while it is open.</summary>
    public static ImmutableArray<KeyAction> Actions { get; } =
    [
        .. TypingActions.Completing(Group, "call"),
        new(Up, "the command before", "up") { Group = Group },
        new(Down, "the next command", "down") { Group = Group },
    ];

    private string Word => Text.TrimStart().Split(' ')[0];

    public static Palette Typed(string text, int cursor) => new(text, cursor, 0);

    /// <summary>The next or the previous match.</summary>
    public Palette Move(int by, ImmutableArray<KeyAction> actions) =>
        this with { Selected = Math.Clamp(Selected + by, 0, Math.Max(0, Matches(actions).Length - 1)) };

    /// <summary>With the chosen match typed out.</summary>
    public Palette Complete(ImmutableArray<KeyAction> actions)
    {
        var matches = Matches(actions);
        if (Selected >= matches.Length)
        {
            return this;
        }

        string text = matches[Selected].Text;
        return new Palette(text, text.Length, 0);
    }

    /// <summary>What Enter calls: what was typed where that names a command, else the chosen match.</summary>
    public string Command(ImmutableArray<KeyAction> actions)
    {
        var matches = Matches(actions);
        bool isTyped = actions.Any(action => action.Id == Word) && (Selected == 0 || Selected >= matches.Length);
        return isTyped || Selected >= matches.Length ? Text.Trim() : matches[Selected].Text.Trim();
    }

    public Dialog Dialog(ImmutableArray<KeyAction> actions, Symbols symbols)
    {
        var lines = Matches(actions).Select(match => match.Line(symbols));
        return new Dialog(
            "Commands",
            new DialogField(Field, ": ", Text, Cursor),
            new DialogList(List, [.. lines], Selected, Listed));
    }

    private ImmutableArray<Match> Matches(ImmutableArray<KeyAction> actions)
    {
        var named = actions.FirstOrDefault(action => action.Id == Word);
        int space = Text.TrimStart().IndexOf(' ', StringComparison.Ordinal);
        if (named?.Values is null || space < 0)
        {
            return [.. CommandText.Matching(Text, actions).Select(Match.Of)];
        }

        string argument = Text.TrimStart()[space..].TrimStart();
        return [.. named.Values(argument).Select(value => new Match($"{named.Id} {value}", null))];
    }

    /// <summary>A line of the list.</summary>
    /// <param name="Text">What it types.</param>
    /// <param name="Action">The command; null for a value behind one.</param>
    private readonly record struct Match(string Text, KeyAction? Action)
    {
        /// <summary>A command, ready for what may follow it.</summary>
        public static Match Of(KeyAction action) =>
            new(action.Argument is null ? action.Id : action.Id + " ", action);

        public Line Line(Symbols symbols)
        {
            if (Action is null)
            {
                return Drawing.Line.Of(Text);
            }

            string name = Action.Argument is { } argument ? $"{Action.Id} {argument}" : Action.Id;
            string keys = KeyText.All(Action, symbols);
            var line = Drawing.Line.Of(name, Tone.Strong).Fit(NameWidth, symbols) + " " + Action.Help;
            return keys.Length == 0 ? line : line + Drawing.Line.Of($"  {keys}", Tone.Accent);
        }
    }
}
