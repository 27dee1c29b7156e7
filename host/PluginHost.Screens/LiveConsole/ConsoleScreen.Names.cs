using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.LiveConsole;

/// <summary>The names that the word at the cursor may become.</summary>
internal sealed partial record ConsoleScreen
{
    /// <summary>What the word may become.</summary>
    public ImmutableArray<string> Names { get; private init; } = [];

    /// <summary>Which of the names Tab took last; −1 when none is taken yet, null when none are listed.</summary>
    public int? Taken { get; private init; }

    private int WordStart { get; init; }

    /// <summary>Tab: asks for the names that the word may become, and then goes through them.</summary>
    public Step Complete()
    {
        if (Taken is not null)
        {
            return NextName(1);
        }

        return Text.Trim().Length == 0 ? Step.Stay(this) : Step.To(this, Runner.Complete(Pending + Text[..Cursor]));
    }

    /// <summary>Asks for the names that may stand at the end of a text.</summary>
    public Step Complete(string code) => Step.To(Put(code, code.Length) with { Pending = "" }, Runner.Complete(code));

    /// <summary>Takes the next of the names, or the one before.</summary>
    public Step NextName(int step)
    {
        if (Names.IsEmpty)
        {
            return Step.Stay(this);
        }

        int from = Taken is null or -1 ? Math.Min(0, -step) : Taken.Value;
        int next = (from + step + Names.Length) % Names.Length;
        return Step.To(WithWord(Names[next]) with { Names = Names, Taken = next });
    }

    /// <summary>
    /// The longest beginning that all names share is typed; several are listed, and Tab goes through them.
    /// </summary>
    private Step Take(Completed completed)
    {
        if (Pending + Text[..Cursor] != completed.Code)
        {
            return Step.Stay(this);
        }

        if (completed.Names.IsEmpty)
        {
            return Step.To(Put(Text, Cursor), new Notify("nothing completes this", Status.Warning));
        }

        int start = completed.Start - Pending.Length;
        string shared = Enumerable.Aggregate(completed.Names, Shared);
        var next = this with { WordStart = start };
        next = shared.Length >= Cursor - start ? next.WithWord(shared) : next;
        return Step.To(completed.Names.Length == 1 ? next : next with { Names = completed.Names, Taken = -1 });
    }

    private ConsoleScreen WithWord(string word)
    {
        string text = Text[..WordStart] + word;
        return Put(text + Text[Cursor..], text.Length);
    }

    private static string Shared(string one, string other)
    {
        int length = one.Zip(other).TakeWhile(IsSame).Count();
        return one[..length];
    }

    private static bool IsSame((char One, char Other) pair) =>
        char.ToLowerInvariant(pair.One) == char.ToLowerInvariant(pair.Other);
}
