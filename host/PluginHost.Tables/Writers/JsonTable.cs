using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PluginHost.Tables.Comparison;

namespace PluginHost.Tables.Writers;

/// <summary>
/// Writes tables as JSON: numbers in full precision and in the recorded unit, with the number of every seed.
/// </summary>
public static class JsonTable
{
    private static readonly JsonSerializerOptions s_options = new(ContentKey.Json)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>One indented object and a line feed.</summary>
    public static string Write(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var cells =
            from row in table.Rows
            from column in table.Columns
            from metric in table.Metrics
            select Cell(table, row, column, metric);
        return JsonSerializer.Serialize(
            new Table(
                table.Request.Spec.Title, TableWords.Of(table.Request.Aggregate), table.Request.Baseline,
                table.Context.ToDictionary(value => value.Field, value => value.Value), table.RowFields, table.ColumnFields,
                table.Metrics, [.. cells], table.Remarks),
            s_options) + "\n";
    }

    private static Place Cell(ComparisonTable table, TableKey row, TableKey column, string metric)
    {
        var cell = table[row, column, metric];
        var numbers = cell.Numbers;
        var place = new Place(Named(table.RowFields, row), Named(table.ColumnFields, column), metric, numbers?.N ?? 0)
        {
            Planned = cell.Planned > 0 ? cell.Planned : null,
            Mean = Finite(numbers?.Mean),
            Std = Finite(numbers?.Std),
            Sem = Finite(numbers?.Sem),
            Ci95 = Finite(numbers?.Ci95),
            Min = Finite(numbers?.Min),
            Max = Finite(numbers?.Max),
            Median = Finite(numbers?.Median),
            Published = Finite(cell.Published),
            Difference = Finite(numbers?.Value(table.Request.Aggregate) - cell.Published),
            Best = cell.IsBest ? true : null,
            Notes = cell.Notes.Count > 0 ? [.. cell.Notes.Select(n => table.Notes[n - 1])] : null,
        };
        if (numbers is not null)
        {
            var seeds = Enumerable.Range(0, cell.Seeds.Count);
            place = place with { Seeds = seeds.ToDictionary(cell.NameOf, i => Finite(cell.Values[i])) };
        }

        return cell.Against is { } against
            ? place with { Baseline = new Against(Finite(against.Value), Finite(against.Spread), against.Pairs) }
            : place;
    }

    private static Dictionary<string, OptionValue?> Named(IReadOnlyList<string> fields, TableKey key) =>
        fields.Zip(key.Values).ToDictionary(value => value.First, value => value.Second);

    /// <summary>JSON has no NaN and no infinity.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    private sealed record Table(
        string Title, string Aggregate, string? Baseline, IReadOnlyDictionary<string, string> Context,
        IReadOnlyList<string> Rows, IReadOnlyList<string> Columns, IReadOnlyList<string> Metrics,
        IReadOnlyList<Place> Cells, IReadOnlyList<string> Remarks);

    private sealed record Place(
        IReadOnlyDictionary<string, OptionValue?> Row, IReadOnlyDictionary<string, OptionValue?> Column, string Metric,
        int N)
    {
        public int? Planned { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Mean { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Std { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Sem { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Ci95 { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Min { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Max { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
        public double? Median { get; init; }

        public IReadOnlyDictionary<string, double?>? Seeds { get; init; }

        public double? Published { get; init; }

        public double? Difference { get; init; }

        public bool? Best { get; init; }

        public Against? Baseline { get; init; }

        public IReadOnlyList<string>? Notes { get; init; }
    }

    private sealed record Against(
        double? Difference, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] double? Spread, int Pairs);
}
