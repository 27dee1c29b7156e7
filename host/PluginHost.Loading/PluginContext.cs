using System.Reflection;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading;

/// <summary>Loads a plugin's file into a load context of its own. The only place that knows the plugin library.</summary>
/// <remarks>
/// The context stays for good: scripts refer to plugins, and a script may not refer to what can be unloaded. It also
/// keeps precompiled code in use, which unloadable contexts ignore.
/// </remarks>
internal static class PluginContext
{
    public static Assembly Load(string file, SharedAssemblies shared) => Open(file, shared, toInspect: false).LoadDefaultAssembly();

    /// <summary>Loads copies of its files into memory, to be let go of again: the files may be written anew meanwhile.</summary>
    /// <returns>The assembly, and what unloads it.</returns>
    public static (Assembly Assembly, IDisposable Context) Inspect(string file, SharedAssemblies shared)
    {
        var loader = Open(file, shared, toInspect: true);
        return (loader.LoadDefaultAssembly(), loader);
    }

    private static McMaster.NETCore.Plugins.PluginLoader Open(string file, SharedAssemblies shared, bool toInspect)
    {
        return McMaster.NETCore.Plugins.PluginLoader.CreateFromAssemblyFile(file, config =>
        {
            config.DefaultContext = shared.HostContext;
            config.IsUnloadable = toInspect;
            config.LoadInMemory = toInspect;
            // Otherwise everything that the shared assemblies refer to is loaded at once, also what is never used.
            config.IsLazyLoaded = true;
            foreach (var name in shared.Present)
            {
                config.SharedAssemblies.Add(name);
            }
        });
    }
}
