using System.Collections;
using System.Globalization;
using PluginHost.Loading;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Writers;

namespace PluginHost.Recipes.LiveConsole;

/// <summary>Values as the console prints them.</summary>
internal static class ReadableValue
{
    private const int MostItems = 20, MostValues = 64, MostRows = 40;

    public static IReadOnlyList<string> Lines(object? value) => value switch
    {
        null => ["null"],
        string text when text.Contains('\n', StringComparison.Ordinal) => text.ReplaceLineEndings("\n").Split('\n'),
        string text => [$"\"{text}\""],
        Tensor tensor => OfTensor(tensor),
        ComparisonTable table => TextTable.Write(table).TrimEnd().ReplaceLineEndings("\n").Split('\n'),
        ResultList results => OfResults(results),
        ResultRow row => [.. row.Fields.Select(field => $"{field.Key}: {field.Value}"), .. row.Metrics.Select(metric => $"{metric.Key}: {Number(metric.Value)}")],
        PluginCatalogue plugins => [.. plugins.Reports.Select(report => report.ToString())],
        double number => [Number(number)],
        float number => [Number(number)],
        IFormattable number => [number.ToString(null, CultureInfo.InvariantCulture)],
        IEnumerable items => OfItems(items),
        _ => (value.ToString() ?? "").ReplaceLineEndings("\n").Split('\n'),
    };

    private static List<string> OfItems(IEnumerable items)
    {
        var lines = new List<string>();
        int count = 0;
        foreach (object? item in items)
        {
            if (++count <= MostItems)
            {
                lines.Add($"[{count - 1}] {string.Join(" ", Lines(item))}");
            }
            else if (items is not ICollection)
            {
                lines.Add("…");
                return lines;
            }
            else
            {
                break;
            }
        }

        int all = items is ICollection collection ? collection.Count : count;
        return all == 0 ? ["empty"] : all > MostItems ? [.. lines, $"… {all - MostItems} more"] : lines;
    }

    private static List<string> OfTensor(Tensor tensor)
    {
        if (tensor.IsInvalid)
        {
            return ["a tensor that was disposed"];
        }

        var lines = new List<string> { tensor.ToString() };
        if (tensor.numel() is > 0 and <= MostValues)
        {
            using var scope = NewDisposeScope();
            var numbers = tensor.detach().cpu().to(ScalarType.Float64).contiguous();
            double[] values = numbers.data<double>().ToArray();
            int row = tensor.ndim > 0 ? (int)tensor.shape[^1] : 1;
            string[] texts = [.. values.Select(Number)];
            int width = texts.Max(text => text.Length);
            lines.AddRange(texts.Chunk(row).Select(chunk => "  " + string.Join(' ', chunk.Select(text => text.PadLeft(width)))));
        }

        return lines;
    }

    /// <summary>What differs between results, and their accuracy, in columns.</summary>
    private static List<string> OfResults(ResultList results)
    {
        if (results.Count == 0)
        {
            return ["no results"];
        }

        string[] names = [.. results.SelectMany(row => row.Fields.Keys).Distinct().Where(name => name != "noise.label"
            && results.Select(row => row.Fields.TryGetValue(name, out var value) ? value.ToString() : "").Distinct().Skip(1).Any())];
        string[] shown = names.Contains("noise") ? [.. names.Where(name => !name.StartsWith("noise.", StringComparison.Ordinal))] : names;
        List<string[]> rows =
        [
            [.. shown, "accuracy %"],
            .. results.Take(MostRows).Select(row => (string[])
            [
                .. shown.Select(name => row.Fields.TryGetValue(name, out var value) ? value.ToString() : "–"),
                row.Metrics.TryGetValue(Metric.TestAccuracy, out double accuracy) ? (accuracy * 100).ToString("0.00", CultureInfo.InvariantCulture) : "–",
            ]),
        ];
        int[] widths = [.. Enumerable.Range(0, shown.Length + 1).Select(column => rows.Max(row => row[column].Length))];
        return
        [
            .. rows.Select(row => string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd()),
            .. results.Count > MostRows ? (string[])[$"… {results.Count - MostRows} more"] : [],
        ];
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e6 or (> 0 and < 1e-4) ? "0.####e+0" : "0.######", CultureInfo.InvariantCulture);
}
