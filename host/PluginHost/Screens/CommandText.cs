using System.Collections.Immutable;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens;

/// <summary>Commands as words: an action's id, and what follows it.</summary>
internal static class CommandText
{
    /// <summary>Reads a command.</summary>
    /// <returns>The action and its argument, or what is wrong.</returns>
    public static (ActionCalled? Action, string Problem) Read(string text, ImmutableArray<KeyAction> actions)
    {
        string[] parts = text.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
        {
            return (null, "type a command; help lists them");
        }

        var action = actions.FirstOrDefault(a => a.Id == parts[0]);
        string? argument = parts.Length > 1 ? parts[1] : null;
        return action switch
        {
            null => (null, $"unknown command '{parts[0]}'{Nearest.Hint(parts[0], actions.Select(a => a.Id))}; help lists all"),
            { Argument: null } when argument is not null => (null, $"'{action.Id}' takes nothing after it"),
            _ => (new ActionCalled(action.Id, argument), ""),
        };
    }

    /// <summary>Those that a text may mean: ids that begin with it, then ids and helps that hold it.</summary>
    public static ImmutableArray<KeyAction> Matching(string text, ImmutableArray<KeyAction> actions)
    {
        string word = text.Trim().Split(' ')[0];
        return
        [
            .. actions.Where(a => Rank(a, word) < 3).DistinctBy(a => a.Id).OrderBy(a => Rank(a, word)),
        ];
    }

    private static int Rank(KeyAction action, string word) =>
        action.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0
        : action.Id.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1
        : action.Help.Contains(word, StringComparison.OrdinalIgnoreCase) ? 2 : 3;
}
