using System.Collections.Immutable;
using PluginHost.Screens.Keys;

namespace PluginHost.Screens.Results;

/// <summary>What the screen can do, by what it shows.</summary>
internal static class ResultsActions
{
    public const string Up = "up", Down = "down", Left = "left", Right = "right", Next = "next",
        Previous = "previous", Top = "top", Bottom = "bottom", First = "first-column", Last = "last-column",
        Column = "column";

    public const string Filter = "filter", Clear = "clear", Sort = "sort", SortUp = "sort-up",
        SortDown = "sort-down", ThenUp = "then-up", ThenDown = "then-down";

    public const string Hide = "hide", ShowAll = "show-all", Pin = "pin", MoveLeft = "move-left",
        MoveRight = "move-right", Wider = "wider", Narrower = "narrower";

    public const string Mark = "mark", MarkedOnly = "marked-only", Unmark = "unmark", Compare = "compare",
        Pivot = "pivot", Frequency = "frequency", Open = "open";

    public const string Undo = "undo", Redo = "redo", Export = "export", CopyRow = "copy-row",
        CopyTable = "copy-table", View = "view", SaveView = "save-view", Refresh = "refresh", Back = "back";

    public const string Tag = "tag", Note = "note", Remove = "remove", Restore = "restore", Why = "why";

    private const string Move = "Moving", Rows = "Rows", Columns = "Columns", Table = "The table";

    /// <summary>Of the list of results.</summary>
    public static ImmutableArray<KeyAction> OfList { get; } =
    [
        new(Open, "everything recorded about this result, with its curves", "enter")
        {
            Hint = "open", Group = Rows, Argument = "[NUMBER]",
        },
        new(Filter, "only rows that fit, such as noise == rem && train.radius >= 2", "/")
        {
            Hint = "filter", Group = Rows, Argument = "[CONDITION]",
        },
        new(SortUp, "sort by this column, smallest first", "[", "s") { Hint = "sort", Group = Rows },
        new(SortDown, "sort by this column, largest first", "]", "S") { Group = Rows },
        new(ThenUp, "sort equal rows by this column too, smallest first", "z [", "z s") { Group = Rows },
        new(ThenDown, "sort equal rows by this column too, largest first", "z ]", "z S") { Group = Rows },
        new(Sort, "sort by columns; - before one puts the largest first: -accuracy, seed")
        {
            Group = Rows, Argument = "COLUMNS",
        },
        new(Pivot, "a table of rows and columns over seeds, mean ± std (n)", "W")
        {
            Hint = "pivot", Group = Table, Argument = "[ROWS by COLUMNS of METRIC]",
        },
        new(Mark, "mark this row, or unmark it", "space") { Hint = "mark", Group = Rows, Argument = "[NUMBERS]" },
        new(Compare, "marked rows side by side: only what differs", "c") { Hint = "compare", Group = Rows },
        new(MarkedOnly, "marked rows alone, or all again", "m") { Group = Rows },
        new(Unmark, "forget all marks", "M") { Group = Rows },
        new(Frequency, "how often each value of this column comes, with mean accuracies", "F")
        {
            Hint = "values", Group = Table, Argument = "[COLUMN]",
        },
        new(Export, "write what is shown to a file; its ending says how: csv, md, tex, html, json, txt", "e")
        {
            Hint = "export", Group = Table, Argument = "[FILE]",
        },
        new(Undo, "undo the last change of the view", "u") { Hint = "undo", Group = Table },
        new(Redo, "take the undo back", "U") { Group = Table },
        new(Clear, "show all rows again", "escape") { Group = Rows },
        new(CopyRow, "copy this row to the clipboard", "y") { Group = Table },
        new(CopyTable, "copy what is shown to the clipboard", "Y") { Group = Table },
        new(View, "open a view that was saved", "v") { Group = Table, Argument = "[NAME]" },
        new(SaveView, "keep this view under a name", "V") { Group = Table, Argument = "[NAME]" },
        new(Refresh, "look for new results now (it looks every two seconds by itself)", "r") { Group = Table },
        new(Tag, "tags of this result, or of all that are marked: +good puts one on, -bad takes one off", "t")
        {
            Hint = "tag", Group = Rows, Argument = "[TAGS]",
        },
        new(Note, "a note on this result, or on all that are marked", "n") { Group = Rows, Argument = "[TEXT]" },
        new(Remove, "put this result, or all that are marked, into the trash", "x", "delete") { Group = Rows },
        new(Restore, "take something back from the trash", "X") { Group = Rows, Argument = "[ID]" },
        new(Why, "whether this cell is done, and if not, or no longer, which input changed", "w") { Group = Rows },
        new(Hide, "hide this column", "-") { Group = Columns, Argument = "[COLUMN]" },
        new(ShowAll, "show all columns again", "+") { Group = Columns },
        new(Pin, "keep this column at the left, or let it go", "!") { Group = Columns, Argument = "[COLUMN]" },
        new(MoveLeft, "move this column to the left", "{", "H") { Group = Columns },
        new(MoveRight, "move this column to the right", "}", "L") { Group = Columns },
        new(Wider, "make this column wider", ">") { Group = Columns },
        new(Narrower, "make this column narrower", "<") { Group = Columns },
        new(Column, "go to a column; one that is not shown comes in") { Group = Columns, Argument = "NAME" },
        new(Down, "the next row", "down", "j") { Group = Move },
        new(Up, "the row before", "up", "k") { Group = Move },
        new(Right, "the next column", "right", "l") { Group = Move },
        new(Left, "the column before", "left", "h") { Group = Move },
        new(Next, "a page further", "pagedown", "ctrl-d", "ctrl-f") { Group = Move },
        new(Previous, "a page back", "pageup", "ctrl-u", "ctrl-b") { Group = Move },
        new(Top, "the first row", "g", "home") { Group = Move },
        new(Bottom, "the last row", "G", "end") { Group = Move },
        new(First, "the first column", "0", "^") { Group = Move },
        new(Last, "the last column", "$") { Group = Move },
    ];

