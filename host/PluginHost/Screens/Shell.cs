using System.Collections.Immutable;
using PluginHost.Running.Words;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens;

/// <summary>
/// All screens and what lies around them: tabs above, the status line below, help and the command palette over them. Sends
/// messages to the screen they are for, and turns keys into actions.
/// </summary>
internal sealed record Shell : IScreen
{
    private Shell(ImmutableArray<Tab> tabs, CustomKeys keys) => (Tabs, Keys) = (tabs, keys);

    private sealed record Tab(IScreen Screen, bool IsOpened = false);

    /// <summary>For one of the screens.</summary>
    private sealed record Addressed(int Index, Message Message) : Message;

    private ImmutableArray<Tab> Tabs { get; init; }

    private CustomKeys Keys { get; }

    private int Index { get; init; }

    private Size Size { get; init; }

    /// <summary>Keys that may be the beginning of more, such as <c>z</c>.</summary>
    private ImmutableArray<Key> Pressed { get; init; } = [];

    private Noticed? Notice { get; init; }

    private HelpView? Help { get; init; }

    private PaletteView? Palette { get; init; }

    public string Title => Current.Title;

    public bool TakesText => Current.TakesText;

    public ImmutableArray<KeyAction> Actions => Table.Actions;

    /// <summary>The screen that is shown.</summary>
    public IScreen Current => Tabs[Index].Screen;

    private Size Room => new(Size.Width, Math.Max(0, Size.Height - 2));

    private KeyTable Table => new([.. Current.Actions, .. ShellActions.Of(Tabs.Select(tab => tab.Screen.Title))], Keys);

    public static Shell Of(IEnumerable<IScreen> screens, CustomKeys keys) => new([.. screens.Select(screen => new Tab(screen))], keys);

