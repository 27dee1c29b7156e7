using System.Collections.Immutable;
using PluginHost.Recipes.LiveConsole;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.LiveConsole;

/// <summary>The line that is typed: running it, its history, and what is pasted.</summary>
internal sealed partial record ConsoleScreen
{
    private const int MostHistory = 500;

    /// <summary>What was typed, also before this start.</summary>
    public ImmutableArray<string> History { get; private init; } = [];

    /// <summary>The place in the history, counted from its end; 0 is what is being typed.</summary>
    public int Back { get; private init; }

    private string Draft { get; init; } = "";

    /// <summary>Enter: runs what was typed, or goes on in the next line where that is not whole.</summary>
    public Step Enter()
    {
        string code = Pending + Text;
        if (code.Trim().Length == 0)
        {
            return Step.Stay(this);
        }

        if (ConsoleSession.Whole(code) is { } whole)
        {
            return RunCode(code, whole);
        }

        var said = Say([Text], Pending.Length == 0 ? SaidKind.Typed : SaidKind.Continued);
        return Step.To(said.Put("", 0) with { Pending = code + "\n", Back = 0, Scrolled = 0 });
    }

    /// <summary>Runs code.</summary>
    /// <param name="code">As it was typed, with the lines before of its statement.</param>
    /// <param name="whole">As it is run.</param>
    public Step RunCode(string code, string whole)
    {
        bool goesOn = Pending.Length > 0 && code.StartsWith(Pending, StringComparison.Ordinal);
        string last = goesOn ? code[Pending.Length..] : code;
        var said = Say(last.Split('\n'), goesOn ? SaidKind.Continued : SaidKind.Typed);
        string kept = code.ReplaceLineEndings(" ").Trim();
        bool isAgain = History is [.., var newest] && newest == kept;
        var history = isAgain ? History : [.. History.TakeLast(MostHistory - 1), kept];
        return Step.To(
            said.Put("", 0) with { Pending = "", History = history, Back = 0, IsRunning = true, Scrolled = 0 },
            Runner.Run(whole), Runner.Keep(history));
    }

    /// <summary>What was typed before or after this.</summary>
    /// <param name="back">How far back; 0 is what is being typed.</param>
    public Step Recall(int back)
    {
        int to = Math.Clamp(back, 0, History.Length);
        string draft = Back == 0 ? Text : Draft;
        string text = to == 0 ? draft : History[^to];
        return Step.To(Put(text, text.Length) with { Back = to, Draft = draft });
    }

    /// <summary>Several lines come by pasting: all but the last are the beginning of a statement.</summary>
    private Step Take(TextTyped typed)
    {
        string text = typed.Text.ReplaceLineEndings("\n").TrimEnd('\n');
        if (text == Text && typed.Cursor == Cursor)
        {
            return Step.Stay(this);
        }

        int end = text.LastIndexOf('\n') + 1;
        var next = Put(text[end..], Math.Clamp(typed.Cursor - end, 0, text.Length - end)) with { Scrolled = 0 };
        if (end == 0)
        {
            return Step.To(next);
        }

        var said = next.Say(text[..(end - 1)].Split('\n'), Pending.Length == 0 ? SaidKind.Typed : SaidKind.Continued);
        return Step.To(said with { Pending = Pending + text[..end] });
    }

    /// <summary>With another text in the line; names for the one before are forgotten.</summary>
    private ConsoleScreen Put(string text, int cursor) =>
        this with { Text = text, Cursor = cursor, Names = [], Taken = null };
}
