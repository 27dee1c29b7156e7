using System.Collections.Immutable;
using PluginHost.Files;
using PluginHost.Recipes.Compiling;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Places;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes;

/// <summary>A recipe that is ready to run.</summary>
public sealed class CompiledRecipe : IDisposable
{
    private readonly SourceFile _file;
    private readonly CompiledCode _code;
    private readonly IPluginCatalogue _catalogue;
    private readonly RecipeSource _source;
    private readonly RecipeLoadContext _context;

    internal CompiledRecipe(SourceFile file, CompiledCode code, IPluginCatalogue catalogue, bool FromCache)
    {
        (_file, _code, _catalogue, this.FromCache) = (file, code, catalogue, FromCache);
        var loaded = code.Loaded.Select(f => new SourceFile(f.Path, RegularFile.ReadAllText(f.Path)));
        _source = RecipeSource.Of(file, [.. loaded]);
        _context = new RecipeLoadContext(code);
    }

    /// <summary>The file name without <c>.csx</c>.</summary>
    public string Name => Path.GetFileNameWithoutExtension(_file.Path);

    /// <summary>The script's full path.</summary>
    public string File => _file.Path;

    /// <summary>The script's text, followed by the texts of what it loads.</summary>
    public string Source => _source.Text;

    /// <summary>The hash of <see cref="Source"/>.</summary>
    public string SourceSha256 => _source.Sha256;

    /// <summary>The compiler's warnings.</summary>
    public ImmutableArray<RecipeProblem> Warnings => _code.Warnings;

    /// <summary>Whether the compiler was not needed.</summary>
    public bool FromCache { get; }

    /// <summary>Runs the script, then expands what it described. Nothing is trained.</summary>
    /// <exception cref="RecipeException">The script fails, or asks for something that does not exist; with file and line.</exception>
    public ImmutableArray<RecipePlan> Expand(RecipeInputs inputs) =>
        Plans(inputs, experiment => [inputs.Preset ?? experiment.OwnDefault]);

    /// <summary>As <see cref="Expand"/>, but every experiment in each of its presets: the recipe's check.</summary>
    /// <exception cref="RecipeException">The script fails, or asks for something that does not exist; with file and line.</exception>
    public ImmutableArray<RecipePlan> ExpandEveryPreset(RecipeInputs inputs) => Plans(inputs, experiment => experiment.Presets);

    private ImmutableArray<RecipePlan> Plans(RecipeInputs inputs, Func<Experiment, IEnumerable<string>> presets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var places = new RecipePlaces([_file.Path, .. _code.Loaded.Select(f => f.Path)], _code.Symbols);
        var session = new RecipeSession(_file.Path, new RecipeCatalogue(_catalogue, _source, inputs), inputs, places);
        var runScript = _context.LoadScript();
        return session.Run(() =>
        {
            try
            {
                runScript();
                session.ThrowProblems();
                return RecipeExpansion.Plans(session, Name, _source, presets);
            }
            catch (Exception error) when (error is not (RecipeException { Problems.IsEmpty: false } or OperationCanceledException))
            {
                throw RecipeFailure.Explain(error, places, session.Problems);
            }
        });
    }

    /// <summary>Lets go of the recipe's code.</summary>
    public void Dispose() => _context.Unload();
}
