using System.Globalization;
using PluginHost.Loading.Metadata;

namespace PluginHost.StepBenchmark;

/// <summary>Rows of results as plain text, aligned. Widths are known before the first row.</summary>
internal sealed class ResultTable(BenchmarkOptions options, TextWriter output)
{
    private const int Gap = 2, NumberWidth = 12;
    private readonly int _modelWidth = Gap + options.Models.Append("model").Max(name => name.Length);
    private readonly int _stepWidth = Gap + options.Steps.Append("step").Max(name => name.Length);

    public void WriteHead()
    {
        string side = Text(options.ImageSize);
        output.WriteLine(
            $"{Text(options.Repeats)} repeats after a warm-up, {Text(options.Threads)} threads, images {side}×{side}");
        Write("model", "precision", "batch", "step", "median ms", "min ms", "max ms", "peak MB", "new tensors");
    }

    public void Write(ResultRow row)
    {
        var measured = row.Measured;
        Write(
            row.Model, row.Precision.Word(), Text(row.BatchSize), row.Step,
            Milliseconds(measured.Median), Milliseconds(measured.Min), Milliseconds(measured.Max),
            measured.PeakMegabytes?.ToString("F0", CultureInfo.InvariantCulture) ?? "–", Text(measured.MoreTensors));
    }

    private void Write(string model, string precision, string batch, string step, params string[] numbers)
    {
        output.Write(model.PadRight(_modelWidth));
        output.Write($"{precision,-11}{batch,5}{new string(' ', Gap)}");
        output.Write(step.PadRight(_stepWidth));
        output.WriteLine(string.Concat(numbers.Select(number => number.PadLeft(NumberWidth))));
    }

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString("F1", CultureInfo.InvariantCulture);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
