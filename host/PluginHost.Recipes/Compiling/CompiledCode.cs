using System.Collections.Immutable;
using System.Text;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Compiling;

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

    /// <summary>Written by hand: a serializer would take longer to start than the rest of opening a kept recipe.</summary>
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        Files(Loaded);
        Files(References);
        writer.Write(Warnings.Length);
        foreach (var warning in Warnings)
        {
            writer.Write(warning.File);
            writer.Write(warning.Line);
            writer.Write(warning.Column);
            writer.Write(warning.Text);
        }

        writer.Write(EntryType);
        writer.Write(EntryMethod);
        Block(Assembly);
        Block(Symbols);
        Block(Functions);
        return bytes.ToArray();

        void Files(ImmutableArray<FileHash> files)
        {
            writer.Write(files.Length);
            foreach (var file in files)
            {
                writer.Write(file.Path);
                writer.Write(file.Sha256);
            }
        }

        void Block(byte[] block)
        {
            writer.Write(block.Length);
            writer.Write(block);
        }
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    public static CompiledCode Of(Stream bytes)
    {
        using var reader = new BinaryReader(bytes, Encoding.UTF8);
        return new CompiledCode
        {
            Loaded = Files(),
            References = Files(),
            Warnings = Many(() => new RecipeProblem(reader.ReadString(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadString(), IsWarning: true)),
            EntryType = reader.ReadString(),
            EntryMethod = reader.ReadString(),
            Assembly = Block(),
            Symbols = Block(),
            Functions = Block(),
        };

        ImmutableArray<FileHash> Files() => Many(() => new FileHash(reader.ReadString(), reader.ReadString()));

        byte[] Block() => reader.ReadBytes(reader.ReadInt32());

        ImmutableArray<T> Many<T>(Func<T> one)
        {
            var all = ImmutableArray.CreateBuilder<T>();
            for (int left = reader.ReadInt32(); left > 0; left--)
            {
                all.Add(one());
            }

            return all.ToImmutable();
        }
    }
}

/// <summary>A file and the SHA-256 of what it held.</summary>
internal sealed record FileHash(string Path, string Sha256);
