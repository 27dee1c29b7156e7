using System.CommandLine;
using PluginHost.Contracts;

namespace PluginHost.CommandLine;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class UsageErrors
{
    public static UsageException Of(ParseResult parsed)
    {
        string command = PathOf(parsed);
        string what = parsed.UnmatchedTokens.Count > 0
            ? Unmatched(parsed, parsed.UnmatchedTokens[0])
            : parsed.Errors is [var first, ..] ? first.Message.ReplaceLineEndings(" ") : "wrong command line";
        return new UsageException($"{what.TrimEnd('.')}; see '{command} --help'");
    }

    private static string Unmatched(ParseResult parsed, string token)
    {
        var command = parsed.CommandResult.Command;
        if (token.StartsWith('-'))
        {
            var options = Enclosing(parsed).SelectMany(c => c.Options.Where(o => c == command || o.Recursive)).Select(o => o.Name);
            return $"unknown option '{token}'{Nearest.Hint(token, options)}";
        }

        return command.Subcommands.Count > 0
            ? $"unknown command '{token}'{Nearest.Hint(token, command.Subcommands.Select(c => c.Name))}"
            : $"'{token}' is one argument too many";
    }

    /// <summary>The command that was named, and those that enclose it, inner ones first.</summary>
    private static IEnumerable<Command> Enclosing(ParseResult parsed)
    {
        for (Symbol? at = parsed.CommandResult.Command; at is Command command; at = at.Parents.FirstOrDefault())
        {
            yield return command;
        }
    }

    private static string PathOf(ParseResult parsed) =>
        string.Join(' ', Enclosing(parsed).Reverse().Select(c => c is RootCommand ? "pluginhost" : c.Name));
}
