using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PluginHost.Running.Requests;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Results;

/// <summary>Heads and rows of texts, as they are shown, in the forms that can be exported.</summary>
/// <param name="Heads">The columns' names.</param>
/// <param name="Rows">As many texts as heads in each.</param>
internal sealed record Sheet(ImmutableArray<string> Heads, IReadOnlyList<ImmutableArray<string>> Rows)
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The endings of files that can be written.</summary>
    public static ImmutableArray<string> Formats { get; } = ["csv", "md", "tex", "html", "json", "txt"];

    /// <summary>What a file's ending asks for.</summary>
    /// <exception cref="UsageException">It has none of the known endings.</exception>
    public static string FormatOf(string path)
    {
        string ending = Path.GetExtension(path).TrimStart('.').ToLowerInvariant();
        if (Formats.Contains(ending))
        {
            return ending;
        }

        string known = string.Join(", ", Formats.Select(format => "." + format));
        throw new UsageException($"'{path}' needs one of these endings: {known}{Nearest.Hint(ending, Formats)}");
    }

    public string Write(string format) => format switch
    {
        "csv" => Lines(Rows.Prepend(Heads).Select(row => string.Join(',', row.Select(Quoted)))),
        "md" => Lines([Markdown(Heads), Markdown(Heads.Select(_ => "---")), .. Rows.Select(row => Markdown(row))]),
        "tex" => Lines(
        [
            $@"\begin{{tabular}}{{{new string('l', Heads.Length)}}}",
            @"\toprule",
            Latex(Heads),
            @"\midrule",
            .. Rows.Select(row => Latex(row)),
            @"\bottomrule",
            @"\end{tabular}",
        ]),
        "html" => Lines(["<table>", Html(Heads, "th"), .. Rows.Select(row => Html(row, "td")), "</table>"]),
        "json" => JsonText(),
        "txt" => Text(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    private string Text()
    {
        var rows = Rows.Prepend(Heads);
        int[] widths = [.. Heads.Select((_, i) => rows.Max(row => CellWidth.Of(row[i])))];
        return Lines(rows.Select(row => string.Concat(row.Select(Filled)).TrimEnd()));

        string Filled(string cell, int column) => cell + new string(' ', widths[column] + 2 - CellWidth.Of(cell));
    }

    private string JsonText()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            writer.WriteStartArray();
            foreach (var row in Rows)
            {
                writer.WriteStartObject();
                for (int i = 0; i < Heads.Length; i++)
                {
                    writer.WriteString(Heads[i], row[i]);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Markdown(IEnumerable<string> row)
    {
        var cells = row.Select(cell => cell.Replace("|", @"\|", StringComparison.Ordinal));
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Html(IEnumerable<string> row, string tag)
    {
        var cells = row.Select(cell => $"<{tag}>{WebUtility.HtmlEncode(cell)}</{tag}>");
        return $"  <tr>{string.Concat(cells)}</tr>";
    }

    private static string Latex(IEnumerable<string> row) => string.Join(" & ", row.Select(Escaped)) + @" \\";

    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '\\' => @"\textbackslash{}",
                '~' => @"\textasciitilde{}",
                '^' => @"\textasciicircum{}",
                '±' => @"$\pm$",
                '–' => "--",
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => string.Create(CultureInfo.InvariantCulture, $@"\{c}"),
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
