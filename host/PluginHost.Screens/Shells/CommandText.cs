using System.Collections.Immutable;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Shells;

/// <summary>Commands as words: an action's id, and what follows it.</summary>
internal static class CommandText
{
    /// <summary>Reads a command.</summary>
    /// <returns>The action and its argument, or what is wrong.</returns>
    public static (ActionCalled? Action, string Problem) Read(string text, ImmutableArray<KeyAction> actions)
    {
        string[] parts = text.Trim().Split(
            ' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
        {
            return (null, "type a command; help lists them");
        }

        // In the linear mode a key that stands in a question, such as y, is its command too.
        var action = actions.FirstOrDefault(a => a.Id == parts[0])
            ?? actions.FirstOrDefault(a => a.Keys.Contains(parts[0]))
            ?? actions.FirstOrDefault(a => a.Id == Synonym(parts[0]));
        string? argument = parts.Length > 1 ? parts[1] : null;
        return action switch
        {
            null => (null, Unknown(parts[0], actions)),
            { Argument: null } when argument is not null => (null, $"'{action.Id}' takes nothing after it"),
            _ => (new ActionCalled(action.Id, argument), ""),
        };
    }

    /// <summary>Questions are answered by accept and cancel or by yes and no: each is taken for the other.</summary>
    private static string? Synonym(string word) => word switch
    {
        "yes" => TypingActions.Accept,
        "no" => TypingActions.Cancel,
        TypingActions.Accept => "yes",
        TypingActions.Cancel => "no",
        _ => null,
    };

    /// <summary>Those that a text may mean: ids that begin with it, then ids and helps that hold it.</summary>
    public static ImmutableArray<KeyAction> Matching(string text, ImmutableArray<KeyAction> actions)
    {
        string word = text.Trim().Split(' ')[0];
        return
        [
            .. actions.Where(a => Rank(a, word) < 3).DistinctBy(a => a.Id).OrderBy(a => Rank(a, word)),
        ];
    }

    private static string Unknown(string word, ImmutableArray<KeyAction> actions)
    {
        string hint = Nearest.Hint(word, actions.Select(a => a.Id));
        return $"unknown command '{word}'{hint}; help lists all";
    }

    private static int Rank(KeyAction action, string word)
    {
        if (action.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        if (action.Id.Contains(word, StringComparison.OrdinalIgnoreCase))
        {
            return 1;
        }

        return action.Help.Contains(word, StringComparison.OrdinalIgnoreCase) ? 2 : 3;
    }
}
