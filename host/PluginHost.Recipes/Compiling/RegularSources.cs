using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PluginHost.Files;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// Finds the files that a recipe loads; what is no regular file is told by the compiler and not waited for.
/// </summary>
/// <param name="folder">The recipe's folder.</param>
internal sealed class RegularSources(string folder) : SourceFileResolver(ImmutableArray<string>.Empty, folder)
{
    /// <summary>A file as either system writes its path.</summary>
    public override string? ResolveReference(string path, string? baseFilePath) =>
        base.ResolveReference(path, baseFilePath) ?? base.ResolveReference(path.Replace('\\', '/'), baseFilePath);

    public override Stream OpenRead(string resolvedPath) => RegularFile.Open(resolvedPath);
}
