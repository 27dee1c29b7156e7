using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using PluginHost.Torch.Errors;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// Holds a compiled recipe in memory: the host's assemblies come from the host, the plugins' functions and the
/// assemblies of <c>#r</c> belong to the recipe. It can be unloaded, so that a window which previews recipes does not grow.
/// </summary>
internal sealed class RecipeLoadContext(CompiledCode code) : AssemblyLoadContext("recipe", isCollectible: true)
{
    private readonly Dictionary<string, string> _references = code.References
        .ToDictionary(r => Path.GetFileNameWithoutExtension(r.Path), r => r.Path, StringComparer.OrdinalIgnoreCase);

    /// <summary>Loads the script, and libtorch where the script computes with tensors.</summary>
    /// <returns>What runs the script's statements from the first to the last.</returns>
    /// <exception cref="TorchException">libtorch cannot be loaded.</exception>
    public Action LoadScript()
    {
        using var assembly = new MemoryStream(code.Assembly, writable: false);
        using var symbols = new MemoryStream(code.Symbols, writable: false);
        var script = LoadFromStream(assembly, symbols);
        var entry = script.GetType(code.EntryType, throwOnError: true)?
            .GetMethod(code.EntryMethod, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new InvalidOperationException($"{code.EntryType}.{code.EntryMethod} is not in the compiled recipe");
        if (CallsTorchSharp())
        {
            // A libtorch that cannot be loaded is the machine's fault.
            // At the first tensor it would look like the recipe's.
            LibTorch.Load();
        }

        // Slot 0 would hold an object of globals, slot 1 takes the script's own object.
        var statements = entry.CreateDelegate<Func<object?[], Task<object>>>();
        return () => statements(new object?[2]).GetAwaiter().GetResult();
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == PluginFunctions.Namespace)
        {
            using var functions = new MemoryStream(code.Functions, writable: false);
            return LoadFromStream(functions);
        }

        return _references.TryGetValue(assemblyName.Name ?? "", out string? path) && !IsHosts(assemblyName) ? LoadFromAssemblyPath(path) : null;
    }

    /// <summary>
    /// Whether the script calls a member of TorchSharp. Its imports alone, which every recipe has, name TorchSharp's types
    /// but call nothing, and loading libtorch takes some tenths of a second.
    /// </summary>
    private bool CallsTorchSharp()
    {
        using var file = new PEReader(new MemoryStream(code.Assembly, writable: false));
        var metadata = file.GetMetadataReader();
        return metadata.MemberReferences
            .Select(member => metadata.GetMemberReference(member).Parent)
            .Any(parent => parent.Kind == HandleKind.TypeReference && IsTorchSharps((TypeReferenceHandle)parent));

        bool IsTorchSharps(TypeReferenceHandle type)
        {
            var scope = metadata.GetTypeReference(type).ResolutionScope;
            return scope.Kind switch
            {
                // The type is nested in another, as torch.nn is.
                HandleKind.TypeReference => IsTorchSharps((TypeReferenceHandle)scope),
                HandleKind.AssemblyReference => metadata.StringComparer.Equals(
                    metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name, nameof(TorchSharp)),
                _ => false,
            };
        }
    }

    /// <summary>An assembly that the host has too must be the host's, or its types would not be the same types.</summary>
    private static bool IsHosts(AssemblyName name) => Default.Assemblies.Any(a => a.GetName().Name == name.Name);
}
