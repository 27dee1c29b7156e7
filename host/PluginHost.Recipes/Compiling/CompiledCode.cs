using System.Collections.Immutable;

namespace PluginHost.Recipes;

/// <summary>A compiled recipe, as it is kept in the cache: all that is needed to run it without the compiler.</summary>
internal sealed record CompiledCode
{
    /// <summary>The files that it loads, in the order of loading, with the hashes of their texts.</summary>
    public required ImmutableArray<FileHash> Loaded { get; init; }

    /// <summary>The assemblies that it references by <c>#r</c>, with the hashes of their bytes.</summary>
    public required ImmutableArray<FileHash> References { get; init; }

    /// <summary>The compiler's warnings.</summary>
    public required ImmutableArray<RecipeProblem> Warnings { get; init; }

    /// <summary>The class and the method that run the script.</summary>
    public required string EntryType { get; init; }

    /// <inheritdoc cref="EntryType"/>
    public required string EntryMethod { get; init; }

    /// <summary>The recipe's assembly.</summary>
    public required byte[] Assembly { get; init; }

    /// <summary>Its portable PDB, for the lines of errors.</summary>
    public required byte[] Symbols { get; init; }

    /// <summary>The assembly with the functions of the plugins.</summary>
    public required byte[] Functions { get; init; }
}

/// <summary>A file and the SHA-256 of what it held.</summary>
internal sealed record FileHash(string Path, string Sha256);
