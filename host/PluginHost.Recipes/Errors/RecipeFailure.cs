using System.Collections.Immutable;
using System.Diagnostics;
using PluginHost.Engine;

namespace PluginHost.Recipes.Errors;

/// <summary>Ties an exception to the line of the recipe that it came from.</summary>
internal static class RecipeFailure
{
    /// <summary>An error with the innermost place of the recipe's own files; the host's frames are left out.</summary>
    public static RecipeException Explain(Exception error, ImmutableArray<string> files)
    {
        string? torchMessage = TorchErrors.Message(error);
        while (error is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException
            && error.InnerException is { } inner)
        {
            error = inner;
        }

        string message = error switch
        {
            RecipeException or PluginUseException or EngineException or ArgumentException => error.Message,
            _ => torchMessage ?? TorchErrors.Message(error) ?? $"{error.GetType().Name}: {error.Message}",
        };
        var place = new StackTrace(error, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetFileName() is { } file && files.Contains(file));
        return place is null
            ? new RecipeException(message, error)
            : new RecipeException(
                [new RecipeProblem(RecipeProblem.Shown(place.GetFileName() ?? ""), place.GetFileLineNumber(), place.GetFileColumnNumber(), message)], error);
    }
}
