using System.Collections.Immutable;
using PluginHost.Recipes.LiveConsole;
using PluginHost.Running.Words;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.LiveConsole;

/// <summary>A line of what was typed and answered.</summary>
internal readonly record struct Said(SaidKind Kind, string Text);

internal enum SaidKind
{
    Typed,
    Continued,
    Answer,
    Error,
    Hint,
}

/// <summary>A C# prompt on torch, results and plugins.</summary>
/// <param name="Runner">Runs the lines.</param>
internal sealed record ConsoleScreen(ConsoleRunner Runner) : IScreen
{
    private const string Group = "Console", Type = "type", Leave = "leave", Run = "run", Complete = "complete", Clear = "clear", Reset = "reset",
        Up = "scroll-up", Down = "scroll-down", CopyLast = "copy";

    private const int MostLines = 2000, MostHistory = 500, ScrollStep = 10;

    internal sealed record HistoryRead(ImmutableArray<string> Lines) : Message;

    internal sealed record Answered(ConsoleAnswer Answer) : Message;

    internal sealed record Completed(string Code, int Start, ImmutableArray<string> Names) : Message;

    internal sealed record Warmed : Message;

    /// <summary>What was typed and answered, the oldest first.</summary>
    public ImmutableArray<Said> Lines { get; private init; } = [new(SaidKind.Hint, "C# on the live runtime. Help tells what there is; Tab completes; Esc leaves the prompt.")];

    public TextField Input { get; private init; } = TextField.Empty;

    /// <summary>The lines typed before of a statement that is not whole yet.</summary>
    public string Pending { get; private init; } = "";

    /// <summary>What was typed, also before this start.</summary>
    public ImmutableArray<string> History { get; private init; } = [];

    /// <summary>The place in the history, counted from its end; 0 is what is being typed.</summary>
    public int Back { get; private init; }

    private string Draft { get; init; } = "";

    /// <summary>What the word may become.</summary>
    public ImmutableArray<string> Names { get; private init; } = [];

    /// <summary>Which of the names Tab took last; null before.</summary>
    public int? Taken { get; private init; }

    private int WordStart { get; init; }

    public bool IsRunning { get; private init; }

    /// <summary>Whether keys are typed into the prompt.</summary>
    public bool IsTyping { get; private init; } = true;

    /// <summary>How many lines the end of what was said is scrolled up.</summary>
    public int Scrolled { get; private init; }

    public Size Size { get; private init; } = new(80, 22);

    public string Title => "Console";

    public bool TakesText => IsTyping;

    public ImmutableArray<KeyAction> Actions => IsTyping
        ?
        [
            new(Run, "run what was typed", "enter") { Hint = "run", Group = Group, Argument = "CODE" },
            new(Complete, "complete the word", "tab") { Hint = "complete", Group = Group, Argument = "CODE" },
            new(Leave, "leave the prompt; while something runs, stop it", "escape") { Hint = IsRunning ? "stop" : "leave the prompt", Group = Group },
        ]
        :
        [
            new(Type, "back to the prompt", "enter", "i") { Hint = "type", Group = Group },
            new(Run, "run C#") { Group = Group, Argument = "CODE" },
            new(Complete, "tell what may stand at the end") { Group = Group, Argument = "CODE" },
            new(Up, "scroll up", "up", "k", "pageup", "ctrl-u") { Hint = "scroll", Group = Group },
            new(Down, "scroll down", "down", "j", "pagedown", "ctrl-d") { Group = Group },
            new(Clear, "forget what was said", "c") { Hint = "clear", Group = Group },
            new(Reset, "forget all variables", "R") { Hint = "reset", Group = Group },
            new(CopyLast, "copy the last answer", "y") { Group = Group },
        ];

