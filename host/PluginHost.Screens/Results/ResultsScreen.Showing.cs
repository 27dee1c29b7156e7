using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Results;

/// <content>What it shows, and how it is told.</content>
internal sealed partial record ResultsScreen
{
    private const string Table = "rows";

    // The column of marks, with the gap behind it; the last column of the room is the scroll bar's.
    private const int MarkWidth = 3, ScrollBarWidth = 1, ToldColumns = 8;

    private int TableWidth => Room.Width - MarkWidth - ScrollBarWidth;

    /// <summary>Where the rows lie: below the summary, above a line that is typed.</summary>
    private Area TableArea
    {
        get
        {
            var rest = Area.Of(Room).Below(1);
            return Prompt is { IsBelow: true } ? rest.Top(rest.Height - Prompt.Height) : rest;
        }
    }

    public Dialog? Dialog => Question?.Dialog ?? (Prompt is { IsBelow: false } prompt ? prompt.Dialog() : null);

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols)
    {
        var below = Area.Of(room).Below(room.Height - Prompt.Height);
        var prompt = Prompt is { IsBelow: true } typed ? typed.Parts(below, symbols) : [];
        if (Pane is not null)
        {
            var over = prompt.Count > 0 ? room with { Height = room.Height - Prompt.Height } : room;
            return [.. Pane.Parts(over, symbols), .. prompt];
        }

        var summary = new TextPart("summary", Area.Of(room).Top(1), [Summary(room.Width, symbols)]);
        if (Arrangement.Shown.Length > 0)
        {
            return [summary, TableOf(symbols), .. prompt];
        }

        var empty = Wrapped.Of(Empty(), room.Width - MarkWidth - 1).Select(line => "  " + line);
        return [summary, new TextPart("empty", TableArea, [.. empty]), .. prompt];
    }

    public IEnumerable<string> Linear()
    {
        if (Question is { } question)
        {
            return question.Linear();
        }

        if (Prompt is { } prompt)
        {
            string kept = prompt.Text.Length > 0 ? $"; an empty line takes: {prompt.Text}" : "";
            string example = Example(prompt.Kind);
            return
            [
                .. prompt.IsWrong ? [prompt.Told] : Array.Empty<string>(),
                $"{prompt.Label}type it on the next line, such as {example}{kept}; cancel leaves it",
            ];
        }

        return Pane is not null
            ? Pane.Linear().Append("back: to the list; export FILE: write this to a file")
            : LinearList();
    }

    private IEnumerable<string> LinearList()
    {
        int last = Math.Min(Arrangement.Shown.Length, Top + ListHeight);
        string seen = Arrangement.Shown.Length > 0
            ? string.Create(CultureInfo.InvariantCulture, $", rows {Top + 1:N0} to {last:N0}")
            : "";
        yield return $"{Numbers()}{seen}{Conditions("; ")}";
        if (Arrangement.Shown.Length == 0)
        {
            yield return Empty();
        }

        for (int place = Top; place < last; place++)
        {
            int row = Arrangement.Shown[place];
            var told = Columns.Take(Math.Max(ToldColumns, View.Pinned.Length)).Select(column => Told(row, column));
            string mark = Marked.Contains(Arrangement.Rows.Cell(row)) ? "; marked" : "";
            yield return $"{place + 1}. {string.Join("; ", told)}{mark}";
        }

        string more = Arrangement.Names.Length > ToldColumns
            ? $" {Arrangement.Names.Length - ToldColumns} more columns: pin NAME puts one first."
            : "";
        yield return $"Commands: open NUMBER, filter CONDITION, sort COLUMNS, pivot, next, help, quit.{more}";
    }

    private string Told(int row, string column)
    {
        string text = ColumnText.Of(Arrangement.Rows, row, column);
        return $"{ColumnText.Title(column)}: {(text.Length > 0 ? text : "none")}";
    }

    private ColumnLayout Layout()
    {
        var columns = Columns;
        return ColumnLayout.Of(columns.Length, PinnedCount, column => WidthOf(columns[column]), Left, TableWidth);
    }

    private Line Summary(int width, Symbols symbols)
    {
        if (Rows is null)
        {
            return symbols.Say(Status.Running, "reading results");
        }

        var layout = Layout();
        string left = layout.HiddenLeft > 0 ? $"{symbols.Back} {layout.HiddenLeft} " : "";
        string right = layout.HiddenRight > 0 ? $"+{layout.HiddenRight} {symbols.Further} " : "";
        int hiddenCount = Arrangement.Names.Length - Columns.Length;
        string hidden = hiddenCount == 0 ? "" : $"{hiddenCount} hidden ";
        string columns = left.Length + right.Length + hidden.Length == 0 ? "" : $"columns: {hidden}{left}{right} ";
        int count = Arrangement.Shown.Length;
        string row = count == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"row {Cursor + 1:N0} of {count:N0}");
        var place = Line.Of($"{columns}{row}", Tone.Dim);
        var text = Line.Of(Numbers(), Tone.Strong) + Line.Of(Conditions($" {symbols.Separator} "));
        return text.Fit(Math.Max(0, width - place.Width - 1), symbols) + " " + place;
    }

    private string Numbers()
    {
        var (shown, rows) = (Arrangement.Shown.Length, Arrangement.Rows);
        string all = string.Create(CultureInfo.InvariantCulture, $"{rows.Count:N0} results");
        string numbers = shown == rows.Count
            ? all
            : string.Create(CultureInfo.InvariantCulture, $"{shown:N0} of {all}");
        return rows.IsPart ? $"{numbers} (the newest; reading the others)" : numbers;
    }

    private string Conditions(string separator)
    {
        string filter = View.Filter.Length > 0 ? $"{separator}filter: {View.Filter}" : "";
        string marks = Marked.IsEmpty ? "" : $"{separator}{Marked.Count} marked";
        string only = View.Only is null ? marks : $"{separator}{View.OnlyWhat}";
        var keys = View.Sort.Select(key => ColumnText.Title(key.Column) + (key.Descending ? " (largest first)" : ""));
        string sort = View.Sort is [{ Column: "at", Descending: true }]
            ? "newest first"
            : $"by {string.Join(", then ", keys)}";
        return $"{only}{filter}{separator}{sort}";
    }

    private string Empty()
    {
        if (Rows is null)
        {
            return "";
        }

        if (Rows.Count == 0)
        {
            return HasNotices
                ? "No result can be read here; pluginhost doctor tells why."
                : "No results yet. Recipes (4) starts a run; so does: pluginhost run scripts/quickstart.csx";
        }

        return View.Filter.Length > 0 || Prompt is not null
            ? "No result fits. Esc shows all again, u undoes the last change."
            : "No row is shown. Esc shows all again.";
    }

    private TablePart TableOf(Symbols symbols)
    {
        var columns = Columns;
        var placed = Layout().Columns;
        ImmutableArray<TableHead> heads =
        [
            new TableHead(Line.Empty, 1),
            .. placed.Select(column => HeadOf(columns[column.Index], column.Width)),
        ];
        return new TablePart(Table, TableArea, heads, Arrangement.Shown.Length, Cell) { Cursor = Cursor, Top = Top };

        TableHead HeadOf(string name, int width) =>
            new(Head(name, symbols), width, ColumnText.IsNumber(Arrangement.Rows, name), name == Column);

        Line Cell(int place, int column)
        {
            int row = Arrangement.Shown[place];
            bool isMarked = Marked.Contains(Arrangement.Rows.Cell(row));
            if (column == 0)
            {
                return Sign(place, isMarked);
            }

            string value = ColumnText.Of(Arrangement.Rows, row, columns[placed[column - 1].Index]);
            if (value.Length == 0)
            {
                return Line.Of(symbols.Missing, Tone.Dim);
            }

            return Line.Of(value, isMarked ? Tone.Marked : Tone.Text);
        }

        Line Sign(int place, bool isMarked)
        {
            if (isMarked)
            {
                return Line.Of(symbols.Mark, Tone.Marked);
            }

            return place == Cursor ? symbols.Cursor : Line.Empty;
        }
    }

    private Line Head(string column, Symbols symbols)
    {
        int key = View.Sort.ToList().FindIndex(k => k.Column == column);
        string number = View.Sort.Length > 1 ? $"{key + 1}" : "";
        string sign = "";
        if (key >= 0)
        {
            string direction = View.Sort[key].Descending ? symbols.Descending : symbols.Ascending;
            sign = $" {direction}{number}";
        }

        string pin = View.Pinned.Contains(column) ? symbols.Pin : "";
        return Line.Of($"{pin}{ColumnText.Title(column)}{sign}", Tone.Head);
    }

    private static string Example(PromptKind kind) => kind switch
    {
        PromptKind.Filter => "noise == rem && train.radius >= 2",
        PromptKind.Pivot => $"{PivotRequest.Default}",
        PromptKind.Export => "results.csv",
        PromptKind.Tag => "+good -bad",
        PromptKind.Note => "the seed that failed first",
        _ => "mine",
    };
}
