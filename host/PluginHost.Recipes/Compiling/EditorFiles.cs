using System.Reflection;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// What an editor needs to complete recipes: the functions of the plugins as an assembly with its documentation, and a
/// response file that names the references and imports of a script (OmniSharp: <c>script.rspFilePath</c> in omnisharp.json).
/// </summary>
public static class EditorFiles
{
    /// <summary>Writes the files anew; the plugins that are loaded now are the ones that complete.</summary>
    /// <param name="folder">Where they go, such as <c>STORE/recipes/editor</c>.</param>
    /// <param name="catalogue">The loaded plugins.</param>
    /// <returns>The response file.</returns>
    public static string Write(string folder, IPluginCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        Directory.CreateDirectory(folder);
        var (assembly, documentation) = RoslynCompilation.Functions(PluginFunctions.Source(catalogue.Plugins));
        string functions = Path.GetFullPath(Path.Combine(folder, PluginFunctions.Namespace + ".dll"));
        File.WriteAllBytes(functions, assembly);
        File.WriteAllBytes(Path.ChangeExtension(functions, ".xml"), documentation);
        string response = Path.Combine(folder, "recipes.rsp");
        File.WriteAllLines(response,
        [
            .. RecipeScope.HostAssemblies.Select(name => $"/r:\"{Assembly.Load(name).Location}\""),
            $"/r:\"{functions}\"",
            .. RecipeScope.Imports.Select(name => $"/u:{name}"),
        ]);
        return response;
    }
}
