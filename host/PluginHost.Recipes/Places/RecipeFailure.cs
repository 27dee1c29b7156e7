using System.Diagnostics;
using PluginHost.Engine;
using PluginHost.Engine.Data;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Places;

/// <summary>Ties an exception to the line of the recipe that it came from.</summary>
internal static class RecipeFailure
{
    /// <summary>An error at the call of the recipe that it came from; the host's frames are left out.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="places">Where the recipe's calls are.</param>
    /// <param name="before">What was found wrong before it was thrown.</param>
    public static RecipeException Explain(Exception error, RecipePlaces places, IReadOnlyList<RecipeProblem> before)
    {
        string? torchMessage = TorchErrors.Message(error);
        while (error is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException
            && error.InnerException is { } inner)
        {
            error = inner;
        }

        string message = Message(error) ?? torchMessage ?? $"{error.GetType().Name}: {error.Message}";
        var place = places.Find(new StackTrace(error, fNeedFileInfo: true), message);
        return place is null && before.Count == 0
            ? new RecipeException(message, error)
            : new RecipeException([.. before, place ?? places.Beginning(message)], error);
    }

    /// <summary>What the recipe asked for that cannot be, in the words of whoever refused it; null for other errors.</summary>
    public static string? Message(Exception error) => error switch
    {
        RecipeException or PluginUseException or PluginException => error.Message,
        EngineException or DataException or ArgumentException => error.Message,
        _ => TorchErrors.Message(error),
    };
}
