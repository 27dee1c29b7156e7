using System.CommandLine;
using System.CommandLine.Parsing;
using PluginHost.Running.Requests;

namespace PluginHost.CommandLine;

/// <summary>Says in one line what is wrong with a command line.</summary>
internal static class UsageErrors
{
    public static UsageException Of(ParseResult parsed)
    {
        string what = parsed.UnmatchedTokens is [var token, ..] ? Unmatched(parsed, token) : Wrong(parsed.Errors);
        return new UsageException(what.EndsWith('?') ? what : $"{what.TrimEnd('.')}; see '{PathOf(parsed)} --help'");
    }

    private static string Wrong(IReadOnlyList<ParseError> errors) => errors switch
    {
        [{ SymbolResult: OptionResult { Tokens.Count: 0 } option }, ..] => $"{option.Option.Name} needs a value",
        [{ SymbolResult: ArgumentResult { Tokens.Count: 0 } argument }, ..] => $"{argument.Argument.Name} is missing",
        [var first, ..] => first.Message.ReplaceLineEndings(" "),
        _ => "wrong command line",
    };

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
