using System.Collections.Immutable;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Shells;

/// <summary>
/// All screens and what lies around them: menus, tabs, the last line, help and the command palette. Sends messages to
/// the screen they are for, and turns keys into actions.
/// </summary>
internal sealed partial record Shell : IScreen
{
    private Shell(ImmutableArray<Tab> tabs, CustomKeys keys, Symbols symbols) =>
        (Tabs, Keys, Symbols) = (tabs, keys, symbols);

    /// <summary>The signs that may be used.</summary>
    public Symbols Symbols { get; }

    private Size Room { get; init; }

    private Noticed? Notice { get; init; }

    private HelpPage? Help { get; init; }

    private Palette? Palette { get; init; }

    /// <summary>Whether it is asked if the program shall end.</summary>
    private bool AsksToQuit { get; init; }

    public string Title => Current.Title;

    public string? Field
    {
        get
        {
            if (Palette is not null)
            {
                return Palette.Field;
            }

            return Help is not null || AsksToQuit ? null : Current.Field;
        }
    }

    public Dialog? Dialog
    {
        get
        {
            if (AsksToQuit)
            {
                return QuitQuestion.Dialog(Lost);
            }

            if (Palette is not null)
            {
                return Palette.Dialog(OfScreen, Symbols);
            }

            return Help is null ? Current.Dialog : null;
        }
    }

    public static Shell Of(IEnumerable<IScreen> screens, CustomKeys keys, Symbols symbols) =>
        new([.. screens.Select(screen => new Tab(screen))], keys, symbols);

    public Step Do(Message message) => message switch
    {
        Opened => Open(Index),
        Resized resized => (this with { Room = resized.Size }).ToOpened(resized),
        KeyPressed pressed => Press(pressed.Key),
        TextTyped typed when Palette is not null =>
            Step.To(this with { Palette = Palette.Typed(typed.Text, typed.Cursor) }),
        PartClicked { Id: Palette.List, Row: >= 0 } clicked when Palette is not null =>
            (this with { Palette = Palette with { Selected = clicked.Row } }).CallPalette(),
        PartWheeled wheeled when Palette is not null =>
            Step.To(this with { Palette = Palette.Move(wheeled.Lines, OfScreen) }),
        PartWheeled wheeled when Help is not null => Scroll(wheeled.Lines),
        PartScrolled scrolled when Help is not null => Step.To(this with { Help = new HelpPage(scrolled.Top) }),
        CommandTyped typed => Command(typed.Text),
        ActionCalled called => Call(called),
        Addressed addressed => Tell(addressed.Index, addressed.Message),
        Noticed notice => Step.To(this with { Notice = notice }, new Notify(notice.Text, notice.Status)),
        WorkIsSlow slow => Step.To(this with { Slow = Slow.Add(new SlowWork(slow.Work, slow.Says, slow.IsChange)) }),
        WorkHasEnded ended => Step.To(this with { Slow = Slow.RemoveAll(work => work.Work == ended.Work) }),
        WorkFailed failed => Do(new Noticed(FailureText.Line(failed.Error), Status.Failed)),
        TextTyped or PartClicked or PartWheeled or PartScrolled or OptionChosen => Tell(Index, message),
        Ending => Step.Stay(this),
        _ => throw new ArgumentOutOfRangeException(nameof(message), message, "not for the shell"),
    };

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) => Help is not null
        ? Help.Parts(room, Current.Title, OfScreen, symbols)
        : Current.Parts(room, symbols);

    public IEnumerable<string> Linear()
    {
        if (AsksToQuit)
        {
            return QuitQuestion.Linear(Lost);
        }

        return Help is not null ? HelpPage.Linear(Current.Title, OfScreen) : Current.Linear();
    }

    private Step Scroll(int lines)
    {
        string action = lines < 0 ? "up" : "down";
        var help = Help;
        for (int line = 0; line < Math.Abs(lines); line++)
        {
            help = help?.Do(action, Room, OfScreen, Symbols);
        }

        return Step.To(this with { Help = help });
    }
}
