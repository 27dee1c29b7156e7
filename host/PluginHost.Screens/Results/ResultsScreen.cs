using System.Collections.Immutable;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Results;

/// <summary>All results as a table: filter, sort, choose columns, mark and compare, pivot, export.</summary>
internal sealed partial record ResultsScreen : IScreen
{
    private const string LoadWork = "load", ArrangeWork = "arrange", PreviewWork = "preview", PollName = "poll";
    private const int MostCopied = 1000, MostCompared = 12, MostPivoted = 250_000;
    private static readonly TimeSpan PollDelay = TimeSpan.FromSeconds(2);

    public ResultsScreen(ResultsSource source) => Source = source;

    private sealed record Loaded(ResultRows Rows, IReadOnlyList<string> Notices) : Message;

    private sealed record Arranged(Arrangement Arrangement) : Message;

    private sealed record Poll : Message;

    private sealed record Said(string Text) : Message;

    private sealed record PaneReady(Pane Pane) : Message;

    private sealed record ViewsRead(ImmutableArray<string> Names, PromptKind Kind) : Message;

    private sealed record ViewRead(SavedView View) : Message;

    private sealed record PivotAsks(PivotQuestion Question) : Message;

    private sealed record TrashRead(ImmutableArray<Removed> Trash) : Message;

    private sealed record Annotated(string Text) : Message;

    private ResultsSource Source { get; }

    /// <summary>The results as last seen; null before they were read.</summary>
    public ResultRows? Rows { get; private init; }

    /// <summary>How they are looked at.</summary>
    public ResultsView View { get; private init; } = ResultsView.Default;

    /// <summary>What is shown of them.</summary>
    public Arrangement Arrangement { get; private init; } = Arrangement.None;

    private ImmutableStack<ResultsView> Past { get; init; } = [];

    private ImmutableStack<ResultsView> Future { get; init; } = [];

    /// <summary>Keys of cells.</summary>
    public ImmutableHashSet<string> Marked { get; private init; } = [];

    /// <summary>The place of the current row among those that are shown.</summary>
    public int Cursor { get; private init; }

    /// <summary>The place of the first row that is seen.</summary>
    public int Top { get; private init; }

    /// <summary>The current column.</summary>
    public string Column { get; private init; } = "noise";

    /// <summary>The first column that is seen behind the pinned ones.</summary>
    private int Left { get; init; }

    private Size Room { get; init; } = new(80, 22);

    public Pane? Pane { get; private init; }

    /// <summary>Whether something had to be said of the store, such as a line that cannot be read.</summary>
    private bool HasNotices { get; init; }

    public Prompt? Prompt { get; private init; }

    private ImmutableArray<string> ViewNames { get; init; } = [];

    /// <summary>What must be answered before it is done.</summary>
    public ResultsQuestion? Question { get; private init; }

    /// <summary>The pivot whose results are looked at: Esc goes back to it.</summary>
    private PivotPane? LookedInto { get; init; }

    public string Title => "Results";

    public ImmutableArray<KeyAction> Actions
    {
        get
        {
            if (Question is not null)
            {
                return Question.Actions;
            }

            if (Prompt is not null)
            {
                return TypingActions.Completing("Typing", Prompt.IsBelow ? "apply" : "ok");
            }

            return Pane?.Actions ?? WithValues(ResultsActions.OfList);
        }
    }

    public string? Lost => Marked.Count switch
    {
        0 => null,
        1 => "1 result is marked",
        var count => $"{count} results are marked",
    };

    public string? Field => Question is null && Prompt is not null ? Prompt.Field : null;

    /// <summary>The columns that are shown.</summary>
    public ImmutableArray<string> Columns => View.Columns(Arrangement);

    private int ListHeight => Math.Max(1, TableArea.Height - 1);

    /// <summary>
    /// How many columns stay at the left: those that are pinned, as long as they leave room for the others.
    /// </summary>
    private int PinnedCount
    {
        get
        {
            var pinned = View.Pinned.Where(name => Arrangement.Names.Contains(name));
            return ColumnLayout.Staying([.. pinned.Select(WidthOf)], TableWidth);
        }
    }

