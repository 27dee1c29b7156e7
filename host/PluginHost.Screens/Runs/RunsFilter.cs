using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Runs;

/// <summary>A filter while it is typed.</summary>
/// <param name="Text">What stands in the line.</param>
/// <param name="Cursor">Where the next character comes.</param>
/// <param name="Before">The filter that Esc goes back to.</param>
/// <param name="ChosenId">The run that was chosen: it is chosen again whenever it fits.</param>
internal sealed record FilterTyping(string Text, int Cursor, RunFilter Before, string? ChosenId);

/// <summary>Typing a filter.</summary>
internal static class RunsFilter
{
    public static Step Do(RunsScreen screen, FilterTyping typing, string action) => action switch
    {
        TypingActions.Accept => screen.Filtered(screen.Filter),
        TypingActions.Cancel => screen.Filtered(typing.Before),
        TypingActions.Complete => Complete(screen, typing),
        _ => screen.Moved(action) ?? Step.Stay(screen),
    };

    private static Step Complete(RunsScreen screen, FilterTyping typing)
    {
        string? completed = RunFilter.Completions(typing.Text, screen.All).FirstOrDefault();
        return completed is null ? Step.Stay(screen) : screen.Typed(completed, completed.Length);
    }
}
