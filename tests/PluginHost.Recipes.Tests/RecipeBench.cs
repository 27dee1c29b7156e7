using System.Collections.Immutable;
using PluginHost.Engine.Planning;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Tests;

/// <summary>A folder with a recipe and a cache, and the shortest way to run it.</summary>
internal sealed class RecipeBench : IDisposable
{
    private readonly TempFolder _folder = new();

    public string Cache => _folder["cache"];

    public StringWriter Output { get; } = new();

    public string File(string name) => _folder[name];

    public string Write(string name, string text) => _folder.Write(name, text);

    public CompiledRecipe Open(string text) => Reopen(Write("recipe.csx", text));

    public CompiledRecipe Reopen(string file) => new RecipeCompiler(Cache, DeclaredPlugins.Small).Open(file);

    public ImmutableArray<RecipePlan> Expand(string text, RecipeInputs? inputs = null)
    {
        using var recipe = Open(text);
        return recipe.Expand((inputs ?? new RecipeInputs()) with { Output = Output });
    }

    /// <summary>The only plan of a recipe.</summary>
    public RecipePlan Plan(string text, RecipeInputs? inputs = null) => Assert.Single(Expand(text, inputs));

    /// <summary>The error of a recipe, its file named without the folder.</summary>
    public string Error(string text, RecipeInputs? inputs = null) =>
        Assert.Throws<RecipeException>(() => Expand(text, inputs)).Message.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();
}