    public Step Do(Message message)
    {
        var step = message switch
        {
            Opened => Step.To(this, Load()),
            Resized resized => Step.To(this with { Room = resized.Size, Left = 0 }),
            Loaded loaded => Take(loaded),
            Arranged arranged => Step.To(Holding(arranged.Arrangement)),
            Previewed preview => Show(preview),
            Poll => new Step(this, [Load()]),
            Said said => Step.To(this, new Notify(said.Text)),
            PaneReady ready => Step.To(this with { Pane = ready.Pane.Settled(Room) }),
            PivotAsks asks => Step.To(this with { Question = asks.Question }),
            TrashRead read => read.Trash.IsEmpty
                ? Step.To(this, new Notify("the trash is empty"))
                : Step.To(this with { Question = new TrashQuestion(read.Trash, 0) }),
            Annotated annotated => Step.To(this with { Marked = [] }, new Notify(annotated.Text), Load()),
            ViewsRead views => AskForView(views),
            ViewRead read => Change(ResultsView.Of(read.View)),
            TextTyped typed when Prompt is not null =>
                Preview(Prompt.With(typed.Text, typed.Cursor, Rows ?? ResultRows.None, ViewNames)),
            OptionChosen chosen when Question is PivotQuestion pivot =>
                Step.To(this with { Question = pivot.Toggled(chosen.Index) }),
            ActionCalled called => Call(called),
            PartClicked or PartWheeled or PartScrolled => Point(message),
            WorkFailed failed => Fail(failed),
            _ => Step.Stay(this),
        };
        return step.Screen is ResultsScreen next && !ReferenceEquals(next, this)
            ? step with { Screen = next.Settled() }
            : step;
    }

    private Background Load() => new(LoadWork, _ => new Loaded(Source.Rows(), Source.Notices()));

    private Step Take(Loaded loaded)
    {
        var rows = loaded.Rows;
        var screen = this with { HasNotices = HasNotices || loaded.Notices.Count > 0 };
        Effect[] effects =
        [
            rows.IsPart ? Load() : new After(PollName, PollDelay, new Poll()),
            .. loaded.Notices.Select(notice => new Notify(notice, Status.Warning)),
        ];

        // Nothing new: nothing is drawn.
        var step = ReferenceEquals(rows, Rows) ? new Step(this, []) : (screen with { Rows = rows }).Arrange();
        return step with { Effects = step.Effects.AddRange(effects) };
    }

    /// <summary>Finds and sorts the rows anew.</summary>
    private Step Arrange()
    {
        if (Rows is not { } rows)
        {
            return Step.To(this);
        }

        var (view, before) = (View, Arrangement);
        return rows.Count <= Arrangement.AtOnce
            ? Step.To(Holding(Arrangement.Of(rows, view, before)))
            : Step.To(this, new Background(ArrangeWork, _ => new Arranged(Arrangement.Of(rows, view, before))));
    }

    /// <summary>
    /// With other rows, and the cursor on the result that it was on, at the same height of the screen.
    /// </summary>
    private ResultsScreen Holding(Arrangement next)
    {
        string? cell = Current;
        int row = cell is null ? -1 : next.Rows.Find(cell);
        int at = row < 0 ? -1 : Array.IndexOf(next.Shown, row);
        // Somebody who looks at the first rows wants to see what comes in there.
        return at < 0 || Cursor == 0
            ? this with { Arrangement = next, Cursor = Math.Min(Cursor, Math.Max(0, next.Shown.Length - 1)) }
            : this with { Arrangement = next, Cursor = at, Top = Math.Max(0, at - (Cursor - Top)) };
    }

    /// <summary>The key of the current cell.</summary>
    private string? Current =>
        Cursor < Arrangement.Shown.Length ? Arrangement.Rows.Cell(Arrangement.Shown[Cursor]) : null;

    /// <summary>Another view, which can be undone.</summary>
    private Step Change(ResultsView view) => view == View
        ? Step.To(this)
        : (this with { View = view, Past = Past.Push(View), Future = [] }).ArrangeIfNeeded(View);

