using PluginHost.Running.Live;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>What follows from the actions.</summary>
internal static partial class RunsActions
{
    public static Step Do(RunsScreen screen, ActionCalled called)
    {
        if (screen.Asked is not null)
        {
            return RunsQuestion.Do(screen, called.Id);
        }

        if (screen.Typing is { } typing)
        {
            return RunsFilter.Do(screen, typing, called.Id);
        }

        return called.Argument is { } argument ? DoWith(screen, called.Id, argument) : Do(screen, called.Id);
    }

    private static Step DoWith(RunsScreen screen, string action, string argument)
    {
        switch (action)
        {
            case Filter:
                return screen.Filtered(new RunFilter(argument));
            case Sort:
                return RunOrder.Parse(argument) is { } order ? screen.Sorted(order) : NoColumn(screen, argument);
        }

        if (ListCursor.Numbered(argument, screen.Runs.Length) is not { } index)
        {
            string problem = $"{action} takes the number of a run, 1 to {screen.Runs.Length}, not '{argument}'";
            return Step.To(screen, new Notify(problem, Status.Failed));
        }

        var moved = screen.MoveTo(index);
        var next = Named((RunsScreen)moved.Screen, action);
        return next with { Effects = [.. moved.Effects, .. next.Effects] };
    }

    private static Step NoColumn(RunsScreen screen, string name)
    {
        string hint = Nearest.Hint(name.TrimStart('-'), RunColumn.All);
        return Step.To(screen, new Notify($"runs have no column '{name}'{hint}", Status.Failed));
    }

    /// <summary>Who names the run in words is not asked whether it is meant.</summary>
    private static Step Named(RunsScreen screen, string action) =>
        action == Cancel && screen.Chosen is { IsActive: true, Live: not null } ? screen.Stop() : Do(screen, action);

    private static Step Do(RunsScreen screen, string action) => action switch
    {
        Open when screen.Chosen is not null => screen.OpenPlan(),
        Log when screen.ChosenId is not null => screen.Switched(RunPane.Log),
        Failures when screen.Chosen is not null => screen.Switched(RunPane.Failures),
        Back => screen.Closed(),
        Curve => Step.To(screen.WithOtherCurve()),
        Refresh => screen.Refresh(),
        New => Step.To(screen, new Show("Recipes")),
        Cancel => AskToStop(screen),
        Resume => GoOn(screen),
        CopyCommand when screen.Command is { } command => Step.To(screen, new Copy(TextOf(command), "the command")),
        Filter => screen.BeginTyping(),
        Clear => screen.Filtered(RunFilter.None),
        Sort => Warn(screen, $"sort takes one of {string.Join(", ", RunColumn.All)}, such as sort -started"),
        SortUp => screen.Sorted(new RunOrder(screen.Column, false)),
        SortDown => screen.Sorted(new RunOrder(screen.Column, true)),
        Left when screen.Pane == RunPane.None => Step.To(screen.WithColumn(-1)),
        Right when screen.Pane == RunPane.None => Step.To(screen.WithColumn(1)),
        _ => screen.Moved(action) ?? Step.Stay(screen),
    };

    private static string TextOf(ResumeCommand command) =>
        "pluginhost " + string.Join(' ', command.Arguments.Select(RunRequest.Quoted));

    private static Step AskToStop(RunsScreen screen) => screen.Chosen switch
    {
        null => Warn(screen, "there is no run"),
        { IsActive: false } run => Warn(screen, $"{run.Name} does not run"),
        { Live: null } run => Warn(screen, $"{run.Name} was started by a version that does not tell its process"),
        { } run => Step.To(screen.Asking(run)),
    };

    private static Step GoOn(RunsScreen screen) => screen.Chosen switch
    {
        null => Warn(screen, "there is no run"),
        { IsActive: true } run => Warn(screen, $"{run.Name} runs already"),
        { } run when screen.Command is { } command => Step.To(screen, Start(screen, run, command)),
        { } run => Warn(
            screen,
            $"how {run.Name} was started was not recorded; start it on the Recipes screen, "
            + "and what is done is not done again"),
    };

    private static Step Warn(RunsScreen screen, string text) => Step.To(screen, new Notify(text, Status.Warning));

    private static Background Start(RunsScreen screen, RunItem run, ResumeCommand command) => new("start", _ =>
    {
        var words = DetachedRun.Plain(command.Arguments);
        string id = DetachedRun.Start(screen.Places.Store, command.Folder, words, screen.Clock);
        return new RunsScreen.Told($"{run.Name} goes on in a process of its own", Status.Ok, id);
    })
    {
        Says = $"starting {run.Name}", IsChange = true,
    };
}
