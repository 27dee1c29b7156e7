using System.Collections.Immutable;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;

namespace PluginHost.Screens.Results;

/// <summary>What a line is typed for.</summary>
internal enum PromptKind
{
    Filter,
    Pivot,
    Export,
    OpenView,
    SaveView,
}

/// <summary>A line that is being typed below the table.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Field">The line.</param>
/// <param name="Words">What may stand at the cursor.</param>
/// <param name="From">Where the word at the cursor begins.</param>
/// <param name="Length">How much of it a completion replaces.</param>
internal sealed record Prompt(PromptKind Kind, TextField Field, ImmutableArray<string> Words, int From, int Length)
{
    private const int Listed = 12;

    /// <summary>Which of the words Tab put there last; −1 for none.</summary>
    public int Taken { get; init; } = -1;

    /// <summary>What is wrong with the line, or how many rows it leaves.</summary>
    public string Told { get; init; } = "";

    public bool IsWrong { get; init; }

    /// <summary>Where it went wrong, from 0.</summary>
    public int? Place { get; init; }

    public string Label => Kind switch
    {
        PromptKind.Filter => "filter: ",
        PromptKind.Pivot => "pivot: ",
        PromptKind.Export => "export to: ",
        PromptKind.OpenView => "open view: ",
        PromptKind.SaveView => "save view as: ",
        _ => throw new InvalidOperationException($"{Kind} has no label"),
    };

    /// <summary>A line to begin with.</summary>
    public static Prompt Of(PromptKind kind, string text, ResultRows rows, IReadOnlyList<string> views) =>
        new Prompt(kind, TextField.Of(text), [], 0, 0).Completing(rows, views);

    /// <summary>Takes a key or a pasted text.</summary>
    public Prompt With(TextField field, ResultRows rows, IReadOnlyList<string> views) =>
        (this with { Field = field, Taken = -1, IsWrong = false, Place = null, Told = "" }).Completing(rows, views);

    /// <summary>Puts the first word in place of the one at the cursor; again, the next.</summary>
    public Prompt Complete()
    {
        if (Words.IsEmpty)
        {
            return this;
        }

        int next = (Taken + 1) % Words.Length;
        string text = Field.Text[..From] + Words[next] + Field.Text[(From + Length)..];
        return this with { Field = new TextField(text, From + Words[next].Length), Length = Words[next].Length, Taken = next };
    }

    /// <summary>Two lines: words or the message above, the line that is typed below.</summary>
    public IReadOnlyList<Line> Draw(int width, Look look)
    {
        var label = Line.Of(Label, look.Accent);
        // What is only unfinished is no mistake yet: the words say how it may go on.
        bool isWrong = IsWrong && !(Kind == PromptKind.Filter && Place >= Field.Text.TrimEnd().Length && !Words.IsEmpty);
        var told = Told.Length == 0 || (IsWrong && !isWrong) ? Line.Empty : look.Say(IsWrong ? Status.Failed : Status.Ok, Told) + "  ";
        if (Place is { } place && isWrong)
        {
            // The sign stands below the place in the line above it, so the message is above both.
            told = Line.Of(new string(' ', Math.Min(width - 1, Label.Length + place))) + Line.Of("v", look.Bad) + " " + told;
        }

        int first = Math.Max(0, Taken - Listed + 1);
        var words = Line.Join(Words.Skip(first).Take(Listed).Select((word, i) =>
            Line.Of(word, i + first == Taken ? look.Selected : look.Dim) + "  "));
        return [(told + (isWrong && Place is not null ? Line.Empty : words)).Fit(width, look), label + Field.Draw(Math.Max(1, width - label.Width), look)];
    }

    private Prompt Completing(ResultRows rows, IReadOnlyList<string> views)
    {
        switch (Kind)
        {
            case PromptKind.Filter:
                var found = FilterCompletion.At(Field.Text, Field.Cursor, Arrangement.NamesFor(rows), name => Values(rows, name));
                return this with { Words = [.. found.Words], From = found.From, Length = found.Length };
            case PromptKind.OpenView:
                return this with { Words = [.. views.Where(v => v.StartsWith(Field.Text, StringComparison.OrdinalIgnoreCase))], From = 0, Length = Field.Text.Length };
            case PromptKind.Pivot:
                int from = Field.Text.AsSpan(0, Field.Cursor).LastIndexOfAny(' ', ',') + 1;
                string word = Field.Text[from..Field.Cursor];
                return this with { Words = [.. PivotRequest.Words(rows).Where(w => w.Contains(word, StringComparison.OrdinalIgnoreCase))
                    .OrderBy(w => !w.StartsWith(word, StringComparison.OrdinalIgnoreCase))], From = from, Length = word.Length };
            case PromptKind.Export:
                int dot = Field.Text.LastIndexOf('.') + 1;
                return this with { Words = dot == 0 ? [] : [.. Sheet.Formats.Where(f => f.StartsWith(Field.Text[dot..], StringComparison.Ordinal))], From = dot, Length = Field.Text.Length - dot };
            default:
                return this with { Words = [] };
        }
    }

    private static IEnumerable<Contracts.OptionValue> Values(ResultRows rows, string name)
    {
        // Metrics have as many values as rows: none of them is typed again.
        const int most = 200;
        return rows.Column(name) is { IsMetric: false } column && name is not ("cell" or "at")
            ? column.Counts().Select(count => count.Value).OfType<Contracts.OptionValue>().Take(most)
            : [];
    }
}
