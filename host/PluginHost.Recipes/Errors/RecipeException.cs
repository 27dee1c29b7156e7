using System.Collections.Immutable;

namespace PluginHost.Recipes.Errors;

/// <summary>A recipe cannot be compiled, fails while it runs, or asks for something that does not exist.</summary>
public sealed class RecipeException : Exception
{
    /// <summary>An error that is not yet tied to a place of the recipe.</summary>
    public RecipeException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>Everything that is wrong, one problem a line: <c>file(line,col): error CS0103: …</c>.</summary>
    public RecipeException(IEnumerable<RecipeProblem> problems, Exception? inner = null) : this([.. problems], inner)
    {
    }

    private RecipeException(ImmutableArray<RecipeProblem> problems, Exception? inner)
        : base(string.Join('\n', problems), inner) => Problems = problems;

    /// <summary>The problems with their places; empty when the error has no place.</summary>
    public ImmutableArray<RecipeProblem> Problems { get; } = [];
}
