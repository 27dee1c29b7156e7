using System.Globalization;
using System.Text.Json;
using PluginHost.Store;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Stores;

/// <summary>
/// The results of a store as lines of text, in order: two stores with equal ones show the same tables.
/// </summary>
internal static class Results
{
    /// <summary>What the program lists, from its database.</summary>
    /// <exception cref="InvalidDataException">It cannot read the store; its own words tell why.</exception>
    public static IReadOnlyList<string> Listed(string store)
    {
        var ended = ProgramRun.Run(["results", "list", "--cells", "--json", "--store", store]);
        if (ended.Code != 0)
        {
            throw new InvalidDataException(
                $"results list ended with {ended.Code}: {string.Join(' ', ended.Errors)}");
        }

        using var json = JsonDocument.Parse(string.Join('\n', ended.Output));
        return
        [
            .. json.RootElement.EnumerateArray().Select(row => Line(
                row.GetProperty("cell").GetString() ?? "", row.GetProperty("run").GetString() ?? "",
                row.GetProperty("metrics").EnumerateObject()
                    .Select(metric => (metric.Name, metric.Value.GetDouble()))))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What the journals give in a new store.</summary>
    public static IReadOnlyList<string> OfJournals(string store)
    {
        using var copy = new TempFolder();
        string journals = Path.Combine(store, "journals");
        if (Directory.Exists(journals))
        {
            Folders.Copy(journals, copy["journals"]);
        }

        using var made = ResultStore.Open(copy.Path, _ => { });
        var rows = made.Current();
        return
        [
            .. rows.Items.Select(rows.Row).Select(row => Line(
                row.Cell, row.Run, row.Metrics.Select(metric => (metric.Key, metric.Value))))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string Line(string cell, string run, IEnumerable<(string Name, double Value)> metrics)
    {
        var values = metrics.Select(metric =>
            string.Create(CultureInfo.InvariantCulture, $"{metric.Name}={metric.Value:R}"));
        return $"{cell} of {run}: {string.Join(' ', values.Order(StringComparer.Ordinal))}";
    }
}
