using System.Globalization;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Store.Records;

namespace PluginHost.Screens.Results;

/// <content>What actions do: which of them is called for.</content>
internal sealed partial record ResultsScreen
{
    private Step Call(ActionCalled called)
    {
        try
        {
            if (Question is { } question)
            {
                return Answer(question, called);
            }

            if (Prompt is { } prompt)
            {
                return called.Id switch
                {
                    TypingActions.Accept => Accept(prompt),
                    TypingActions.Complete => Preview(prompt.Complete()),
                    // The rows that the unfinished condition showed give way to those of the view.
                    TypingActions.Cancel => (this with { Prompt = null }).Arrange(),
                    _ => (this with { Prompt = null }).Call(called),
                };
            }

            return Pane is not null ? CallPane(Pane, called) : CallList(called);
        }
        catch (Exception e) when (e is QueryException or UsageException)
        {
            return Step.To(this, new Notify(FailureText.Line(e), Status.Failed));
        }
    }

    private Step Answer(ResultsQuestion question, ActionCalled called)
    {
        var closed = this with { Question = null };
        return (called.Id, question) switch
        {
            (TypingActions.Cancel, _) => Step.To(closed),
            (TypingActions.Accept, PivotQuestion pivot) => closed.PivotBy(pivot.Answered(), isAsked: true),
            (TypingActions.Accept, RemovalQuestion removal) => closed.Remove(removal.Cells),
            (TypingActions.Accept, TrashQuestion trash) => closed.Restore(trash.Trash[trash.Selected].Id),
            (ResultsQuestion.Up, TrashQuestion trash) => Step.To(this with { Question = trash.Move(-1) }),
            (ResultsQuestion.Down, TrashQuestion trash) => Step.To(this with { Question = trash.Move(1) }),
            (PivotQuestion.Average, PivotQuestion pivot) =>
                Step.To(this with { Question = pivot.Toggled(FieldOf(pivot, called.Argument)) }),
            _ => Step.Stay(this),
        };
    }

    private static int FieldOf(PivotQuestion pivot, string? name)
    {
        int at = pivot.Fields.ToList().FindIndex(field => field.Field == name);
        if (at < 0)
        {
            string hint = Nearest.Hint(name ?? "", pivot.Fields.Select(field => field.Field));
            throw new QueryException($"'{name}' is none of these fields{hint}");
        }

        return at;
    }

    private Step CallPane(Pane pane, ActionCalled called) => called.Id switch
    {
        ResultsActions.Back => Step.To(this with { Pane = null }),
        ResultsActions.Open when pane is FrequencyPane values => FilterBy(values, called.Argument),
        ResultsActions.Open when pane is PivotPane pivot => LookInto(pivot),
        ResultsActions.SortUp when pane is PivotPane pivot =>
            Step.To(this with { Pane = pivot.SortedBy(pivot.Column, descending: false) }),
        ResultsActions.SortDown when pane is PivotPane pivot =>
            Step.To(this with { Pane = pivot.SortedBy(pivot.Column, descending: true) }),
        ResultsActions.Export => AskOr(PromptKind.Export, called.Argument, ""),
        ResultsActions.Pivot =>
            AskOr(PromptKind.Pivot, called.Argument, pane is PivotPane pivot ? pivot.Request.ToString() : ""),
        ResultsActions.CopyTable => Step.To(this, new Copy(pane.Export("txt"), "what is shown")),
        _ => pane.Move(called.Id, Room) is { } moved ? Step.To(this with { Pane = moved }) : Step.Stay(this),
    };

    private Step CallList(ActionCalled called) => called.Id switch
    {
        ResultsActions.Down => Step.To(this with { Cursor = Cursor + 1 }),
        ResultsActions.Up => Step.To(this with { Cursor = Cursor - 1 }),
        ResultsActions.Next => Step.To(this with { Cursor = Cursor + ListHeight, Top = Top + ListHeight }),
        ResultsActions.Previous =>
            Step.To(this with { Cursor = Cursor - ListHeight, Top = Math.Max(0, Top - ListHeight) }),
        ResultsActions.Top => Step.To(this with { Cursor = 0 }),
        ResultsActions.Bottom => Step.To(this with { Cursor = int.MaxValue }),
        ResultsActions.Right => GoTo(Columns.IndexOf(Column) + 1),
        ResultsActions.Left => GoTo(Columns.IndexOf(Column) - 1),
        ResultsActions.First => GoTo(0),
        ResultsActions.Last => GoTo(Columns.Length - 1),
        ResultsActions.Column => GoTo(Known(called.Argument)),
        ResultsActions.Open => Open(called.Argument),
        ResultsActions.Filter when called.Argument is null && Rows is not null => Ask(PromptKind.Filter, View.Filter),
        ResultsActions.Filter => Filter(called.Argument ?? ""),
        ResultsActions.Clear => Clear(),
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
        ResultsActions.MarkedOnly => ShowMarked(),
        ResultsActions.Unmark => (this with { Marked = [] }).Change(View with { Only = null, OnlyWhat = "" }),
        ResultsActions.Compare => Compare(),
        ResultsActions.Pivot => AskOr(PromptKind.Pivot, called.Argument, PivotRequest.Default.ToString()),
        ResultsActions.Frequency => Frequency(Known(called.Argument)),
        ResultsActions.Undo => Undo(),
        ResultsActions.Redo => Redo(),
        ResultsActions.Export => AskOr(PromptKind.Export, called.Argument, "results.csv"),
        ResultsActions.CopyRow => CopyRow(),
        ResultsActions.CopyTable => CopyTable(),
        ResultsActions.View => called.Argument is { } name ? OpenView(name) : AskViews(PromptKind.OpenView),
        ResultsActions.SaveView => called.Argument is { } name ? Save(name) : AskViews(PromptKind.SaveView),
        ResultsActions.Refresh => new Step(this, [Load()]),
        ResultsActions.Tag => called.Argument is { } tags ? Tag(tags) : AskAbout(PromptKind.Tag, ""),
        ResultsActions.Note => called.Argument is { } note ? Note(note) : AskAbout(PromptKind.Note, NoteNow()),
        ResultsActions.Remove => AskToRemove(),
        ResultsActions.Restore => called.Argument is { } id ? Restore(id) : ReadTrash(),
        ResultsActions.Why => Why(),
        _ => Step.Stay(this),
    };

    /// <summary>A number as lists count, from 1, as a place from 0.</summary>
    private static int Number(string text, int count)
    {
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        if (isNumber && number >= 1 && number <= count)
        {
            return number - 1;
        }

        throw new QueryException(
            count == 0 ? "there is nothing to choose from" : $"'{text}' is no number from 1 to {count}");
    }
}
