using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;

namespace PluginHost.Loading.Metadata;

/// <summary>The assemblies that plugins use from the program, so that both mean the same types.</summary>
internal sealed class SharedAssemblies
{
    public const string Contracts = "PluginHost.Contracts";

    private readonly ImmutableHashSet<string> _platform;

    /// <summary>Looks which of the shared assemblies the program has; a small program need not have all.</summary>
    public SharedAssemblies()
    {
        HostContext = AssemblyLoadContext.GetLoadContext(typeof(PluginAttribute).Assembly) ?? AssemblyLoadContext.Default;
        _platform = ((AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        Present = [.. Names.Select(name => Find(new AssemblyName(name))).OfType<Assembly>().Select(assembly => assembly.GetName())];
    }

    public static ImmutableArray<string> Names { get; } =
        [Contracts, "PluginHost.Files", "PluginHost.Torch", "PluginHost.Engine", "PluginHost.NoiseFiles", "TorchSharp"];

    /// <summary>The load context of the program.</summary>
    public AssemblyLoadContext HostContext { get; }

    /// <summary>Those of <see cref="Names"/> that the program has.</summary>
    public ImmutableArray<AssemblyName> Present { get; }

    /// <summary>The program's version of a shared assembly; null when it is not shared or not there.</summary>
    public Version? VersionOf(string name) => Present.FirstOrDefault(n => n.Name == name)?.Version;

    /// <summary>Whether the program or the runtime brings an assembly.</summary>
    public bool HostHas(AssemblyName reference) => _platform.Contains(reference.Name ?? "") || Find(reference) is not null;

    private Assembly? Find(AssemblyName name)
    {
        try
        {
            return HostContext.LoadFromAssemblyName(name);
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException)
        {
            return null;
        }
    }
}
