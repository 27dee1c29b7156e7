using System.Globalization;
using PluginHost.Loading.Metadata;

namespace PluginHost.StepBenchmark;

/// <summary>A CSV file that gathers the rows of several builds and runs.</summary>
internal static class ResultFile
{
    private const string Head =
        "label,model,precision,batch,step,median_seconds,min_seconds,max_seconds,peak_mb,more_live_tensors";

    /// <summary>Appends a row; a file that is not there begins with the names of the columns.</summary>
    public static void Append(string file, string label, ResultRow row)
    {
        bool isNew = !File.Exists(file);
        var measured = row.Measured;
        using var writer = new StreamWriter(file, append: true);
        if (isNew)
        {
            writer.WriteLine(Head);
        }

        string[] values =
        [
            label, row.Model, row.Precision.Word(), row.BatchSize.ToString(CultureInfo.InvariantCulture), row.Step,
            Seconds(measured.Median), Seconds(measured.Min), Seconds(measured.Max),
            measured.PeakMegabytes?.ToString("F1", CultureInfo.InvariantCulture) ?? "",
            measured.MoreTensors.ToString(CultureInfo.InvariantCulture),
        ];
        writer.WriteLine(string.Join(',', values));
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F6", CultureInfo.InvariantCulture);
}