    public Step Do(Message message) => message switch
    {
        Opened => Open(Index),
        Resized resized => (this with { Size = resized.Size }).ToOpened(new Resized((this with { Size = resized.Size }).Room)),
        KeyTyped typed => Press(typed.Key),
        Pasted pasted when Palette is not null => Step.To(this with { Palette = Palette.Paste(pasted.Text) }),
        Pasted => Current.TakesText ? Tell(Index, message) : Step.Stay(this),
        Clicked clicked => Click(clicked.Mouse),
        CommandTyped typed => Command(typed.Text),
        ActionCalled called => Call(called),
        Addressed addressed => Tell(addressed.Index, addressed.Message),
        Noticed notice => Step.To(this with { Notice = notice }, new Notify(notice.Text, notice.Status)),
        WorkFailed failed => Fail(failed.Error),
        Ending => Step.Stay(this),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "not for the shell"),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look)
    {
        var room = new Size(size.Width, size.Height - 2);
        var lines = Compose.Fit(Current.Draw(room, look), room, look);
        if (Help is not null)
        {
            lines = Help.Over(lines, room, Current.Title, Actions, look);
        }
        else if (Palette is not null)
        {
            lines = Palette.Over(lines, room, Actions, look);
        }

        return [TabBar(look).Fit(size.Width, look), .. lines, Footer(size.Width, look)];
    }

    public IEnumerable<string> Linear() => Help is not null ? HelpView.Linear(Current.Title, Actions) : Current.Linear();

    private Step Press(Key key)
    {
        var shell = this with { Notice = null };
        if (Palette is not null)
        {
            var (palette, command) = Palette.Press(key, Actions);
            return command is null ? Step.To(shell with { Palette = palette }) : (shell with { Palette = null }).Command(command);
        }

        if (Help is not null)
        {
            return Step.To(shell with { Help = Help.Press(key, Room, Actions) });
        }

        if (Current.TakesText && !(key.Modifiers == KeyModifiers.Control && Table.Find([key]) is { Id: ShellActions.Redraw or ShellActions.Suspend }))
        {
            // Ctrl-C leaves what is being typed, and not the program with it.
            return shell.Tell(Index, new KeyTyped(key == new Key('c', KeyModifiers.Control) ? new Key(KeyName.Escape) : key));
        }

        ImmutableArray<Key> pressed = [.. Pressed, key];
        var table = Table;
        return table.Find(pressed) is { } action ? (shell with { Pressed = [] }).Call(new ActionCalled(action.Id))
            : table.IsBeginning(pressed) ? Step.To(shell with { Pressed = pressed })
            : Pressed.IsEmpty ? Step.To(shell) : Step.To(shell with { Pressed = [] });
    }

    private Step Command(string text)
    {
        var shell = this with { Help = null, Notice = null };
        var (action, problem) = CommandText.Read(text, Actions);
        return action is null ? shell.Do(new Noticed(problem, Status.Failed)) : shell.Call(action);
    }

    private Step Call(ActionCalled called)
    {
        if (Current.Actions.Any(action => action.Id == called.Id))
        {
            return Tell(Index, called);
        }

        int tab = Tabs.ToList().FindIndex(t => ShellActions.IdOf(t.Screen.Title) == called.Id);
        return tab >= 0 ? Open(tab) : called.Id switch
        {
            ShellActions.Help => Step.To(this with { Help = new HelpView(0) }),
            ShellActions.Palette => Step.To(this with { Palette = PaletteView.Empty }),
            ShellActions.Next => Open((Index + 1) % Tabs.Length),
            ShellActions.Previous => Open((Index + Tabs.Length - 1) % Tabs.Length),
            ShellActions.Redraw => Step.To(this, new Redraw()),
            ShellActions.Suspend => Step.To(this, new Suspend()),
            ShellActions.Quit => Step.To(this, new Quit()),
            ShellActions.Show => Step.Stay(this),
            _ => throw new ArgumentOutOfRangeException(nameof(called), called.Id, "not an action of this screen"),
        };
    }

    private Step Click(MouseInput mouse)
    {
        if (Help is not null || Palette is not null)
        {
            return Step.Stay(this);
        }

        if (mouse.Y == 0 && mouse.Action == MouseAction.Press)
        {
            int at = 0;
            for (int i = 0; i < Tabs.Length; at += TabText(i).Length, i++)
            {
                if (mouse.X >= at && mouse.X < at + TabText(i).Length)
                {
                    return Open(i);
                }
            }
        }

        return mouse.Y >= 1 && mouse.Y <= Room.Height ? Tell(Index, new Clicked(mouse with { Y = mouse.Y - 1 })) : Step.Stay(this);
    }

    /// <summary>Goes to a screen; at the first time it is opened and told its size.</summary>
    private Step Open(int index)
    {
        var shell = this with { Index = index, Pressed = [], Help = null, Palette = null };
        if (Tabs[index].IsOpened)
        {
            return Step.To(shell);
        }

        var opened = (shell with { Tabs = Tabs.SetItem(index, Tabs[index] with { IsOpened = true }) }).Tell(index, new Opened());
        return Size == default ? opened : Then(opened, shell => shell.Tell(index, new Resized(shell.Room)));
    }

    /// <summary>Tells all screens that were opened.</summary>
    private Step ToOpened(Message message) => Enumerable.Range(0, Tabs.Length).Where(i => Tabs[i].IsOpened)
        .Aggregate(Step.To(this), (step, index) => Then(step, shell => shell.Tell(index, message)));

    /// <summary>Tells one screen, and does of its effects what is the shell's to do.</summary>
    private Step Tell(int index, Message message)
    {
        var step = Tabs[index].Screen.Do(message);
        var next = ReferenceEquals(step.Screen, Tabs[index].Screen) ? this : this with { Tabs = Tabs.SetItem(index, Tabs[index] with { Screen = step.Screen }) };
        var result = Step.Stay(next);
        foreach (var effect in step.Effects)
        {
            result = effect switch
            {
                Notify notify => Then(result, shell => shell.Do(new Noticed(notify.Text, notify.Status))),
                Show show => Then(result, shell => shell.Go(show)),
                _ => result with { Effects = result.Effects.Add(effect.For(Tabs[index].Screen.Title, inner => new Addressed(index, inner))) },
            };
        }

        return result;
    }

    private Step Go(Show show)
    {
        int index = Tabs.ToList().FindIndex(tab => tab.Screen.Title == show.Title);
        if (index < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(show), show.Title, "no screen has this title");
        }

        return show.Message is null ? Open(index) : Then(Open(index), shell => shell.Tell(index, show.Message));
    }

    private Step Fail(Exception error) => Do(new Noticed(FailureText.Line(error), Status.Failed));

    private static Step Then(Step first, Func<Shell, Step> next)
    {
        var second = next((Shell)first.Screen);
        return second with { Effects = [.. first.Effects, .. second.Effects] };
    }

    private string TabText(int index) => $" {index + 1} {Tabs[index].Screen.Title} ";

    private Line TabBar(Look look) => Line.Join(Tabs.Select((_, i) =>
        i == Index ? Line.Of(TabText(i), look.Selected) : Line.Of(TabText(i), look.Dim)));

    private Line Footer(int width, Look look)
    {
        if (!Pressed.IsEmpty)
        {
            return Line.Of($" {KeyText.Of(string.Join(' ', Pressed), look.Symbols)} …".Replace("…", look.Symbols.Ellipsis, StringComparison.Ordinal), look.Accent).Fit(width, look);
        }

        return Notice is { } notice
            ? (" " + look.Say(notice.Status, notice.Text)).Fit(width, look)
            : KeyHints.Line(Table.Actions, Current.TakesText || Help is not null || Palette is not null ? [] : [ShellActions.Help, ShellActions.Palette, ShellActions.Quit], width, look);
    }
}