    public Step Do(Message message) => message switch
    {
        Opened => Step.To(this, new Background("history", _ => new HistoryRead(Runner.History())), Runner.WarmUp()),
        HistoryRead read => Step.To(this with { History = read.Lines }),
        Answered answered => Step.To(Say(answered.Answer.Lines, answered.Answer.IsError ? SaidKind.Error : SaidKind.Answer) with { IsRunning = false }),
        Completed completed => Take(completed),
        Resized resized => Step.To(this with { Size = resized.Size }),
        KeyTyped typed when IsTyping => Press(typed.Key),
        Pasted pasted when IsTyping && !IsRunning => Paste(pasted.Text),
        ActionCalled called => Call(called.Id, called.Argument),
        Clicked { Mouse: { Action: MouseAction.WheelUp or MouseAction.WheelDown } mouse } => Call(mouse.Action == MouseAction.WheelUp ? Up : Down, null),
        WorkFailed { Work: "run", Error: OperationCanceledException } => Step.To(Say(["interrupted"], SaidKind.Error) with { IsRunning = false }),
        WorkFailed failed => Step.To(Say([FailureText.Line(failed.Error)], SaidKind.Error) with { IsRunning = false }),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => ConsoleView.Draw(this, size, look);

    public IEnumerable<string> Linear() => Lines.Skip(Math.Max(0, Lines.ToList().FindLastIndex(line => line.Kind == SaidKind.Typed))).Select(line => line.Text)
        .Concat(Names.IsEmpty ? [] : [$"may become: {string.Join(", ", Names)}"]);

    private Step Call(string action, string? argument) => action switch
    {
        Run => argument is { } code ? RunCode(code, ConsoleSession.Whole(code) ?? code) : Step.Stay(this),
        Complete => argument is { } code ? Step.To(this with { Input = TextField.Of(code) }, Runner.Complete(code)) : Step.Stay(this),
        Type => Step.To(this with { IsTyping = true, Scrolled = 0 }),
        Leave => LeavePrompt(),
        Up => Step.To(this with { Scrolled = Math.Min(Math.Max(0, Lines.Length - 1), Scrolled + ScrollStep) }),
        Down => Step.To(this with { Scrolled = Math.Max(0, Scrolled - ScrollStep) }),
        Clear => Step.To(this with { Lines = [], Scrolled = 0 }),
        Reset => Step.To(Say(["all variables are forgotten"], SaidKind.Hint), Runner.Reset()),
        CopyLast => Step.To(this, new Copy(string.Join('\n', Lines.Reverse().TakeWhile(line => line.Kind is SaidKind.Answer or SaidKind.Error).Reverse().Select(line => line.Text)), "the last answer")),
        _ => Step.Stay(this),
    };

    private Step Press(Key key) => key.Name switch
    {
        KeyName.Escape => LeavePrompt(),
        _ when IsRunning => Step.Stay(this),
        KeyName.Enter => Enter(),
        KeyName.Tab => key.Modifiers == KeyModifiers.Shift ? NextName(-1) : Taken is not null && Names.Length > 0 ? NextName(1)
            : Input.Text.Trim().Length == 0 ? Step.Stay(this) : Step.To(this, Runner.Complete(Pending + Input.Text[..Input.Cursor])),
        KeyName.Up => Recall(Back + 1),
        KeyName.Down => Recall(Back - 1),
        KeyName.PageUp => Call(Up, null),
        KeyName.PageDown => Call(Down, null),
        _ => Step.To(this with { Input = Input.Press(key), Names = [], Taken = null, Scrolled = 0 }),
    };

    /// <summary>Esc, and Ctrl-C: stops what runs, else forgets the list of names, else what was typed, else leaves the prompt.</summary>
    private Step LeavePrompt() =>
        IsRunning ? Step.To(this, Runner.Stop())
        : Names.Length > 0 ? Step.To(this with { Names = [], Taken = null })
        : Pending.Length > 0 || Input.Text.Length > 0 ? Step.To(this with { Pending = "", Input = TextField.Empty, Back = 0 })
        : Step.To(this with { IsTyping = false });

    private Step Enter()
    {
        string code = Pending + Input.Text;
        if (code.Trim().Length == 0)
        {
            return Step.Stay(this);
        }

        if (ConsoleSession.Whole(code) is not { } whole)
        {
            return Step.To(Say([Input.Text], Pending.Length == 0 ? SaidKind.Typed : SaidKind.Continued) with { Pending = code + "\n", Input = TextField.Empty, Names = [], Taken = null });
        }

        return RunCode(code, whole);
    }

    private Step RunCode(string code, string whole)
    {
        string last = code[(Pending.Length <= code.Length && code.StartsWith(Pending, StringComparison.Ordinal) ? Pending.Length : 0)..];
        var said = Say(last.Split('\n'), Pending.Length == 0 ? SaidKind.Typed : SaidKind.Continued);
        string kept = code.ReplaceLineEndings(" ").Trim();
        var history = History is [.., var newest] && newest == kept ? History : [.. History.TakeLast(MostHistory - 1), kept];
        return Step.To(
            said with { Input = TextField.Empty, Pending = "", History = history, Back = 0, Names = [], Taken = null, IsRunning = true, Scrolled = 0 },
            Runner.Run(whole), Runner.Keep(history));
    }

    private Step Paste(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return lines.Length == 1
            ? Step.To(this with { Input = Input.Insert(text), Names = [], Taken = null })
            : Step.To(this with { Pending = Pending + Input.Text + string.Join('\n', lines[..^1]) + "\n", Input = TextField.Of(lines[^1]) });
    }

    private Step Recall(int back)
    {
        int to = Math.Clamp(back, 0, History.Length);
        string draft = Back == 0 ? Input.Text : Draft;
        return Step.To(this with { Back = to, Draft = draft, Input = TextField.Of(to == 0 ? draft : History[^to]), Names = [], Taken = null });
    }

    /// <summary>The longest beginning that all names share is typed; several are listed, and Tab goes through them.</summary>
    private Step Take(Completed completed)
    {
        if (Pending + Input.Text[..Input.Cursor] != completed.Code)
        {
            return Step.Stay(this);
        }

        int start = completed.Start - Pending.Length;
        if (completed.Names.IsEmpty)
        {
            return Step.To(this with { Names = [], Taken = null }, new Notify("nothing completes this", Status.Warning));
        }

        string shared = Enumerable.Aggregate(completed.Names, Shared);
        string typed = Input.Text[start..Input.Cursor];
        var next = this with { WordStart = start, Names = completed.Names.Length == 1 ? [] : completed.Names, Taken = completed.Names.Length == 1 ? null : -1 };
        return Step.To(shared.Length >= typed.Length ? next.Put(shared) : next);
    }

    private Step NextName(int step)
    {
        if (Names.IsEmpty)
        {
            return Step.Stay(this);
        }

        int next = Taken is null or -1 ? (step > 0 ? 0 : Names.Length - 1) : (Taken.Value + step + Names.Length) % Names.Length;
        return Step.To((this with { Taken = next }).Put(Names[next]));
    }

    private ConsoleScreen Put(string word)
    {
        string text = Input.Text[..WordStart] + word;
        return this with { Input = new TextField(text + Input.Text[Input.Cursor..], text.Length) };
    }

    private ConsoleScreen Say(IEnumerable<string> lines, SaidKind kind) =>
        this with { Lines = [.. Lines.Concat(lines.Select((line, i) => new Said(kind == SaidKind.Typed && i > 0 ? SaidKind.Continued : kind, line))).TakeLast(MostLines)] };

    private static string Shared(string one, string other)
    {
        int length = 0;
        while (length < Math.Min(one.Length, other.Length) && char.ToLowerInvariant(one[length]) == char.ToLowerInvariant(other[length]))
        {
            length++;
        }

        return one[..length];
    }
}
