using PluginHost.Loading.Settings;
using PluginHost.Recipes.Errors;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Records;

namespace PluginHost.CommandLine;

/// <summary>Turns what went wrong into lines for people and an exit code.</summary>
internal static class Failure
{
    // errno 32: whoever reads the output, such as head, has seen enough.
    private const int BrokenPipe = 32;

    public static int Report(Exception error, bool verbose, TextWriter output)
    {
        if (error is IOException { HResult: BrokenPipe })
        {
            return ExitCode.Done;
        }

        output.WriteLine(error is RecipeException { Problems.Length: > 0 } ? error.Message : $"error: {FailureText.Line(error)}");
        if (verbose)
        {
            output.WriteLine(error);
        }

        return error switch
        {
            OperationCanceledException => ExitCode.Stopped,
            UsageException or RecipeException or PluginUseException or PluginSettingsException or QueryException => ExitCode.Usage,
            _ => ExitCode.Failed,
        };
    }
}
