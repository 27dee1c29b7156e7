using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Writers;

/// <summary>Writes tables as JSON: numbers in full precision and in the recorded unit, with the number of every seed.</summary>
public static class JsonTable
{
    /// <summary>One indented object and a line feed.</summary>
    public static string Write(ComparisonTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions
        {
            Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }))
        {
            json.WriteStartObject();
            json.WriteString("title", table.Request.Spec.Title);
            json.WriteString("aggregate", JsonNamingPolicy.KebabCaseLower.ConvertName(table.Request.Aggregate.ToString()));
            if (table.Request.Baseline is { } baseline)
            {
                json.WriteString("baseline", baseline);
            }

            json.WriteStartObject("context");
            foreach (var (field, value) in table.Context)
            {
                json.WriteString(field, value);
            }

            json.WriteEndObject();
            Names(json, "rows", table.RowFields);
            Names(json, "columns", table.ColumnFields);
            Names(json, "metrics", table.Metrics);
            json.WriteStartArray("cells");
            foreach (var row in table.Rows)
            {
                foreach (var column in table.Columns)
                {
                    foreach (string metric in table.Metrics)
                    {
                        Cell(json, table, row, column, metric);
                    }
                }
            }

            json.WriteEndArray();
            Names(json, "remarks", table.Remarks);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Cell(Utf8JsonWriter json, ComparisonTable table, TableKey row, TableKey column, string metric)
    {
        var cell = table[row, column, metric];
        json.WriteStartObject();
        Key(json, "row", table.RowFields, row);
        Key(json, "column", table.ColumnFields, column);
        json.WriteString("metric", metric);
        json.WriteNumber("n", cell.Numbers?.N ?? 0);
        if (cell.Planned > 0)
        {
            json.WriteNumber("planned", cell.Planned);
        }

        if (cell.Numbers is { } numbers)
        {
            Number("mean", numbers.Mean);
            Number("std", numbers.Std);
            Number("sem", numbers.Sem);
            Number("ci95", numbers.Ci95);
            Number("min", numbers.Min);
            Number("max", numbers.Max);
            Number("median", numbers.Median);
            json.WriteStartObject("seeds");
            for (int i = 0; i < cell.Seeds.Count; i++)
            {
                Number(cell.Seeds[i].ToString(System.Globalization.CultureInfo.InvariantCulture), cell.Values[i]);
            }

            json.WriteEndObject();
        }

        if (cell.Published is not null)
        {
            Number("published", cell.Published);
            Number("difference", cell.Numbers?.Value(table.Request.Aggregate) - cell.Published);
        }

        if (cell.IsBest)
        {
            json.WriteBoolean("best", true);
        }

        if (cell.Against is { } against)
        {
            json.WriteStartObject("baseline");
            Number("difference", against.Value);
            Number("spread", against.Spread);
            json.WriteNumber("pairs", against.Pairs);
            json.WriteEndObject();
        }

        if (cell.Notes.Count > 0)
        {
            Names(json, "notes", cell.Notes.Select(n => table.Notes[n - 1]));
        }

        json.WriteEndObject();

        void Number(string name, double? value)
        {
            // JSON has no NaN and no infinity.
            if (value is { } number && double.IsFinite(number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }

    private static void Key(Utf8JsonWriter json, string name, IReadOnlyList<string> fields, TableKey key)
    {
        json.WritePropertyName(name);
        json.WriteStartObject();
        for (int i = 0; i < fields.Count; i++)
        {
            json.WritePropertyName(fields[i]);
            JsonSerializer.Serialize(json, key.Values[i], ContentKey.Json);
        }

        json.WriteEndObject();
    }

    private static void Names(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (string text in names)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