    /// <summary>Of what is opened over the list.</summary>
    public static ImmutableArray<KeyAction> OfPane { get; } =
    [
        new(Back, "back to the list", "escape", "q", "backspace") { Hint = "back", Group = Table },
        new(Down, "a line further", "down", "j") { Hint = "scroll", Group = Move },
        new(Up, "a line back", "up", "k") { Group = Move },
        new(Next, "a page further", "pagedown", "ctrl-d", "ctrl-f", "space") { Group = Move },
        new(Previous, "a page back", "pageup", "ctrl-u", "ctrl-b") { Group = Move },
        new(Right, "further right", "right", "l") { Group = Move },
        new(Left, "further left", "left", "h") { Group = Move },
        new(Top, "the first line", "g", "home") { Group = Move },
        new(Bottom, "the last line", "G", "end") { Group = Move },
        new(Export, "write what is shown to a file; its ending says how", "e")
        {
            Hint = "export", Group = Table, Argument = "[FILE]",
        },
        new(CopyTable, "copy what is shown to the clipboard", "Y", "y") { Hint = "copy", Group = Table },
    ];

    /// <summary>Of a pivot.</summary>
    public static ImmutableArray<KeyAction> OfPivot { get; } =
    [
        OfPane[0],
        new(Open, "the results behind this cell, or behind this row", "enter")
        {
            Hint = "results behind", Group = Table,
        },
        new(Pivot, "other rows, columns, metric or aggregate", "W")
        {
            Hint = "change", Group = Table, Argument = "[ROWS by COLUMNS of METRIC]",
        },
        new(SortUp, "sort by this column, smallest first", "[", "s") { Hint = "sort", Group = Table },
        new(SortDown, "sort by this column, largest first", "]", "S") { Group = Table },
        new(First, "the first column", "0", "^") { Group = Move },
        new(Last, "the last column", "$") { Group = Move },
        .. OfPane[1..],
    ];

    public static KeyAction FilterValue { get; } = new(Open, "only rows with this value", "enter")
    {
        Hint = "filter by it", Group = Table, Argument = "[NUMBER]",
    };
}
