using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PluginHost.Recipes.Places;

/// <summary>Finds a call in the text of a statement. It loads the compiler, so it is for errors only.</summary>
internal static class CallPlace
{
    /// <summary>Line and column of a call, both from 1; those of the statement where it is not found.</summary>
    /// <param name="path">The file.</param>
    /// <param name="line">Where the statement begins, from 1.</param>
    /// <param name="column">Where the statement begins, from 1.</param>
    /// <param name="called">The method's name.</param>
    /// <param name="ordinal">How many calls of that name the statement makes before it.</param>
    /// <param name="message">What went wrong: where a value is quoted in it, that value is the place.</param>
    public static (int Line, int Column) In(
        string path, int line, int column, string called, int ordinal, string message)
    {
        var text = SourceText.From(File.ReadAllText(path));
        if (line < 1 || line > text.Lines.Count)
        {
            return (line, column);
        }

        var options = new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script);
        var root = CSharpSyntaxTree.ParseText(text, options).GetRoot();
        int start = Math.Min(text.Lines[line - 1].Start + Math.Max(0, column - 1), text.Length);
        if (root.FindToken(start).Parent?.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return (line, column);
        }

        var call = InOrder(statement).Where(node => NameOf(node) == called).ElementAtOrDefault(ordinal);
        SyntaxNode? within = call is null ? statement : call.ArgumentList;
        int place = Quoted(within, message)?.SpanStart ?? (call is null ? start : NamePlace(call));
        var found = text.Lines.GetLinePosition(place);
        return (found.Line + 1, found.Character + 1);
    }

    /// <summary>The calls of a statement in the order in which they are made; those of functions inside it are not.</summary>
    private static IEnumerable<InvocationExpressionSyntax> InOrder(SyntaxNode node)
    {
        var own = node.ChildNodes()
            .Where(child => child is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
        foreach (var call in own.SelectMany(InOrder))
        {
            yield return call;
        }

        if (node is InvocationExpressionSyntax itself)
        {
            yield return itself;
        }
    }

    /// <summary>
    /// A text in quotes that the message repeats, such as the name of a plugin that there is not: of several the one that
    /// it tells last, before it goes on with what would be right.
    /// </summary>
    private static LiteralExpressionSyntax? Quoted(SyntaxNode node, string message)
    {
        string wrong = message.Split("; ")[0];
        return node.DescendantNodes().OfType<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && Place(literal) >= 0)
            .MaxBy(Place);

        int Place(LiteralExpressionSyntax literal) => literal.Token.ValueText.Length == 0
            ? -1
            : wrong.LastIndexOf($"'{literal.Token.ValueText}'", StringComparison.Ordinal);
    }

    private static string NameOf(InvocationExpressionSyntax call) => Name(call)?.Identifier.ValueText ?? "";

    private static int NamePlace(InvocationExpressionSyntax call) => Name(call)?.SpanStart ?? call.SpanStart;

    private static SimpleNameSyntax? Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };
}
