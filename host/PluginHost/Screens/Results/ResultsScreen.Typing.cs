using System.Globalization;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Results;

/// <content>Lines that are typed.</content>
internal sealed partial record ResultsScreen
{
    private sealed record Previewed(string Text, Arrangement? Arrangement, string Problem, int? Place) : Message;

    private Step Ask(PromptKind kind, string text) =>
        Step.To(this with { Prompt = Prompt.Of(kind, text, Rows ?? ResultRows.None, ViewNames) });

    /// <summary>Does it with an argument that was given, or asks for one.</summary>
    private Step AskOr(PromptKind kind, string? argument, string suggestion) => argument is null ? Ask(kind, suggestion) : Take(kind, argument);

    private Step AskViews(PromptKind kind) =>
        Step.To(this, new Background("views", _ => new ViewsRead([.. Source.Views.All().Select(view => view.Name)], kind)));

    private Step Typed(Prompt prompt, Key key)
    {
        switch (key.Name)
        {
            case KeyName.Escape:
                // The rows that the unfinished condition showed give way to those of the view.
                return (this with { Prompt = null }).Arrange();
            case KeyName.Enter:
                return Accept(prompt);
            case KeyName.Tab:
                return Preview(prompt.Complete());
            default:
                var field = prompt.Field.Press(key);
                return field == prompt.Field ? Step.Stay(this) : Edit(prompt, field);
        }
    }

    private Step Edit(Prompt prompt, TextField field) => Preview(prompt.With(field, Rows ?? ResultRows.None, ViewNames));

    /// <summary>Shows what an unfinished condition would leave.</summary>
    private Step Preview(Prompt prompt)
    {
        var screen = this with { Prompt = prompt };
        if (prompt.Kind != PromptKind.Filter || Rows is not { } rows)
        {
            return Step.To(screen);
        }

        var (view, before) = (View with { Filter = prompt.Field.Text.Trim() }, Arrangement);
        return rows.Count <= Arrangement.AtOnce
            ? screen.Show(Preview(rows, view, before, prompt.Field.Text))
            : Step.To(screen, new Background(PreviewWork, _ => Preview(rows, view, before, prompt.Field.Text)));
    }

    private static Previewed Preview(ResultRows rows, ResultsView view, Arrangement before, string text)
    {
        try
        {
            return new Previewed(text, Arrangement.Of(rows, view, before), "", null);
        }
        catch (QueryException e)
        {
            return new Previewed(text, null, FailureText.Line(e), e.Position);
        }
    }

    private Step Show(Previewed preview)
    {
        if (Prompt is not { } prompt || prompt.Field.Text != preview.Text)
        {
            return Step.Stay(this);
        }

        // The condition's beginning may have had spaces, which its positions do not count.
        int? place = preview.Place + prompt.Field.Text.Length - prompt.Field.Text.TrimStart().Length;
        return preview.Arrangement is { } arrangement
            ? Step.To(Holding(arrangement) with { Prompt = prompt with { Told = Fits(arrangement), IsWrong = false, Place = null } })
            : Step.To(this with { Prompt = prompt with { Told = preview.Problem, IsWrong = true, Place = place } });
    }

    private static string Fits(Arrangement arrangement) => string.Create(
        CultureInfo.InvariantCulture, $"{arrangement.Shown.Length:N0} of {arrangement.Rows.Count:N0} fit");

    private Step Accept(Prompt prompt)
    {
        try
        {
            return (this with { Prompt = null }).Take(prompt.Kind, prompt.Field.Text.Trim());
        }
        catch (Exception e) when (e is QueryException or UsageException)
        {
            return Step.To(this with { Prompt = prompt with { Told = FailureText.Line(e), IsWrong = true, Place = (e as QueryException)?.Position } });
        }
    }

    private Step Take(PromptKind kind, string text) => kind switch
    {
        PromptKind.Filter => Filter(text),
        PromptKind.Pivot => PivotBy(PivotRequest.Parse(text)),
        PromptKind.Export => Write(text),
        PromptKind.OpenView => CallList(new ActionCalled(ResultsActions.View, text)),
        PromptKind.SaveView => Save(text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not asked for"),
    };
}
