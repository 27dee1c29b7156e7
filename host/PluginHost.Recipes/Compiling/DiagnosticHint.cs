using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Recipes.Compiling;

/// <summary>Says which name was probably meant where the compiler knows none.</summary>
internal static class DiagnosticHint
{
    private static readonly string[] FunctionClasses = ["Models", "Augmentations", "Filters"];

    /// <summary>A hint to append to a message; empty when there is none.</summary>
    public static string For(Diagnostic diagnostic, CSharpCompilation script)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
        {
            return "";
        }

        var node = tree.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var model = script.GetSemanticModel(tree);
        return diagnostic.Id switch
        {
            "CS0103" or "CS0246" => Hint(Nearest.To(node.ToString(), Visible(node, model)) ?? Function(node.ToString(), script)),
            "CS1739" => Hint(Nearest.To(node.ToString(), Parameters(node, model))),
            "CS0117" or "CS1061" => Hint(Nearest.To(NameOf(node), Members(node, model))),
            _ => "",
        };
    }

    private static string NameOf(SyntaxNode node) => node is MemberAccessExpressionSyntax access ? access.Name.Identifier.Text : node.ToString();

    private static string Hint(string? near) => near is null ? "" : $"; did you mean '{near}'?";

    private static IEnumerable<string> Visible(SyntaxNode node, SemanticModel model) =>
        model.LookupSymbols(node.SpanStart).Where(s => s is not INamespaceSymbol).Select(s => s.Name).Distinct();

    /// <summary>A model, an augmentation or a filter that was called without its class.</summary>
    private static string? Function(string name, CSharpCompilation script)
    {
        var functions = FunctionClasses
            .SelectMany(c => script.GetTypeByMetadataName($"{PluginFunctions.Namespace}.{c}")?.GetMembers().OfType<IMethodSymbol>() ?? [])
            .ToLookup(m => m.Name, m => m.ContainingType.Name);
        return Nearest.To(name, functions.Select(f => f.Key)) is { } near ? $"{functions[near].First()}.{near}" : null;
    }

    private static IEnumerable<string> Parameters(SyntaxNode node, SemanticModel model) =>
        node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
            ? model.GetMemberGroup(call.Expression).OfType<IMethodSymbol>().SelectMany(m => m.Parameters)
                .Where(p => !p.GetAttributes().Any(a => a.AttributeClass?.Name.StartsWith("Caller", StringComparison.Ordinal) == true))
                .Select(p => p.Name).Distinct()
            : [];

    private static IEnumerable<string> Members(SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is not { } access)
        {
            return [];
        }

        var type = model.GetTypeInfo(access.Expression).Type ?? model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol;
        var members = new List<string>();
        for (; type is not null; type = type.BaseType)
        {
            members.AddRange(type.GetMembers().Where(m => m.CanBeReferencedByName && m.DeclaredAccessibility == Accessibility.Public).Select(m => m.Name));
        }

        return members.Distinct();
    }
}
