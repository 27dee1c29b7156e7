using PluginHost.Loading.Settings;
using PluginHost.Recipes.Errors;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Records;

namespace PluginHost.CommandLine;

/// <summary>Turns what went wrong into lines for people and an exit code.</summary>
internal static class Failure
{
    public static int Report(Exception error, bool verbose, TextWriter output)
    {
        // Whoever reads the output, such as head, has seen enough.
        if (error is OutputClosedException { WasRead: true })
        {
            return ExitCode.OutputClosed;
        }

        output.WriteLine(error is RecipeException { Problems.Length: > 0 } ? error.Message : $"error: {FailureText.Line(error)}");
        if (verbose)
        {
            output.WriteLine(error);
        }

        return error switch
        {
            OutputClosedException => ExitCode.Failed,
            OperationCanceledException => ExitCode.Stopped,
            UsageException or RecipeException or PluginUseException or PluginSettingsException or QueryException => ExitCode.Usage,
            _ => ExitCode.Failed,
        };
    }
}
