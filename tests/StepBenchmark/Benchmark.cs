namespace PluginHost.StepBenchmark;

/// <summary>Measures every model in every precision at every step, and shows each as soon as it is measured.</summary>
internal static class Benchmark
{
    public static void Run(BenchmarkOptions options, IPluginCatalogue catalogue, TextWriter output)
    {
        var table = new ResultTable(options, output);
        table.WriteHead();
        foreach (string model in options.Models)
        {
            foreach (var precision in options.Precisions)
            {
                foreach (string step in options.Steps)
                {
                    var measured = Measure(model, precision, step, options, catalogue);
                    var row = new ResultRow(model, precision, options.BatchSize, step, measured);
                    table.Write(row);
                    if (options.CsvFile is { } file)
                    {
                        ResultFile.Append(file, options.Label, row);
                    }
                }
            }
        }

        if (!PeakMemory.Reset())
        {
            output.WriteLine("peak MB: of the whole process so far; this system cannot begin it anew for each row");
        }
    }

    /// <summary>Each step has a network of its own: its numbers do not depend on what else is measured.</summary>
    private static Measurement Measure(
        string model, Precision precision, string name, BenchmarkOptions options, IPluginCatalogue catalogue)
    {
        using var work = new Workload(model, precision, options, catalogue);
        using var step = StepKinds.Prepare(name, work);
        return Measurement.Of(step, options.Repeats);
    }
}

/// <summary>What was measured, and its result.</summary>
internal sealed record ResultRow(string Model, Precision Precision, int BatchSize, string Step, Measurement Measured);
