using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Runs;

/// <summary>The question whether a run shall be stopped.</summary>
internal static class RunsQuestion
{
    private const string Yes = "yes", No = "no", Group = "Question";

    public static ImmutableArray<KeyAction> Actions { get; } =
    [
        new(Yes, "stop the run after its step", "y", "Y") { Hint = "yes", Group = Group },
        new(No, "let it go on", "n", "escape", "ctrl-c") { Hint = "no", Group = Group },
    ];

    public static Dialog Of(RunItem run) => new(
        "Stop a run", new DialogText(Question(run)),
        new DialogText($"What is done is kept; {RunsActions.KeyOfResume} goes on with it later.", Tone.Dim));

    /// <summary>The same as lines.</summary>
    public static IEnumerable<string> Linear(RunItem run) =>
        [Question(run), "what is done is kept; 'yes' stops it, 'no' lets it go on"];

    public static Step Do(RunsScreen screen, string action) => action switch
    {
        Yes => screen.Stop(),
        No => Step.To(screen.Asking(null), new Notify("not stopped")),
        _ => Step.Stay(screen),
    };

    private static string Question(RunItem run) => $"Stop {run.Name} after its step?";
}
