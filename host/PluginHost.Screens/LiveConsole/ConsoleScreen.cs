using System.Collections.Immutable;
using PluginHost.Recipes.LiveConsole;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.LiveConsole;

/// <summary>A C# prompt on torch, results and plugins.</summary>
/// <param name="Runner">Runs the lines.</param>
internal sealed partial record ConsoleScreen(ConsoleRunner Runner) : IScreen
{
    /// <summary>The id of the line that is typed.</summary>
    public const string Prompt = "console";

    private const int MostLines = 2000;

    private static readonly ImmutableArray<Said> Welcome =
        [new(SaidKind.Hint, "C# on the live runtime. Help tells what there is; Tab completes; Esc leaves the prompt.")];

    internal sealed record HistoryRead(ImmutableArray<string> Lines) : Message;

    internal sealed record Answered(ConsoleAnswer Answer) : Message;

    internal sealed record Completed(string Code, int Start, ImmutableArray<string> Names) : Message;

    internal sealed record Warmed : Message;

    /// <summary>What was typed and answered, the oldest first.</summary>
    public ImmutableArray<Said> Lines { get; private init; } = Welcome;

    /// <summary>The same as lines of the screen, broken to its width.</summary>
    public ImmutableArray<Line> Shown { get; private init; } = ConsoleView.Broken(Welcome, DefaultSize.Width);

    /// <summary>What is being typed.</summary>
    public string Text { get; private init; } = "";

    /// <summary>Where the next character comes, in UTF-16 units.</summary>
    public int Cursor { get; private init; }

    /// <summary>The lines typed before of a statement that is not whole yet.</summary>
    public string Pending { get; private init; } = "";

    public bool IsRunning { get; private init; }

    /// <summary>Whether the prompt has the keys, unless something runs.</summary>
    public bool IsTyping { get; private init; } = true;

    /// <summary>How many lines the end of what was said is scrolled up.</summary>
    public int Scrolled { get; private init; }

    public Size Size { get; private init; } = DefaultSize;

    public string Title => "Console";

    public string? Field => IsTyping && !IsRunning ? Prompt : null;

    public ImmutableArray<KeyAction> Actions => ConsoleActions.Of(this);

    private static Size DefaultSize => new(80, 21);

    public Step Do(Message message) => message switch
    {
        Opened => Step.To(this, new Background("history", _ => new HistoryRead(Runner.History())), Runner.WarmUp()),
        HistoryRead read => Step.To(this with { History = read.Lines }),
        Answered { Answer: var answer } => Ended(answer.Lines, answer.IsError),
        Completed completed => Take(completed),
        Resized { Size: var size } => Step.To(this with { Size = size, Shown = ConsoleView.Broken(Lines, size.Width) }),
        TextTyped typed when Field is not null => Take(typed),
        PartScrolled { Id: ConsoleView.SaidId } bar => ScrollTo(Shown.Length - ConsoleView.SaidLines(this) - bar.Top),
        PartWheeled wheeled => ScrollTo(Scrolled - wheeled.Lines),
        PartClicked when !IsRunning => Step.To(this with { IsTyping = true }),
        ActionCalled called => ConsoleActions.Do(this, called),
        WorkFailed { Work: "run", Error: OperationCanceledException } => Ended(["interrupted"], isError: true),
        WorkFailed { Work: "run" } failed => Ended([FailureText.Line(failed.Error)], isError: true),
        WorkFailed failed => Step.To(Say([FailureText.Line(failed.Error)], SaidKind.Error)),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) => ConsoleView.Parts(this, room, symbols);

    public IEnumerable<string> Linear()
    {
        int last = Lines.ToList().FindLastIndex(line => line.Kind == SaidKind.Typed);
        return Lines.Skip(Math.Max(0, last)).Select(line => line.Text)
            .Concat(Names.IsEmpty ? [] : [$"may become: {string.Join(", ", Names)}"])
            .Concat(Pending.Length == 0 ? [] : ["the statement goes on: type its next line; cancel forgets it"]);
    }

    /// <summary>With the end of what was said scrolled up by so many lines.</summary>
    public Step ScrollTo(int lines)
    {
        int most = Math.Max(0, Shown.Length - ConsoleView.SaidLines(this));
        return Step.To(this with { Scrolled = Math.Clamp(lines, 0, most) });
    }

    /// <summary>Back to the prompt.</summary>
    public Step Type() => Step.To(this with { IsTyping = true, Scrolled = 0 });

    /// <summary>Forgets what was said.</summary>
    public Step Clear() => Step.To(this with { Lines = [], Shown = [], Scrolled = 0 });

    /// <summary>Forgets all variables.</summary>
    public Step Reset() => Step.To(Say(["all variables are forgotten"], SaidKind.Hint), Runner.Reset());

    /// <summary>Copies what was answered last.</summary>
    public Step CopyLast()
    {
        var answer = Lines.Reverse().SkipWhile(line => line.Kind == SaidKind.Hint)
            .TakeWhile(line => line.Kind is SaidKind.Answer or SaidKind.Error).Reverse();
        return Step.To(this, new Copy(string.Join('\n', answer.Select(line => line.Text)), "the last answer"));
    }

    /// <summary>
    /// Esc, and Ctrl-C: stops what runs, else forgets the list of names, else what was typed, else leaves the prompt.
    /// </summary>
    public Step LeavePrompt()
    {
        if (IsRunning)
        {
            return Step.To(this, Runner.Stop());
        }

        if (Names.Length > 0)
        {
            return Step.To(this with { Names = [], Taken = null });
        }

        return Pending.Length > 0 || Text.Length > 0
            ? Step.To(Put("", 0) with { Pending = "", Back = 0 })
            : Step.To(this with { IsTyping = false });
    }

    private Step Ended(IEnumerable<string> lines, bool isError) =>
        Step.To(Say(lines, isError ? SaidKind.Error : SaidKind.Answer) with { IsRunning = false });

    private ConsoleScreen Say(IEnumerable<string> lines, SaidKind kind)
    {
        var further = kind == SaidKind.Typed ? SaidKind.Continued : kind;
        var said = lines.Select((line, i) => new Said(i > 0 ? further : kind, line)).ToList();
        ImmutableArray<Said> all = [.. Lines, .. said];
        if (all.Length > MostLines)
        {
            all = [.. all.TakeLast(MostLines)];
            return this with { Lines = all, Shown = ConsoleView.Broken(all, Size.Width) };
        }

        return this with { Lines = all, Shown = [.. Shown, .. ConsoleView.Broken(said, Size.Width)] };
    }
}
