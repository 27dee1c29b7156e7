using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Results;

/// <content>The mouse.</content>
internal sealed partial record ResultsScreen
{
    private Step Point(Message message)
    {
        if (Question is not null)
        {
            return PointQuestion(Question, message);
        }

        if (Prompt is not null)
        {
            return PointPrompt(Prompt, message);
        }

        return Pane is { } pane ? PointPane(pane, message) : PointList(message);
    }

    private Step PointQuestion(ResultsQuestion question, Message message)
    {
        if (question is TrashQuestion trash && message is PartClicked { Id: TrashQuestion.List, Row: >= 0 } chosen)
        {
            int selected = Math.Min(chosen.Row, trash.Trash.Length - 1);
            return Step.To(this with { Question = trash with { Selected = selected } });
        }

        return Step.Stay(this);
    }

    private Step PointPrompt(Prompt prompt, Message message)
    {
        if (prompt.IsBelow || message is not PartClicked { Id: Prompt.WordList } chosen)
        {
            return Step.Stay(this);
        }

        return chosen.Row < prompt.Words.Length ? Preview(prompt.Complete(chosen.Row)) : Step.Stay(this);
    }

    private Step PointPane(Pane pane, Message message)
    {
        if (pane is PivotPane pivot && message is PartClicked { Row: < 0 } head)
        {
            return Step.To(this with { Pane = pivot.Toggled(pivot.HeadAt(head.Column, Room)) });
        }

        var moved = pane.Take(message, Room);
        var step = moved is null ? Step.Stay(this) : Step.To(this with { Pane = moved });
        bool isOpened = message is PartClicked { IsDouble: true } && moved is PivotPane or FrequencyPane;
        return isOpened ? ((ResultsScreen)step.Screen).Call(new ActionCalled(ResultsActions.Open)) : step;
    }

    private Step PointList(Message message)
    {
        switch (message)
        {
            case PartWheeled wheeled:
                return Step.To(this with { Cursor = Cursor + wheeled.Lines });
            case PartScrolled scrolled:
                int last = scrolled.Top + ListHeight - 1;
                return Step.To(this with { Top = scrolled.Top, Cursor = Math.Clamp(Cursor, scrolled.Top, last) });
            case PartClicked { Id: Table } clicked:
                var seen = Layout().Columns;
                bool isOnColumn = clicked.Column > 0 && clicked.Column <= seen.Length;
                string column = isOnColumn ? Columns[seen[clicked.Column - 1].Index] : Column;
                if (clicked.Row < 0)
                {
                    bool isUp = View.Sort is [{ Descending: false } key, ..] && key.Column == column;
                    return (this with { Column = column }).Change(View.SortedBy(column, isUp));
                }

                var chosen = this with { Column = column, Cursor = clicked.Row };
                return clicked.IsDouble ? chosen.Open(null) : Step.To(chosen);
            default:
                return Step.Stay(this);
        }
    }
}
