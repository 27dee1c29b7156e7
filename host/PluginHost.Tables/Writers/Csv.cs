using System.Globalization;
using System.Text;

namespace PluginHost.Tables.Writers;

/// <summary>Lines of comma-separated values (RFC 4180, but ended by a line feed); numbers in full precision.</summary>
internal static class Csv
{
    public static void Line(StringBuilder text, IEnumerable<string> values) => text.AppendJoin(',', values.Select(Quoted)).Append('\n');

    public static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    public static string Value(OptionValue? value) => value?.ToString() ?? "";

    private static string Quoted(string value)
    {
        // Spreadsheets take such a text for a formula; numbers begin with a sign too.
        bool isFormula = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r'
            && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        value = isFormula ? "'" + value : value;
        return value.AsSpan().IndexOfAny(",\"\n\r") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