    /// <summary>
    /// Rows in another order are looked at from the first one on; otherwise the cursor stays on its result.
    /// </summary>
    private Step ArrangeIfNeeded(ResultsView before)
    {
        if (!before.Sort.SequenceEqual(View.Sort))
        {
            return (this with { Cursor = 0, Top = 0 }).Arrange();
        }

        bool showsTheSame = before.Filter == View.Filter && ReferenceEquals(before.Only, View.Only);
        return showsTheSame ? Step.To(this) : Arrange();
    }

    private Step Undo() => Past.IsEmpty
        ? Step.To(this, new Notify("nothing to undo", Status.Warning))
        : (this with { View = Past.Peek(), Past = Past.Pop(), Future = Future.Push(View) }).ArrangeIfNeeded(View);

    private Step Redo() => Future.IsEmpty
        ? Step.To(this, new Notify("nothing was undone", Status.Warning))
        : (this with { View = Future.Peek(), Future = Future.Pop(), Past = Past.Push(View) }).ArrangeIfNeeded(View);

    /// <summary>With the cursor on a row and a column that there are, and both seen.</summary>
    private ResultsScreen Settled()
    {
        var columns = Columns;
        bool isThere = columns.Contains(Column) || columns.IsEmpty;
        string column = isThere ? Column : columns[Math.Min(columns.Length - 1, PinnedCount)];
        int cursor = Math.Clamp(Cursor, 0, Math.Max(0, Arrangement.Shown.Length - 1));
        int top = Math.Clamp(Top, Math.Max(0, cursor - ListHeight + 1), cursor);
        // No empty lines below the last row while there are rows above.
        top = Math.Max(0, Math.Min(top, Arrangement.Shown.Length - ListHeight));
        int current = columns.IndexOf(column);
        return this with
        {
            Column = column,
            Cursor = cursor,
            Top = top,
            Left = ColumnLayout.Scrolled(
                columns.Length, PinnedCount, at => WidthOf(columns[at]), Left, TableWidth, current),
        };
    }

    /// <summary>As wide as was asked for; else as its values and its head with all signs.</summary>
    private int WidthOf(string column)
    {
        if (View.Widths.TryGetValue(column, out int width))
        {
            return width;
        }

        int pin = View.Pinned.Contains(column) ? 1 : 0;
        int head = ColumnText.Title(column).Length + pin + SortSignWidth(column);
        return Math.Max(Arrangement.Widths.GetValueOrDefault(column, 3), head);
    }

    private int SortSignWidth(string column)
    {
        if (!View.Sort.Any(key => key.Column == column))
        {
            return 0;
        }

        return View.Sort.Length > 1 ? 3 : 2;
    }

    /// <summary>With what may follow the actions that take a column, a view or tags.</summary>
    private ImmutableArray<KeyAction> WithValues(ImmutableArray<KeyAction> actions) =>
    [
        .. actions.Select(action => action.Argument switch
        {
            "[COLUMN]" or "NAME" or "COLUMNS" => action with { Values = typed => ColumnNames(typed) },
            "[CONDITION]" => action with { Values = typed => Completed(PromptKind.Filter, typed) },
            "[ROWS by COLUMNS of METRIC]" => action with { Values = typed => Completed(PromptKind.Pivot, typed) },
            _ => action,
        }),
    ];

    /// <summary>The line, with each word that may stand at its end.</summary>
    private IEnumerable<string> Completed(PromptKind kind, string typed)
    {
        var line = Prompt.Of(kind, typed, Rows ?? ResultRows.None, []);
        return line.Words.Select((_, i) => line.Complete(i).Text);
    }

    private IEnumerable<string> ColumnNames(string typed) => Arrangement.Names.Concat(FieldTable.ShortNames)
        .Where(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase));

    private Step Fail(WorkFailed failed)
    {
        var notice = new Notify(FailureText.Line(failed.Error), Status.Failed);
        return failed.Work == LoadWork
            ? Step.To(this, notice, new After(PollName, PollDelay * 5, new Poll()))
            : Step.To(this, notice);
    }
}
