using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Recipes;

/// <summary>What the actions do.</summary>
internal static partial class RecipesActions
{
    public static Step Do(RecipesScreen screen, ActionCalled called) => called.Id switch
    {
        TypingActions.Accept => screen.Accept(),
        TypingActions.Cancel => screen.Cancel(),
        StartQuestion.Yes => screen.Start(),
        StartQuestion.No => Step.To(screen with { Asks = null, Form = screen.Asks?.Before ?? screen.Form }),
        StartQuestion.PlanFirst => ShowPlan(screen with { Asks = null }),
        StartQuestion.Preset => SetPreset(screen, called.Argument),
        StartQuestion.Device when called.Argument is { } name => Changed(screen, screen.Form with { Device = name }),
        StartQuestion.Device => screen.Ask(),
        StartQuestion.More when called.Argument is { } text => Changed(screen, screen.Form with { More = text }),
        StartQuestion.More => Step.To(screen with { Typing = TypedText.Of(screen.Form.More) }),
        Start => screen.Ask(),
        Plan when screen.Page == RecipePage.Plan => Step.To(screen with { Page = RecipePage.Text, PageTop = 0 }),
        Plan => ShowPlan(screen),
        Check when screen.Page == RecipePage.Check => Step.To(screen with { Page = RecipePage.Text, PageTop = 0 }),
        Check => screen.Check(),
        Edit => screen.Edit(),
        New when called.Argument is { } name => (screen with { Naming = NewRecipe.Empty }).Make(name),
        New => Step.To(screen with { Naming = NewRecipe.Empty }),
        Read => Step.To((screen with { Reads = true }).Scrolled(screen.PageTop)),
        Back when screen.Reads => Step.To((screen with { Reads = false }).Scrolled(screen.PageTop)),
        Back => Step.To(screen with { Page = RecipePage.Text, PageTop = 0 }),
        Open => ListCursor.Numbered(called.Argument, screen.Shown.Length) is { } index
            ? screen.Move(index)
            : Step.To(screen, new Notify($"open takes a number from 1 to {screen.Shown.Length}", Status.Failed)),
        Filter when called.Argument is { } text => RecipesScreen.Replan(screen.Filtered(ListFilter.Of(text))),
        Filter => Step.To(screen with { Filter = screen.Filter.Begin(screen.Chosen?.Info.Name), Reads = false }),
        Clear => RecipesScreen.Replan(screen.Filtered(ListFilter.None)),
        TypingActions.Complete => RecipesScreen.Replan(
            screen.Filtered(screen.Filter.Completed(screen.Scripts.SelectMany(script => script.Texts)))),
        CopyCommand when screen.Command() is { } command => Step.To(screen, new Copy(command, "the command")),
        Refresh => screen.WithoutOutputs().Refresh(),
        _ => Go(screen, called.Id),
    };

    private static Step ShowPlan(RecipesScreen screen) =>
        RecipesScreen.Replan(screen with { Page = RecipePage.Plan, PageTop = 0 });

    private static Step SetPreset(RecipesScreen screen, string? name)
    {
        if (name is null || screen.Chosen is not { } recipe)
        {
            return screen.Ask();
        }

        if (name == OwnPreset)
        {
            return Changed(screen, screen.Form with { Preset = null });
        }

        if (recipe.PresetNames.Contains(name))
        {
            return Changed(screen, screen.Form with { Preset = name });
        }

        string hint = Nearest.Hint(name, recipe.PresetNames);
        return Step.To(screen, new Notify($"{recipe.Info.Name} has no preset '{name}'{hint}", Status.Failed));
    }

    private static Step Changed(RecipesScreen screen, StartForm form)
    {
        var changed = screen with { Form = form };
        return changed.Problem() is { } problem
            ? Step.To(screen, new Notify(problem, Status.Failed))
            : RecipesScreen.Replan(changed);
    }

    /// <summary>What is read has no cursor: a line further is a line scrolled.</summary>
    private static Step Go(RecipesScreen screen, string action)
    {
        if (!screen.Reads)
        {
            var moved = screen.Cursor.Moved(action, screen.Shown.Length, screen.ListLines);
            return moved is { } cursor ? screen.Move(cursor.Index) : Step.Stay(screen);
        }

        int count = RecipesView.PageLines(screen, screen.Size).Count;
        int? top = ListCursor.Scrolled(screen.PageTop, action, count, RecipesView.PageHeight(screen.Size));
        return top is { } line ? Step.To(screen with { PageTop = line }) : Step.Stay(screen);
    }
}
