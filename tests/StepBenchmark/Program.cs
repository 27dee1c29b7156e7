using System.CommandLine.Invocation;
using PluginHost.Loading.Settings;

namespace PluginHost.StepBenchmark;

/// <summary>
/// Measures the steps that experiments spend their time in, or prints hashes of what those steps compute: two builds of
/// the program that print the same lines compute the same, bit for bit.
/// </summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            var parsed = CommandLine.Create(Run).Parse(args);
            if (parsed.Action is ParseErrorAction wrong)
            {
                // The message alone: the help after it would push it out of sight.
                wrong.ShowHelp = false;
            }

            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error)
            when (error is PluginUseException or PluginSettingsException or EngineException or IOException)
        {
            Console.Error.WriteLine($"error: {error.Message}");
            return 1;
        }
    }

    private static void Run(BenchmarkOptions options)
    {
        var catalogue = PluginSearchPath.Load();
        foreach (string model in options.Models)
        {
            // A wrong name ends the program now, not after the models before it were measured.
            catalogue.Resolve(PluginKind.Model, new PluginUse(model));
        }

        TensorLibrary.UseThreads(options.Threads);
        if (options.Check)
        {
            ComputedHashes.Print(options, catalogue, Console.Out);
            return;
        }

        Benchmark.Run(options, catalogue, Console.Out);
    }
}
