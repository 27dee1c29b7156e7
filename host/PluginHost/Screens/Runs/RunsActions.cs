using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Running.Requests;
using PluginHost.Screens.Lists;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>What can be done with runs.</summary>
internal static class RunsActions
{
    public const string KeyOfResume = "R";
    private const string Group = "Runs", Open = "open", Back = "back", Cancel = "cancel", Resume = "resume", Log = "log", Curve = "curve",
        Refresh = "refresh", CopyCommand = "copy-command", New = "new-run", Yes = "y";

    public static ImmutableArray<KeyAction> Of(RunsScreen screen) =>
    [
        .. screen.Asked is null ? (KeyAction[])[] : [new(Yes, "stop it") { Group = Group }],
        screen.Pane == RunPane.None
            ? new(Open, "its plan, curves and log on the whole screen", "enter", "right", "l") { Hint = "open", Group = Group, Argument = "NUMBER" }
            : new(Back, "back to the list", "escape", "left", "h") { Hint = "back", Group = Group },
        new(Cancel, "stop the run after its step; what is done is kept", "c") { Hint = "cancel", Group = Group, Argument = "NUMBER" },
        new(Resume, "go on where it stopped: the same command again", KeyOfResume) { Hint = "resume", Group = Group, Argument = "NUMBER" },
        new(Log, "what it said, on the whole screen", "o") { Hint = "log", Group = Group },
        new(Curve, "loss or accuracy in the plot", ".") { Hint = "loss/accuracy", Group = Group },
        new(New, "choose a recipe to run", "n") { Hint = "new", Group = Group },
        new(CopyCommand, "copy the command that goes on with it", "y") { Group = Group },
        new(Refresh, "look for runs at once", "r") { Group = Group },
        .. ListCursor.Actions(Group),
    ];

    public static Step Do(RunsScreen screen, ActionCalled called)
    {
        if (called.Argument is { } text && called.Id is Open or Cancel or Resume)
        {
            return ListCursor.Numbered(text, screen.Runs.Length) is { } index
                ? DoWith((RunsScreen)screen.MoveTo(index).Screen, called.Id)
                : Step.To(screen, new Notify($"{called.Id} takes the number of a run, 1 to {screen.Runs.Length}, not '{text}'", Status.Failed));
        }

        return called.Id switch
        {
            Open when screen.Chosen is not null => Step.To(screen.With(RunPane.Plan, CurrentCell(screen))),
            Log when screen.Chosen is not null => Step.To(screen.With(screen.Pane == RunPane.Log ? RunPane.Plan : RunPane.Log, default)),
            Yes => screen.Stop(),
            Back => Step.To(screen.With(RunPane.None, default)),
            Curve => Step.To(screen.WithOtherCurve()),
            Refresh => screen.Refresh(),
            New => Step.To(screen, new Show("Recipes")),
            Cancel => AskToStop(screen),
            Resume => GoOn(screen),
            CopyCommand when screen.Command is { } command => Step.To(screen, new Copy("pluginhost " + string.Join(' ', command.Arguments.Select(RunRequest.Quoted)), "the command")),
            _ when screen.Pane != RunPane.None => Step.To(Scrolled(screen, called.Id)),
            _ => screen.Moved(called.Id) ?? Step.Stay(screen),
        };
    }

    /// <summary>Who names the run in words is not asked whether it is meant.</summary>
    private static Step DoWith(RunsScreen screen, string action) =>
        action == Cancel && screen.Chosen is { IsActive: true, Live: not null } ? screen.Stop() : Do(screen, new ActionCalled(action));

    private static RunsScreen Scrolled(RunsScreen screen, string action)
    {
        int count = screen.Pane == RunPane.Log ? screen.Chosen?.Live?.Log.Length ?? 0 : RunDetail.Cells(screen).Length;
        return screen.Within.Moved(action, count, RunDetail.PlanLines(screen)) is { } moved ? screen.With(screen.Pane, moved) : screen;
    }

    /// <summary>The plan is opened where the run is.</summary>
    private static ListCursor CurrentCell(RunsScreen screen) =>
        default(ListCursor).To(screen.Chosen?.Live?.Cell ?? 0, RunDetail.Cells(screen).Length, RunDetail.PlanLines(screen));

    private static Step AskToStop(RunsScreen screen) => screen.Chosen switch
    {
        null => Step.To(screen, new Notify("there is no run", Status.Warning)),
        { IsActive: false } run => Step.To(screen, new Notify($"{run.Name} does not run", Status.Warning)),
        { Live: null } run => Step.To(screen, new Notify($"{run.Name} was started by a version that does not tell its process", Status.Warning)),
        { } run => Step.To(screen.Asking(run), new Notify($"Stop {run.Name} after its step? What is done is kept. y: stop, any other key: go on", Status.Warning)),
    };

    private static Step GoOn(RunsScreen screen) => screen.Chosen switch
    {
        null => Step.To(screen, new Notify("there is no run", Status.Warning)),
        { IsActive: true } run => Step.To(screen, new Notify($"{run.Name} runs already", Status.Warning)),
        { } run => screen.Command is { } command
            ? Step.To(screen, new Background("start", _ => new RunsScreen.Told(
                $"{run.Name} goes on in a process of its own", Status.Ok,
                DetachedRun.Start(screen.Settings.Store, command.Folder, DetachedRun.Plain(command.Arguments), screen.Clock))))
            : Step.To(screen, new Notify($"how {run.Name} was started was not recorded; start it on the Recipes screen, and what is done is not done again", Status.Warning)),
    };
}
