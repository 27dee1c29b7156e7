using System.Globalization;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Results;

/// <content>Lines that are typed.</content>
internal sealed partial record ResultsScreen
{
    private sealed record Previewed(string Text, Arrangement? Arrangement, string Problem, int? Place) : Message;

    private Step Ask(PromptKind kind, string text) =>
        Step.To(this with { Prompt = Prompt.Of(kind, text, Rows ?? ResultRows.None, ViewNames) });

    /// <summary>Does it with an argument that was given, or asks for one.</summary>
    private Step AskOr(PromptKind kind, string? argument, string suggestion) =>
        argument is null ? Ask(kind, suggestion) : Take(kind, argument);

    private Step AskViews(PromptKind kind)
    {
        return Step.To(this, new Background("views", _ => new ViewsRead([.. Names()], kind)));

        IEnumerable<string> Names() => Source.Views.All().Select(view => view.Name);
    }

    private Step AskForView(ViewsRead views)
    {
        var prompt = Prompt.Of(views.Kind, "", Rows ?? ResultRows.None, views.Names);
        return Step.To(this with { ViewNames = views.Names, Prompt = prompt });
    }

    /// <summary>Shows what an unfinished condition would leave.</summary>
    private Step Preview(Prompt prompt)
    {
        var screen = this with { Prompt = prompt };
        if (prompt.Kind != PromptKind.Filter || Rows is not { } rows)
        {
            return Step.To(screen);
        }

        var (view, before) = (View with { Filter = prompt.Text.Trim() }, Arrangement);
        return rows.Count <= Arrangement.AtOnce
            ? screen.Show(Preview(rows, view, before, prompt.Text))
            : Step.To(screen, new Background(PreviewWork, _ => Preview(rows, view, before, prompt.Text)));
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
        if (Prompt is not { } prompt || prompt.Text != preview.Text)
        {
            return Step.Stay(this);
        }

        // The condition's beginning may have had spaces, which its positions do not count.
        int? place = preview.Place + prompt.Text.Length - prompt.Text.TrimStart().Length;
        if (preview.Arrangement is { } arrangement)
        {
            var fitting = prompt with { Told = Fits(arrangement), IsWrong = false, Place = null };
            return Step.To(Holding(arrangement) with { Prompt = fitting });
        }

        var wrong = prompt with { Told = preview.Problem, IsWrong = true, Place = place };
        return Step.To(this with { Prompt = wrong });
    }

    private static string Fits(Arrangement arrangement) => string.Create(
        CultureInfo.InvariantCulture, $"{arrangement.Shown.Length:N0} of {arrangement.Rows.Count:N0} fit");

    private Step Accept(Prompt prompt)
    {
        try
        {
            return (this with { Prompt = null }).Take(prompt.Kind, prompt.Text.Trim());
        }
        catch (Exception e) when (e is QueryException or UsageException)
        {
            int? place = (e as QueryException)?.Position;
            var wrong = prompt with { Told = FailureText.Line(e), IsWrong = true, Place = place };
            return Step.To(this with { Prompt = wrong });
        }
    }

    private Step Take(PromptKind kind, string text) => kind switch
    {
        PromptKind.Filter => Filter(text),
        PromptKind.Pivot => PivotBy(PivotRequest.Parse(text)),
        PromptKind.Export => Write(text),
        PromptKind.OpenView => CallList(new ActionCalled(ResultsActions.View, text)),
        PromptKind.SaveView => Save(text),
        PromptKind.Tag => Tag(text),
        PromptKind.Note => Note(text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not asked for"),
    };
}
