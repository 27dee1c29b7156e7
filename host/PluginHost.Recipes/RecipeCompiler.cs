using System.Reflection;
using System.Text;
using PluginHost.Files;
using PluginHost.Recipes.Compiling;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes;

/// <summary>
/// Opens recipes: compiles a script once, keeps it, and runs the kept form from then on. The compiler itself is loaded
/// only when something changed: the text, a loaded file, a referenced assembly, the plugins' functions, or the host.
/// </summary>
/// <param name="cacheFolder">Where compiled recipes are kept: <c>STORE/recipes</c>.</param>
/// <param name="catalogue">The loaded plugins.</param>
public sealed class RecipeCompiler(string cacheFolder, IPluginCatalogue catalogue)
{
    private readonly RecipeCache _cache = new(cacheFolder);
    private readonly string _functions = PluginFunctions.Source(catalogue.Plugins);

    /// <summary>Compiles a recipe, or finds it compiled.</summary>
    /// <param name="path">The script.</param>
    /// <exception cref="RecipeException">There is no such file, or it does not compile: every error with its place.</exception>
    public CompiledRecipe Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new RecipeException($"there is no recipe {path}");
        }

        var source = new SourceFile(Path.GetFullPath(path), TextOf(path));
        string key = Key(source);
        if (_cache.Find(source.Path, key) is { } kept)
        {
            return new CompiledRecipe(source, kept, catalogue, FromCache: true);
        }

        var compiled = RoslynCompilation.Compile(source, _functions);
        _cache.Keep(source.Path, key, compiled);
        return new CompiledRecipe(source, compiled, catalogue, FromCache: false);
    }

    private string Key(SourceFile source)
    {
        var key = new StringBuilder();
        key.AppendJoin('\n', source.Path, source.Sha256, SourceFile.Hash(_functions), Environment.Version);
        foreach (string name in RecipeScope.HostAssemblies)
        {
            key.Append('\n').Append(Assembly.Load(name).ManifestModule.ModuleVersionId);
        }

        foreach (var compiler in typeof(RecipeCompiler).Assembly.GetReferencedAssemblies()
            .Where(a => a.Name?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true).OrderBy(a => a.FullName, StringComparer.Ordinal))
        {
            key.Append('\n').Append(compiler.FullName);
        }

        return SourceFile.Hash(key.ToString());
    }

    private static string TextOf(string path)
    {
        try
        {
            return RegularFile.ReadAllText(path);
        }
        catch (IOException problem)
        {
            throw new RecipeException(problem.Message, problem);
        }
    }
}
