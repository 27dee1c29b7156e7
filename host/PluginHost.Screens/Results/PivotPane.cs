using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Writers;

namespace PluginHost.Screens.Results;

/// <summary>
/// A table over seeds, as <c>results table</c> prints it: a cell is chosen, rows are sorted by a column.
/// </summary>
internal sealed record PivotPane : SheetPane
{
    private const int WidestLabel = 28;

    private readonly ComparisonTable _table;
    private readonly ResultRows _rows;
    private readonly TableGrid _grid;
    private readonly ImmutableArray<int> _widths;

    /// <param name="request">What it shows.</param>
    /// <param name="table">The numbers.</param>
    /// <param name="rows">The results that the table was built of.</param>
    public PivotPane(PivotRequest request, ComparisonTable table, ResultRows rows)
    {
        (Request, _table, _rows) = (request, table, rows);
        _grid = TableGrid.Of(table, blocks: false).Single();
        Order = [.. Enumerable.Range(0, _grid.Rows.Count)];
        _widths = [.. Enumerable.Range(0, Heads.Length).Select(Widest)];
        Column = Pinned;

        int Widest(int column)
        {
            var cells = Enumerable.Range(0, _grid.Rows.Count).Select(row => CellWidth.Of(Text(row, column)));
            return cells.Append(CellWidth.Of(Heads[column]) + SignWidth).Max();
        }
    }

    private const int SignWidth = 2;

    public PivotRequest Request { get; }

    /// <summary>The rows of the table, in the order that is shown.</summary>
    private ImmutableArray<int> Order { get; init; }

    private (int Column, bool Descending)? Sorted { get; init; }

    public override string Title => $"{Request}";

    public override ImmutableArray<KeyAction> Actions => ResultsActions.OfPivot;

    protected override ImmutableArray<string> Heads =>
    [
        .. _grid.RowFields,
        .. Enumerable.Range(0, _grid.Columns).Select(HeadOf),
    ];

    private string HeadOf(int column) => string.Join(" · ", _grid.Levels.Select(level => level[column]));

    protected override int Count => Order.Length;

    protected override int Pinned => _grid.RowFields.Count;

    protected override bool ChoosesCells => true;

    protected override int WidthOf(int column) =>
        column < Pinned ? Math.Min(WidestLabel, _widths[column]) : _widths[column];

    protected override bool IsNumber(int column) => column >= Pinned;

    protected override string Sign(int column, Symbols symbols) => Sorted switch
    {
        { } sorted when sorted.Column == column => " " + (sorted.Descending ? symbols.Descending : symbols.Ascending),
        _ => "",
    };

    protected override IReadOnlyList<Line> Above(int width) =>
        Wrapped.Of(string.Join(", ", TableGrid.Caption(_table)), width, Tone.Dim);

    protected override IReadOnlyList<Line> Below(int width) =>
    [
        .. _table.Notes.SelectMany((note, i) => Wrapped.Of($"{TextTable.Superscript(i + 1)} {note}", width, Tone.Dim)),
        .. _table.Remarks.SelectMany(remark => Wrapped.Of(remark, width, Tone.Dim)),
    ];

    protected override Line Cell(int row, int column, Symbols symbols)
    {
        string text = Text(Order[row], column);
        if (column >= Pinned)
        {
            return Line.Of(text, ToneOfNumber());
        }

        // A label that the row above has too is read there.
        bool repeats = row > 0 && column < Pinned - 1 && Enumerable.Range(0, column + 1).All(IsAsAbove);
        return Line.Of(text, repeats ? Tone.Dim : Tone.Strong);

        Tone ToneOfNumber()
        {
            if (text == CellText.Missing)
            {
                return Tone.Dim;
            }

            return _grid.Rows[Order[row]].Cells[column - Pinned].IsBest ? Tone.Strong : Tone.Text;
        }

        bool IsAsAbove(int label) => Text(Order[row - 1], label) == Text(Order[row], label);
    }

    /// <summary>The results behind the chosen cell; behind the whole row where a label is chosen.</summary>
    public (string Place, ImmutableHashSet<string> Cells) Behind()
    {
        if (Order.IsEmpty)
        {
            return ("", []);
        }

        int row = Order[Row];
        int metrics = Math.Max(1, _table.Metrics.Count);
        bool isLabel = Column < Pinned;
        var columns = isLabel ? _table.Columns : [_table.Columns[(Column - Pinned) / metrics]];
        var heads = isLabel ? [] : _grid.Levels.Select(level => level[Column - Pinned]);
        string place = string.Join(", ", _grid.Rows[row].Labels.Concat(heads));
        return (place, [.. columns.SelectMany(column => _table.Behind(_table.Rows[row], column)).Select(_rows.Cell)]);
    }

    /// <summary>
    /// Sorted by the chosen column: labels as texts, numbers by size; places without a number come last.
    /// </summary>
    public PivotPane SortedBy(int column, bool descending)
    {
        var rows = Enumerable.Range(0, _grid.Rows.Count);
        int sign = descending ? -1 : 1;
        var order = column < Pinned ? ByLabel() : ByNumber();
        return this with { Order = [.. order], Sorted = (column, descending), Row = 0 };

        IOrderedEnumerable<int> ByLabel()
        {
            var comparer = Comparer<int>.Create((a, b) => CompareLabels(a, b, column) * sign);
            return (descending ? rows.Reverse() : rows).OrderBy(row => row, comparer);
        }

        IOrderedEnumerable<int> ByNumber() =>
            rows.OrderBy(row => Number(row, column) is null).ThenBy(row => sign * Number(row, column));
    }

    /// <summary>Sorted by a column, or the other way where it is sorted by it.</summary>
    public PivotPane Toggled(int column)
    {
        bool isUp = Sorted is { Descending: false } sorted && sorted.Column == column;
        return SortedBy(column, descending: isUp);
    }

    /// <summary>The column that is seen at a place of the heads.</summary>
    public int HeadAt(int place, Size room) => At(place, room);

    public override string Export(string format) => format switch
    {
        "csv" => CsvTable.Write(_table),
        "md" => MarkdownTable.Write(_table),
        "tex" => LatexTable.Write(_table),
        "json" => JsonTable.Write(_table),
        "txt" => TextTable.Write(_table),
        "html" => HtmlTable.Write(_table),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    public override IEnumerable<string> Linear() => TextTable.Write(_table).TrimEnd('\n').Split('\n').Prepend(Title);

    private string Text(int row, int column)
    {
        if (column < Pinned)
        {
            return _grid.Rows[row].Labels[column];
        }

        var cell = _grid.Rows[row].Cells[column - Pinned];
        return cell.Plain + (cell.IsBest ? "*" : "") + string.Concat(cell.Notes.Select(TextTable.Superscript));
    }

    private double? Number(int row, int column)
    {
        int metrics = Math.Max(1, _table.Metrics.Count), at = column - Pinned;
        var cell = _table[_table.Rows[row], _table.Columns[at / metrics], _table.Metrics[at % metrics]];
        return cell.Numbers?.Value(Request.Aggregate);
    }

    private int CompareLabels(int a, int b, int column)
    {
        var (first, second) = (_table.Rows[a].Values[column], _table.Rows[b].Values[column]);
        return first is { Number: { } one } && second is { Number: { } other }
            ? one.CompareTo(other)
            : string.CompareOrdinal(Text(a, column), Text(b, column));
    }
}
