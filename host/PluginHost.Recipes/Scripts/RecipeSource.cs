using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace PluginHost.Recipes.Scripts;

/// <summary>A file that a recipe consists of.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string Sha256 { get; } = Hash(Text);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>A recipe's text with the texts of what it loads, as it is recorded with every result.</summary>
internal sealed record RecipeSource(string Text)
{
    public string Sha256 { get; } = SourceFile.Hash(Text);

    /// <summary>The recipe's own text, then each loaded file under a line that names it, relative to the recipe.</summary>
    public static RecipeSource Of(SourceFile recipe, ImmutableArray<SourceFile> loaded)
    {
        string folder = Path.GetDirectoryName(recipe.Path) ?? "";
        return new(string.Concat(loaded
            .Select(file => $"\n// ---- {Path.GetRelativePath(folder, file.Path).Replace('\\', '/')}\n{file.Text}")
            .Prepend(recipe.Text)));
    }
}
