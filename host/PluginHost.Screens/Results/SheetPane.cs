using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Results;

/// <summary>
/// A pane of rows and columns: heads and the first columns stay in place, and a cell or a row is chosen.
/// </summary>
internal abstract record SheetPane : Pane
{
    /// <summary>The chosen row, in the order that is shown.</summary>
    public int Row { get; init; }

    /// <summary>The chosen column.</summary>
    public int Column { get; init; }

    private int Top { get; init; }

    private int Left { get; init; }

    /// <summary>The heads of all columns.</summary>
    protected abstract ImmutableArray<string> Heads { get; }

    /// <summary>How many rows there are.</summary>
    protected abstract int Count { get; }

    /// <summary>How many columns stay at the left.</summary>
    protected virtual int Pinned => 1;

    /// <summary>Whether single cells are chosen, and not whole rows.</summary>
    protected virtual bool ChoosesCells => false;

    /// <summary>How wide a column is.</summary>
    protected abstract int WidthOf(int column);

    protected abstract Line Cell(int row, int column, Symbols symbols);

    protected virtual bool IsNumber(int column) => false;

    /// <summary>A sign behind a head, such as the direction it is sorted in.</summary>
    protected virtual string Sign(int column, Symbols symbols) => "";

    /// <summary>Lines between the heading and the table.</summary>
    protected virtual IReadOnlyList<Line> Above(int width) => [];

    /// <summary>Lines below the table.</summary>
    protected virtual IReadOnlyList<Line> Below(int width) => [];

    public override IReadOnlyList<Part> Parts(Size room, Symbols symbols)
    {
        var (table, above, below) = Areas(room);
        var layout = Layout(room);
        ImmutableArray<TableHead> heads = [.. layout.Columns.Select(column => HeadOf(column.Index, column.Width))];
        int hidden = layout.HiddenLeft + layout.HiddenRight;
        string further = hidden switch { 0 => "", 1 => "; 1 more column", _ => $"; {hidden} more columns" };
        string place = Count == 0
            ? "no rows"
            : string.Create(CultureInfo.InvariantCulture, $"row {Row + 1:N0} of {Count:N0}{further}");
        int current = Math.Max(0, layout.Columns.ToList().FindIndex(placed => placed.Index == Column));
        return
        [
            Head(room, place, symbols),
            .. above.Height > 0 ? (Part[])[new TextPart("above", above, Above(room.Width - 1))] : [],
            new TablePart(Body, table, heads, Count, (row, column) => Cell(row, layout.Columns[column].Index, symbols))
            {
                Cursor = Count > 0 ? Row : -1,
                CursorColumn = ChoosesCells ? current : -1,
                Top = Top,
            },
            .. below.Height > 0 ? (Part[])[new TextPart("below", below, Below(room.Width - 1))] : [],
        ];

        TableHead HeadOf(int column, int width)
        {
            var head = Line.Of(Heads[column] + Sign(column, symbols), Tone.Head);
            return new TableHead(head, width, IsNumber(column), column == Column && ChoosesCells);
        }
    }

    public override Pane Settled(Size room) => To(Row, Column, room);

    public override Pane? Move(string action, Size room)
    {
        int page = Math.Max(1, Areas(room).Table.Height - 1);
        return action switch
        {
            ResultsActions.Down => To(Row + 1, Column, room),
            ResultsActions.Up => To(Row - 1, Column, room),
            ResultsActions.Next => To(Row + page, Column, room),
            ResultsActions.Previous => To(Row - page, Column, room),
            ResultsActions.Top => To(0, Column, room),
            ResultsActions.Bottom => To(Count - 1, Column, room),
            ResultsActions.Right => To(Row, Column + 1, room),
            ResultsActions.Left => To(Row, Column - 1, room),
            ResultsActions.First => To(Row, 0, room),
            ResultsActions.Last => To(Row, Heads.Length - 1, room),
            _ => null,
        };
    }

    public override Pane? Take(Message message, Size room) => message switch
    {
        PartClicked { Id: Body, Row: >= 0 } clicked => To(clicked.Row, At(clicked.Column, room), room),
        PartWheeled wheeled => To(Row + wheeled.Lines, Column, room),
        PartScrolled scrolled => (this with { Top = scrolled.Top }).To(
            Math.Clamp(Row, scrolled.Top, scrolled.Top + Math.Max(0, Areas(room).Table.Height - 2)), Column, room),
        _ => null,
    };

    /// <summary>The column that is seen at a place.</summary>
    protected int At(int place, Size room)
    {
        var seen = Layout(room).Columns;
        return seen.IsEmpty ? 0 : seen[Math.Clamp(place, 0, seen.Length - 1)].Index;
    }

    /// <summary>With another row and column, both seen.</summary>
    protected SheetPane To(int row, int column, Size room)
    {
        int page = Math.Max(1, Areas(room).Table.Height - 1);
        int at = Math.Clamp(row, 0, Math.Max(0, Count - 1));
        int chosen = Math.Clamp(column, 0, Math.Max(0, Heads.Length - 1));
        int top = Math.Clamp(Top, Math.Max(0, at - page + 1), at);
        return this with
        {
            Row = at,
            Column = chosen,
            Top = Math.Max(0, Math.Min(top, Count - page)),
            Left = ColumnLayout.Scrolled(Heads.Length, Staying(room), WidthOf, Left, room.Width - 1, chosen),
        };
    }

    private ColumnLayout Layout(Size room) =>
        ColumnLayout.Of(Heads.Length, Staying(room), WidthOf, Left, room.Width - 1);

    private int Staying(Size room) =>
        ColumnLayout.Staying([.. Enumerable.Range(0, Pinned).Select(WidthOf)], room.Width - 1);

    private (Area Table, Area Above, Area Below) Areas(Size room)
    {
        var rest = Area.Of(room).Below(1);
        int above = Math.Min(Above(room.Width - 1).Count, rest.Height / 5);
        int below = Math.Min(Below(room.Width - 1).Count, rest.Height / 5);
        // A short table ends before what is said of it, and leaves no gap between.
        int table = Math.Min(Count + 1, Math.Max(2, rest.Height - above - below));
        var last = rest.Below(above + table).Top(rest.Height - above - table);
        return (rest.Below(above).Top(table), rest.Top(above), last);
    }
}
