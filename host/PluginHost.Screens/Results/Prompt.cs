using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;
using PluginHost.Tables.Filters;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <summary>What a line is typed for.</summary>
internal enum PromptKind
{
    Filter,
    Pivot,
    Export,
    OpenView,
    SaveView,
    Tag,
    Note,
}

/// <summary>A line that is being typed: below the table, or in a dialog.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Text">The line.</param>
/// <param name="Cursor">Where the next character comes.</param>
/// <param name="Words">What may stand at the cursor.</param>
/// <param name="From">Where the word at the cursor begins.</param>
/// <param name="Length">How much of it a completion replaces.</param>
internal sealed record Prompt(
    PromptKind Kind, string Text, int Cursor, ImmutableArray<string> Words, int From, int Length)
{
    public const string Field = "prompt", WordList = "words";

    /// <summary>How many lines it takes below the table.</summary>
    public const int Height = 3;

    private const int Listed = 12, ListedBelow = 6;

    /// <summary>What it is about, such as the result that gets a tag.</summary>
    public string About { get; init; } = "";

    /// <summary>Which of the words Tab put there last; −1 for none.</summary>
    public int Taken { get; init; } = -1;

    /// <summary>What is wrong with the line, or how many rows it leaves.</summary>
    public string Told { get; init; } = "";

    public bool IsWrong { get; init; }

    /// <summary>Where it went wrong, from 0.</summary>
    public int? Place { get; init; }

    /// <summary>Whether the table must be seen while it is typed.</summary>
    public bool IsBelow => Kind is PromptKind.Filter or PromptKind.Pivot;

    public string Label => Kind switch
    {
        PromptKind.Filter => "filter: ",
        PromptKind.Pivot => "pivot: ",
        PromptKind.Export => "export to: ",
        PromptKind.OpenView => "open view: ",
        PromptKind.SaveView => "save view as: ",
        PromptKind.Tag => "tags: ",
        PromptKind.Note => "note: ",
        _ => throw new InvalidOperationException($"{Kind} has no label"),
    };

    private string Title => Kind switch
    {
        PromptKind.Export => "Export what is shown",
        PromptKind.OpenView => "Open a view",
        PromptKind.SaveView => "Save this view",
        PromptKind.Tag => "Tags",
        PromptKind.Note => "Note",
        _ => "",
    };

    private string Hint => Kind switch
    {
        PromptKind.Export => "A file; its ending says the form: .csv, .md, .tex, .html, .json, .txt",
        PromptKind.OpenView => "The name of a view that was saved.",
        PromptKind.SaveView => "A name of letters, digits, - and _. Filter, sort order and columns are kept under it.",
        PromptKind.Tag => $"{About}: +good puts a tag on, -bad takes one off; several with spaces.",
        PromptKind.Note => $"{About}: a note, in place of the last one; nothing for none.",
        _ => "",
    };

    /// <summary>A line to begin with.</summary>
    public static Prompt Of(PromptKind kind, string text, ResultRows rows, IReadOnlyList<string> views) =>
        new Prompt(kind, text, text.Length, [], 0, 0).Completing(rows, views);

    /// <summary>Takes what was typed.</summary>
    public Prompt With(string text, int cursor, ResultRows rows, IReadOnlyList<string> views) => (this with
    {
        Text = text, Cursor = cursor, Taken = -1, IsWrong = false, Place = null, Told = "",
    }).Completing(rows, views);

    /// <summary>Puts the first word in place of the one at the cursor; again, the next.</summary>
    public Prompt Complete() => Words.IsEmpty ? this : Complete((Taken + 1) % Words.Length);

    /// <summary>Puts a word in place of the one at the cursor.</summary>
    public Prompt Complete(int word) => this with
    {
        Text = Text[..From] + Words[word] + Text[(From + Length)..],
        Cursor = From + Words[word].Length,
        Length = Words[word].Length,
        Taken = word,
    };

    /// <summary>Three lines: what is said of the line, words that may stand in it, and the line itself.</summary>
    public IReadOnlyList<Part> Parts(Area area, Symbols symbols) =>
    [
        new TextPart("told", area.Top(1), [IsMistake || !IsWrong ? Said(symbols) : Line.Empty]),
        new TextPart(WordList, area.Below(1).Top(1), [AboveField(area.Width)]),
        new FieldPart(Field, area.Below(2), Line.Of(Label, Tone.Accent), Text, Cursor),
    ];

    public Dialog Dialog()
    {
        var items = ImmutableArray.CreateBuilder<DialogItem>();
        items.Add(new DialogText(Hint, Tone.Dim));
        items.Add(new DialogField(Field, Label, Text, Cursor));
        items.Add(new DialogText(Told, IsWrong ? Tone.Bad : Tone.Dim));
        if (Kind is PromptKind.OpenView or PromptKind.Export)
        {
            items.Add(new DialogList(WordList, [.. Words.Select(word => Line.Of(word))], Taken, ListedBelow));
        }

        return new Dialog(Title, items.ToImmutable());
    }

    /// <summary>Whether it is wrong, and not only unfinished: then the words say how it may go on.</summary>
    private bool IsMistake
    {
        get
        {
            bool isUnfinished = Kind == PromptKind.Filter && Place >= Text.TrimEnd().Length && !Words.IsEmpty;
            return IsWrong && !isUnfinished;
        }
    }

    private Line Said(Symbols symbols)
    {
        var status = IsWrong ? Status.Failed : Status.Ok;
        return Told.Length == 0 ? Line.Empty : symbols.Say(status, Told);
    }

    private Line AboveField(int width) => IsMistake && Place is { } place ? Sign(place, width) : WordLine();

    /// <summary>A sign above the place in the line below it.</summary>
    private Line Sign(int place, int width) =>
        new string(' ', Math.Min(width - 1, Label.Length + place)) + Line.Of("v", Tone.Bad);

    private Line WordLine()
    {
        int first = Math.Max(0, Taken - Listed + 1);
        return Line.Join(Words.Skip(first).Take(Listed).Select((word, i) => Line.Of(word, ToneOf(i + first)) + "  "));

        Tone ToneOf(int word) => word == Taken ? Tone.Selected : Tone.Dim;
    }

    private Prompt Completing(ResultRows rows, IReadOnlyList<string> views)
    {
        switch (Kind)
        {
            case PromptKind.Filter:
                var found = FilterCompletion.At(Text, Cursor, Arrangement.NamesFor(rows), name => Values(rows, name));
                return this with { Words = [.. found.Words], From = found.From, Length = found.Length };
            case PromptKind.OpenView:
                var named = views.Where(view => view.StartsWith(Text, StringComparison.OrdinalIgnoreCase));
                return this with { Words = [.. named], From = 0, Length = Text.Length };
            case PromptKind.Pivot:
                int from = Text.AsSpan(0, Cursor).LastIndexOfAny(' ', ',') + 1;
                string word = Text[from..Cursor];
                var words = PivotRequest.Words(rows)
                    .Where(known => known.Contains(word, StringComparison.OrdinalIgnoreCase))
                    .OrderBy(known => !known.StartsWith(word, StringComparison.OrdinalIgnoreCase));
                return this with { Words = [.. words], From = from, Length = word.Length };
            case PromptKind.Export:
                int dot = Text.LastIndexOf('.') + 1;
                string ending = Text[dot..];
                var endings = Sheet.Formats.Where(format => format.StartsWith(ending, StringComparison.Ordinal));
                return this with { Words = dot == 0 ? [] : [.. endings], From = dot, Length = ending.Length };
            default:
                return this with { Words = [] };
        }
    }

    private static IEnumerable<OptionValue> Values(ResultRows rows, string name)
    {
        // Metrics have as many values as rows: none of them is typed again.
        const int most = 200;
        return rows.Column(name) is { IsMetric: false } column && name is not ("cell" or "at")
            ? column.Counts().Select(count => count.Value).OfType<OptionValue>().Take(most)
            : [];
    }
}
