using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;
using SortKey = PluginHost.Tables.Rows.SortKey;

namespace PluginHost.Screens.Results;

/// <content>What actions do.</content>
internal sealed partial record ResultsScreen
{
    private Step Call(ActionCalled called)
    {
        try
        {
            return Prompt is not null && called is { Id: ResultsActions.Cancel or ResultsActions.Accept or ResultsActions.Complete }
                ? Typed(Prompt, new Key(called.Id == ResultsActions.Accept ? KeyName.Enter : called.Id == ResultsActions.Complete ? KeyName.Tab : KeyName.Escape))
                : (Prompt is null ? this : this with { Prompt = null }) is var screen && Pane is not null ? screen.CallPane(Pane, called) : screen.CallList(called);
        }
        catch (Exception e) when (e is QueryException or UsageException)
        {
            return Step.To(this, new Notify(FailureText.Line(e), Status.Failed));
        }
    }

    private Step CallPane(Pane pane, ActionCalled called) => called.Id switch
    {
        ResultsActions.Back => Step.To(this with { Pane = null }),
        ResultsActions.Open when pane is FrequencyPane values =>
            (this with { Pane = null }).AddFilter(values.Condition(called.Argument is null ? values.Cursor : Number(called.Argument, values.Values.Length))),
        ResultsActions.Export => AskOr(PromptKind.Export, called.Argument, ""),
        ResultsActions.Pivot => AskOr(PromptKind.Pivot, called.Argument, pane is PivotPane pivot ? pivot.Request.ToString() : ""),
        ResultsActions.CopyTable => Step.To(this, new Copy(pane.Export("txt"), "what is shown")),
        _ => pane.Scroll(called.Id, Room) is { } scrolled ? Step.To(this with { Pane = scrolled }) : Step.Stay(this),
    };

    private Step CallList(ActionCalled called) => called.Id switch
    {
        ResultsActions.Down => Step.To(this with { Cursor = Cursor + 1 }),
        ResultsActions.Up => Step.To(this with { Cursor = Cursor - 1 }),
        ResultsActions.Next => Step.To(this with { Cursor = Cursor + ListHeight, Top = Top + ListHeight }),
        ResultsActions.Previous => Step.To(this with { Cursor = Cursor - ListHeight, Top = Math.Max(0, Top - ListHeight) }),
        ResultsActions.Top => Step.To(this with { Cursor = 0 }),
        ResultsActions.Bottom => Step.To(this with { Cursor = int.MaxValue }),
        ResultsActions.Right => GoTo(Columns.IndexOf(Column) + 1),
        ResultsActions.Left => GoTo(Columns.IndexOf(Column) - 1),
        ResultsActions.First => GoTo(0),
        ResultsActions.Last => GoTo(Columns.Length - 1),
        ResultsActions.Column => GoTo(Known(called.Argument)),
        ResultsActions.Open => Open(called.Argument),
        ResultsActions.Filter => called.Argument is null && Rows is not null ? Ask(PromptKind.Filter, View.Filter) : Filter(called.Argument ?? ""),
        ResultsActions.Clear => View.Filter.Length == 0 && View.Only is null
            ? Step.To(this, new Notify("all rows are shown"))
            : Change(View with { Filter = "", Only = null }),
        ResultsActions.Sort => Change(View with { Sort = SortKeys(called.Argument) }),
        ResultsActions.SortUp => Change(View.SortedBy(Column, descending: false)),
        ResultsActions.SortDown => Change(View.SortedBy(Column, descending: true)),
        ResultsActions.ThenUp => Change(View.ThenBy(Column, descending: false)),
        ResultsActions.ThenDown => Change(View.ThenBy(Column, descending: true)),
        ResultsActions.Hide => Hide(Known(called.Argument)),
        ResultsActions.ShowAll => Change(View.ShowAll()),
        ResultsActions.Pin => Change(View.Pin(Known(called.Argument))),
        ResultsActions.MoveLeft => Change(View.Move(Column, -1, Columns)),
        ResultsActions.MoveRight => Change(View.Move(Column, 1, Columns)),
        ResultsActions.Wider => Change(View.Widen(Column, 1, WidthOf(Column))),
        ResultsActions.Narrower => Change(View.Widen(Column, -1, WidthOf(Column))),
        ResultsActions.Mark => Mark(called.Argument),
        ResultsActions.MarkedOnly => View.Only is null && Marked.IsEmpty
            ? Step.To(this, new Notify("no row is marked; Space marks one", Status.Warning))
            : Change(View with { Only = View.Only is null ? Marked : null }),
        ResultsActions.Unmark => (this with { Marked = [] }).Change(View with { Only = null }),
        ResultsActions.Compare => Compare(),
        ResultsActions.Pivot => AskOr(PromptKind.Pivot, called.Argument, PivotRequest.Default.ToString()),
        ResultsActions.Frequency => Frequency(Known(called.Argument)),
        ResultsActions.Undo => Undo(),
        ResultsActions.Redo => Redo(),
        ResultsActions.Export => AskOr(PromptKind.Export, called.Argument, "results.csv"),
        ResultsActions.CopyRow => Current is null ? Step.Stay(this) : Step.To(this, new Copy(Sheet(Cursor, 1).Write("txt"), "the row")),
        ResultsActions.CopyTable => Step.To(this, new Copy(
            Sheet(0, MostCopied).Write("txt"), Arrangement.Shown.Length > MostCopied ? $"the first {MostCopied} rows; e exports all" : $"{Arrangement.Shown.Length} rows")),
        ResultsActions.View => called.Argument is { } name ? Step.To(this, new Background("view", _ => new ViewRead(Source.Views.Get(name)))) : AskViews(PromptKind.OpenView),
        ResultsActions.SaveView => called.Argument is { } name ? Save(name) : AskViews(PromptKind.SaveView),
        ResultsActions.Refresh => new Step(this, [Load()]),
        _ => Step.Stay(this),
    };

