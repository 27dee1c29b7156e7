using System.Collections.Immutable;
using PluginHost.Recipes.LiveConsole;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.LiveConsole;

/// <summary>What can be done at the prompt, while something runs, and after the prompt was left.</summary>
internal static class ConsoleActions
{
    private const string Group = "Console", Type = "type", Stop = "stop", Run = "run", Clear = "clear", Reset = "reset",
        Up = "scroll-up", Down = "scroll-down", CopyLast = "copy", PreviousName = "previous-name",
        Older = "older", Newer = "newer";

    private const int ScrollStep = 10;

    private static readonly KeyAction RunCode = new(Run, "run C#") { Group = Group, Argument = "CODE" };

    private static readonly ImmutableArray<KeyAction> Typing =
    [
        new(TypingActions.Accept, "run what was typed", "enter") { Hint = "run", Group = Group },
        new(TypingActions.Complete, "complete the word; again for the next name", "tab")
        {
            Hint = "complete", Group = Group, Argument = "CODE",
        },
        new(PreviousName, "the name before", "shift-tab") { Group = Group },
        new(Older, "what was typed before", "up") { Hint = "history", Group = Group },
        new(Newer, "what was typed after that", "down") { Group = Group },
        new(TypingActions.Cancel, "forget names, else what was typed, else leave the prompt", "escape", "ctrl-c")
        {
            Hint = "leave the prompt", Group = Group,
        },
        new(Up, "scroll up", "pageup") { Group = Group },
        new(Down, "scroll down", "pagedown") { Group = Group },
        RunCode,
        .. Others(areKeys: false),
    ];

    private static readonly ImmutableArray<KeyAction> Running =
    [
        new(Stop, "stop what runs", "escape", "ctrl-c") { Hint = "stop", Group = Group },
        .. Scrolling,
    ];

    private static readonly ImmutableArray<KeyAction> Left =
    [
        new(Type, "back to the prompt", "enter", "i") { Hint = "type", Group = Group },
        RunCode,
        new(TypingActions.Complete, "tell what may stand at the end") { Group = Group, Argument = "CODE" },
        .. Scrolling,
        .. Others(areKeys: true),
    ];

    private static IEnumerable<KeyAction> Scrolling =>
    [
        new(Up, "scroll up", "up", "k", "pageup", "ctrl-u") { Hint = "scroll", Group = Group },
        new(Down, "scroll down", "down", "j", "pagedown", "ctrl-d") { Group = Group },
    ];

    public static ImmutableArray<KeyAction> Of(ConsoleScreen screen)
    {
        if (screen.IsRunning)
        {
            return Running;
        }

        return screen.IsTyping ? Typing : Left;
    }

    public static Step Do(ConsoleScreen screen, ActionCalled called) => called.Id switch
    {
        TypingActions.Accept => screen.Enter(),
        TypingActions.Complete when called.Argument is { } code => screen.Complete(code),
        TypingActions.Complete => screen.Complete(),
        TypingActions.Cancel or Stop => screen.LeavePrompt(),
        PreviousName => screen.NextName(-1),
        Older => screen.Recall(screen.Back + 1),
        Newer => screen.Recall(screen.Back - 1),
        Run when called.Argument is { } code => screen.RunCode(code, ConsoleSession.Whole(code) ?? code),
        Type => screen.Type(),
        Up => screen.ScrollTo(screen.Scrolled + ScrollStep),
        Down => screen.ScrollTo(screen.Scrolled - ScrollStep),
        Clear => screen.Clear(),
        Reset => screen.Reset(),
        CopyLast => screen.CopyLast(),
        _ => Step.Stay(screen),
    };

    /// <summary>What can be done also while something is typed, then by name alone.</summary>
    private static IEnumerable<KeyAction> Others(bool areKeys)
    {
        KeyAction[] actions =
        [
            new(Clear, "forget what was said", "c") { Hint = "clear", Group = Group },
            new(Reset, "forget all variables", "R") { Hint = "reset", Group = Group },
            new(CopyLast, "copy the last answer", "y") { Group = Group },
        ];
        return areKeys ? actions : actions.Select(action => action with { Keys = [], Hint = null });
    }
}
