using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// Finds divisions of whole numbers that give 0, such as 8/255: C# cuts the fraction off without a word, and noise of
/// radius 0 changes nothing.
/// </summary>
internal static class WholeDivision
{
    /// <summary>Each such division with what is wrong with it.</summary>
    public static IEnumerable<(Location Place, string Problem)> In(CSharpCompilation script) =>
        from tree in script.SyntaxTrees
        let model = script.GetSemanticModel(tree)
        from division in tree.GetRoot().DescendantNodes().OfType<BinaryExpressionSyntax>()
        where division.IsKind(SyntaxKind.DivideExpression)
        where model.GetConstantValue(division) is { HasValue: true, Value: 0 or 0L }
        where model.GetConstantValue(division.Left) is { HasValue: true, Value: not (0 or 0L) }
        select (division.GetLocation(), Problem(division));

    private static string Problem(BinaryExpressionSyntax division)
    {
        string left = $"{division.Left}", right = $"{division.Right}";
        string mend = right == "255" ? $"radii are in 1/255: write {left}" : $"write {left}.0/{right}";
        return $"{division} divides whole numbers, which is 0 in C#; {mend}";
    }
}