    private Step GoTo(int column)
    {
        var columns = Columns;
        return columns.IsEmpty ? Step.Stay(this) : Step.To(this with { Column = columns[Math.Clamp(column, 0, columns.Length - 1)] });
    }

    private Step GoTo(string column) => (this with { Column = column }).Change(View.Show(column, Columns));

    /// <summary>The column that was named, or the current one.</summary>
    private string Known(string? argument)
    {
        if (argument is null)
        {
            return Column;
        }

        string name = FieldTable.Whole(argument);
        return Arrangement.Names.Contains(name) ? name : throw new QueryException($"there is no column '{argument}'{Nearest.Hint(argument, Arrangement.Names.Concat(FieldTable.ShortNames))}");
    }

    private ImmutableArray<SortKey> SortKeys(string? argument) => argument is null
        ? throw new QueryException("name the columns to sort by, such as: sort -accuracy, seed")
        : [.. argument.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => new SortKey(Known(part.TrimStart('-')), part.StartsWith('-')))];

    private Step Hide(string column)
    {
        var columns = Columns;
        int at = columns.IndexOf(column);
        return columns.Length <= 1
            ? Step.To(this, new Notify("the last column stays", Status.Warning))
            : (this with { Column = column == Column ? columns[at + 1 < columns.Length ? at + 1 : at - 1] : Column }).Change(View.Hide(column));
    }

    private Step Filter(string text)
    {
        if (Rows is not null && text.Length > 0)
        {
            Arrangement.Parse(text, Rows);
        }

        return (this with { Prompt = null }).Change(View with { Filter = text.Trim() });
    }

    private Step AddFilter(string condition) => Filter(View.Filter.Length == 0 ? condition : $"({View.Filter}) && {condition}");

    private Step Mark(string? argument)
    {
        int[] places = argument is null ? [Cursor] : [.. argument.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(part => Number(part, Arrangement.Shown.Length))];
        var marked = Marked;
        foreach (int place in places.Where(place => place < Arrangement.Shown.Length))
        {
            string cell = Arrangement.Rows.Cell(Arrangement.Shown[place]);
            // Remove gives the same set back when it has no such key.
            marked = marked.Remove(cell) is var without && ReferenceEquals(without, marked) ? marked.Add(cell) : without;
        }

        return Step.To(this with { Marked = marked, Cursor = argument is null ? Cursor + 1 : Cursor });
    }

    /// <summary>A number as lists count, from 1, as a place from 0.</summary>
    private static int Number(string text, int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= count
            ? number - 1
            : throw new QueryException(count == 0 ? "there is nothing to choose from" : $"'{text}' is no number from 1 to {count}");

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
        }));
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
        return Step.To(this, new Background("frequency", _ => new PaneReady(FrequencyPane.Of(rows, shown, column))));
    }

    private Step PivotBy(PivotRequest request)
    {
        var (rows, shown, width) = (Arrangement.Rows, Arrangement.Shown, Room.Width);
        if (shown.Length > MostPivoted)
        {
            // A table of a million results that fall apart into many rows would take more than a gigabyte.
            throw new QueryException(string.Create(CultureInfo.InvariantCulture, $"a pivot takes at most {MostPivoted:N0} rows, and {shown.Length:N0} are shown: filter first (/), or see results table"));
        }

        return Step.To(this, new Background("pivot", _ =>
        {
            var pane = new PivotPane(request, ComparisonTable.Build(new RowSelection(rows, [.. shown.Order()]), request.Request(0)));
            // Writing a table of thousands of lines takes its time too.
            pane.Prepare(width);
            return new PaneReady(pane);
        }));
    }

    private Step Save(string name)
    {
        var saved = View.Saved(name);
        return Step.To(this, new Background("save view", _ =>
        {
            Source.Views.Save(saved);
            return new Said($"saved as {name} in {Running.Words.Shown.Path(Source.Views.File)}");
        }));
    }

    private Step Write(string path)
    {
        string format = Results.Sheet.FormatOf(path);
        var (pane, screen) = (Pane, this);
        return Step.To(this, new WriteFile(path, () => pane is not null ? pane.Export(format) : screen.Sheet(0, int.MaxValue).Write(format)));
    }

    /// <summary>Rows as they are shown, with all columns that are not hidden.</summary>
    private Sheet Sheet(int from, int count)
    {
        var (columns, rows) = (Columns, Arrangement.Rows);
        return new Sheet(
            [.. columns.Select(ColumnText.Title)],
            [.. Arrangement.Shown.Skip(from).Take(count).Select(row => (ImmutableArray<string>)[.. columns.Select(column => ColumnText.Of(rows, row, column))])]);
    }

    private Step Click(MouseInput mouse)
    {
        if (mouse.Action is MouseAction.WheelUp or MouseAction.WheelDown)
        {
            string action = mouse.Action == MouseAction.WheelUp ? ResultsActions.Up : ResultsActions.Down;
            return Prompt is not null ? Step.Stay(this) : Enumerable.Range(0, 3).Aggregate(Step.To(this), (step, _) => ((ResultsScreen)step.Screen).Call(new ActionCalled(action)));
        }

        if (mouse.Action != MouseAction.Press || Prompt is not null || Pane is not null || mouse.Y < 1 || mouse.Y > ListHeight + 1)
        {
            return Step.Stay(this);
        }

        var placed = Layout(Room.Width).Columns.Where(c => mouse.X - MarkWidth >= c.X).Select(c => c.Name).LastOrDefault(Column);
        return mouse.Y == 1
            ? (this with { Column = placed }).Change(View.SortedBy(placed, View.Sort is [{ Descending: false } key, ..] && key.Column == placed))
            : Step.To(this with { Column = placed, Cursor = Top + mouse.Y - 2 });
    }
}
