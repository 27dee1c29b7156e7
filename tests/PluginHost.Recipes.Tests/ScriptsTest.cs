using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Scripting;
using PluginHost.Recipes.Compiling;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes.Tests;

public sealed class ScriptsTest : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Scripts => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "scripts"), "*.csx").Select(f => Path.GetFileName(f)).Order()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Every_recipe_compiles_and_expands_in_every_preset(string name)
    {
        using var recipe = new RecipeCompiler(_folder["cache"], DeclaredPlugins.Real).Open(Path.Combine(Repository.Root, "scripts", name));

        var plans = recipe.ExpandEveryPreset(new RecipeInputs());

        Assert.Empty(recipe.Warnings);
        Assert.True(plans.Length >= StandardPresets.Names.Count);
        Assert.All(plans, plan => Assert.NotEmpty(plan.Cells));
    }

    [Fact]
    public void An_editor_is_told_all_that_a_recipe_sees()
    {
        string response = EditorFiles.Write(_folder["editor"], DeclaredPlugins.Real);
        var given = CSharpCommandLineParser.Script.Parse(
            ["@" + response, Path.Combine(Repository.Root, "scripts", "quickstart.csx")], _folder.Path, RuntimeEnvironment.GetRuntimeDirectory());
        var references = given.ResolveMetadataReferences(ScriptMetadataResolver.Default)
            .Concat(Directory.EnumerateFiles(RuntimeEnvironment.GetRuntimeDirectory(), "System*.dll").Where(IsManaged).Select(f => MetadataReference.CreateFromFile(f)));
        var script = CSharpCompilation.CreateScriptCompilation(
            "editor", CSharpSyntaxTree.ParseText(File.ReadAllText(given.SourceFiles[0].Path), given.ParseOptions), references,
            given.CompilationOptions.WithOutputKind(OutputKind.DynamicallyLinkedLibrary));

        Assert.Empty(given.Errors);
        Assert.Empty(script.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Contains("M:PluginHost.Recipes.Plugins.Noises.Rem(", File.ReadAllText(_folder["editor/PluginHost.Recipes.Plugins.xml"]), StringComparison.Ordinal);
    }

    private static bool IsManaged(string file) => !Path.GetFileName(file).Contains(".Native", StringComparison.Ordinal);

    [Fact]
    public void The_list_shows_summaries_and_experiments()
    {
        _folder.Write("b.csx", "#!/usr/bin/env dotnet\n//\n// What b does.\nExperiment(\"one\"); Experiment(  \"two\" );");
        _folder.Write("a.csx", "this does not compile");

        var list = RecipeFolder.List(_folder.Path);

        Assert.Equal(["a: ", "b: What b does."], list.Select(r => $"{r.Name}: {r.Summary}"));
        Assert.Equal(["one", "two"], list[1].Experiments);
    }

    [Fact]
    public void A_new_recipe_compiles_and_is_not_written_over_another()
    {
        string file = RecipeFolder.New(_folder.Path, "mine");

        using var recipe = new RecipeCompiler(_folder["cache"], DeclaredPlugins.Small).Open(file);

        Assert.Equal(8, Assert.Single(recipe.Expand(new RecipeInputs())).Cells.Length);
        Assert.Contains("already", Assert.Throws<RecipeException>(() => RecipeFolder.New(_folder.Path, "mine.csx")).Message, StringComparison.Ordinal);
        Assert.Throws<RecipeException>(() => RecipeFolder.New(_folder.Path, "../mine"));
    }
}
