using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <content>What is opened over the list, such as a pivot, and what is copied or written to a file.</content>
internal sealed partial record ResultsScreen
{
    private Step Open(string? argument)
    {
        int place = argument is null ? Cursor : Number(argument, Arrangement.Shown.Length);
        if (place >= Arrangement.Shown.Length)
        {
            return Step.Stay(this);
        }

        var row = Arrangement.Rows.Row(Arrangement.Shown[place]);
        return Step.To(this with { Cursor = place }, new Background("open", _ =>
        {
            var (history, curves) = Source.Cell(row.Cell);
            return new PaneReady(new DetailPane(row, history, curves));
        }) { Says = "reading the result" });
    }

    private Step Compare()
    {
        int[] rows = [.. Marked.Select(Arrangement.Rows.Find).Where(row => row >= 0).Order().Take(MostCompared)];
        return rows.Length < 2
            ? Step.To(this, new Notify("mark two rows or more with Space first", Status.Warning))
            : Step.To(this with { Pane = new ComparePane([.. rows.Select(Arrangement.Rows.Row)]) });
    }

    private Step Frequency(string column)
    {
        var (rows, shown) = (Arrangement.Rows, Arrangement.Shown);
        var counting = new Background("frequency", _ => new PaneReady(FrequencyPane.Of(rows, shown, column)))
        {
            Says = "counting values",
        };
        return Step.To(this, counting);
    }

    private Step PivotBy(PivotRequest request, bool isAsked = false)
    {
        var (rows, shown) = (Arrangement.Rows, Arrangement.Shown);
        if (rows.IsPart || Rows?.IsPart == true)
        {
            throw new QueryException("not all results are read yet: ask for the table again in a moment");
        }

        if (shown.Length > MostPivoted)
        {
            // A table of a million results that fall apart into many rows would take more than a gigabyte.
            throw new QueryException(string.Create(
                CultureInfo.InvariantCulture,
                $"a pivot takes at most {MostPivoted:N0} rows, and {shown.Length:N0} are shown: "
                + $"filter first (/), or see results table"));
        }

        return Step.To(this, new Background("pivot", _ =>
        {
            var selection = new RowSelection(rows, [.. shown.Order()]);
            var table = request.Request(0);
            if (!isAsked && ComparisonTable.Unasked(selection, table) is { Fields.Count: > 0 } unasked)
            {
                return new PivotAsks(new PivotQuestion(request, [.. unasked.Fields], unasked.Rows, []));
            }

            return new PaneReady(new PivotPane(request, ComparisonTable.Build(selection, table), rows));
        }) { Says = "building the table" });
    }

    /// <summary>Only the results behind the chosen cell of a pivot; Esc goes back to it.</summary>
    private Step LookInto(PivotPane pivot)
    {
        var (place, cells) = pivot.Behind();
        if (cells.IsEmpty)
        {
            return Step.To(this, new Notify("no result stands behind this cell", Status.Warning));
        }

        var screen = this with { Pane = null, LookedInto = pivot, Cursor = 0, Top = 0 };
        return screen.Change(View with { Only = cells, OnlyWhat = $"behind {place}" });
    }

    private Step CopyRow() =>
        Current is null ? Step.Stay(this) : Step.To(this, new Copy(Sheet(Cursor, 1).Write("txt"), "the row"));

    private Step CopyTable()
    {
        string what = Arrangement.Shown.Length > MostCopied
            ? $"the first {MostCopied} rows; e exports all"
            : $"{Arrangement.Shown.Length} rows";
        return Step.To(this, new Copy(Sheet(0, MostCopied).Write("txt"), what));
    }

    private Step Write(string path)
    {
        string format = Results.Sheet.FormatOf(path);
        var (pane, screen) = (Pane, this);
        return Step.To(this, new WriteFile(path, Text));

        string Text() => pane is not null ? pane.Export(format) : screen.Sheet(0, int.MaxValue).Write(format);
    }

    /// <summary>Rows as they are shown, with all columns that are not hidden.</summary>
    private Sheet Sheet(int from, int count)
    {
        var (columns, rows) = (Columns, Arrangement.Rows);
        return new Sheet(
            [.. columns.Select(ColumnText.Title)],
            [.. Arrangement.Shown.Skip(from).Take(count).Select(Texts)]);

        ImmutableArray<string> Texts(int row) => [.. columns.Select(column => ColumnText.Of(rows, row, column))];
    }
}
