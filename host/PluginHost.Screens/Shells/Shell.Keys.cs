using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Shells;

/// <content>Keys, commands and the actions that they call, and the last line, which tells of them.</content>
internal sealed partial record Shell
{
    private static readonly ImmutableArray<string> AlwaysHinted =
        [ShellActions.Help, ShellActions.Palette, ShellActions.Quit];

    /// <summary>A key that the shell takes; see <see cref="Takes"/>.</summary>
    internal sealed record KeyPressed(string Key) : Message;

    private CustomKeys Keys { get; }

    /// <summary>Keys that may be the beginning of more, such as <c>z</c>.</summary>
    private ImmutableArray<string> Pressed { get; init; } = [];

    public ImmutableArray<KeyAction> Actions => Table.Actions;

    /// <summary>What the screen and the shell can do when neither help nor palette lies over them.</summary>
    private ImmutableArray<KeyAction> OfScreen
    {
        get
        {
            var own = IsAsking ? ShellActions.Always : ShellActions.Of(Titles);
            return new KeyTable([.. Current.Actions, .. own], Keys).Actions;
        }
    }

    /// <summary>What the question, the palette or help can do, where it lies over the screen; else null.</summary>
    private ImmutableArray<KeyAction>? OfCover
    {
        get
        {
            if (AsksToQuit)
            {
                return QuitQuestion.Actions;
            }

            if (Palette is not null)
            {
                return Palette.Actions;
            }

            return Help is not null ? HelpPage.Actions : null;
        }
    }

    /// <summary>Whether a question or a line that is typed comes before all else.</summary>
    private bool IsAsking => Current.Field is not null || Current.Dialog is not null;

    private KeyTable Table => OfCover is { } actions
        ? new([.. actions, .. ShellActions.Always], Keys)
        : new(OfScreen, CustomKeys.None);

    /// <summary>Whether what is shown takes the keys that scroll.</summary>
    public bool ScrollsByItself =>
        Help is null && Palette is null && Parts(Room, Symbols).Any(part => part is MarkdownPart);

    /// <summary>
    /// Whether a key is for the key table, and not for the line that is typed or for what has the cursor.
    /// </summary>
    public bool Takes(string key)
    {
        if (Field is not null && KeyNames.IsText(key))
        {
            return false;
        }

        if (!Pressed.IsEmpty || (key == "escape" && !Cancellable.IsEmpty))
        {
            return true;
        }

        var table = Table;
        return table.Find([key]) is not null || table.IsBeginning([key]);
    }

    /// <summary>Whether a key opens the menus, which are a view's own.</summary>
    public bool OpensMenu(string key) => Pressed.IsEmpty && Table.Find([key])?.Id == ShellActions.Menu;

    /// <summary>The last line: what was said last, what is being done, else the keys that matter most.</summary>
    /// <param name="width">How wide it is.</param>
    public (Line? Text, ImmutableArray<KeyHint> Left, ImmutableArray<KeyHint> Right) Footer(int width)
    {
        if (!Pressed.IsEmpty)
        {
            string keys = KeyText.Of(string.Join(' ', Pressed), Symbols);
            return (Line.Of($" {keys} {Symbols.Ellipsis}", Tone.Accent), [], []);
        }

        if (Notice is { } notice)
        {
            return (" " + Symbols.Say(notice.Status, notice.Text), [], []);
        }

        if (!Slow.IsEmpty)
        {
            string says = string.Join(", ", Slow.Select(work => work.Says));
            string hint = Cancellable.IsEmpty ? "" : "  Esc cancels";
            return (" " + Symbols.Say(Status.Running, says) + Line.Of(hint, Tone.Dim), [], []);
        }

        bool isCovered = AsksToQuit || Help is not null || Palette is not null;
        var (left, right) = KeyHints.Of(Table.Actions, IsAsking || isCovered ? [] : AlwaysHinted, width, Symbols);
        return (null, left, right);
    }

    private Step Press(string key)
    {
        var shell = this with { Notice = null };
        if (key == "escape" && !Cancellable.IsEmpty)
        {
            return shell.CancelSlow();
        }

        ImmutableArray<string> pressed = [.. Pressed, key];
        var table = Table;
        if (table.Find(pressed) is { } action)
        {
            return (shell with { Pressed = [] }).Call(new ActionCalled(action.Id));
        }

        return Step.To(shell with { Pressed = table.IsBeginning(pressed) ? pressed : [] });
    }

    private Step Command(string text)
    {
        var shell = this with { Help = null, Palette = null, Notice = null };
        // These are known by their names whatever is asked.
        var always = ShellActions.Of([])
            .Where(action => action.Id is ShellActions.Quit or ShellActions.Help or ShellActions.Show)
            .Select(action => action with { Keys = [] });
        var (action, problem) = CommandText.Read(text, [.. shell.Actions, .. always]);
        return action is null ? shell.Do(new Noticed(problem, Status.Failed)) : shell.Call(action);
    }

    private Step Call(ActionCalled called)
    {
        if (called.Id is ShellActions.Redraw)
        {
            return Step.To(this, new Redraw());
        }

        if (called.Id is ShellActions.Suspend)
        {
            return Step.To(this, new Suspend());
        }

        if (AsksToQuit)
        {
            return called.Id == TypingActions.Accept
                ? Step.To(this, new Quit())
                : Step.To(this with { AsksToQuit = false });
        }

        if (Palette is not null)
        {
            return CallIn(Palette, called);
        }

        if (Help is not null)
        {
            return Step.To(this with { Help = Help.Do(called.Id, Room, OfScreen, Symbols) });
        }

        return Current.Actions.Any(action => action.Id == called.Id) ? Tell(Index, called) : CallOwn(called);
    }

    /// <summary>What is called while the palette is open.</summary>
    private Step CallIn(Palette palette, ActionCalled called) => called.Id switch
    {
        TypingActions.Accept => CallPalette(),
        TypingActions.Complete => Step.To(this with { Palette = palette.Complete(OfScreen) }),
        TypingActions.Cancel => Step.To(this with { Palette = null }),
        Palette.Up => Step.To(this with { Palette = palette.Move(-1, OfScreen) }),
        Palette.Down => Step.To(this with { Palette = palette.Move(1, OfScreen) }),
        _ => (this with { Palette = null }).Call(called),
    };

    /// <summary>What is the shell's own to do.</summary>
    private Step CallOwn(ActionCalled called)
    {
        int tab = Titles.ToList().FindIndex(title => ShellActions.IdOf(title) == called.Id);
        if (tab >= 0)
        {
            return Open(tab);
        }

        return called.Id switch
        {
            ShellActions.Help => Step.To(this with { Help = new HelpPage(0) }),
            ShellActions.Palette => Step.To(this with { Palette = Palette.Empty }),
            ShellActions.Next => Open((Index + 1) % Tabs.Length),
            ShellActions.Previous => Open((Index + Tabs.Length - 1) % Tabs.Length),
            ShellActions.Quit when Lost.Any() => Step.To(this with { AsksToQuit = true }),
            ShellActions.Quit => Step.To(this, new Quit()),
            ShellActions.Theme => Step.To(this, new ChangeTheme(called.Argument)),
            ShellActions.Show or ShellActions.Menu => Step.Stay(this),
            _ => throw new ArgumentOutOfRangeException(nameof(called), called.Id, "not an action of this screen"),
        };
    }

    private Step CallPalette()
    {
        string command = Palette?.Command(OfScreen) ?? "";
        return command.Length == 0 ? Step.To(this with { Palette = null }) : Command(command);
    }
}
