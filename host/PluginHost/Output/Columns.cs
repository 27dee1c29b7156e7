using PluginHost.Tables.Fields;

namespace PluginHost.Output;

/// <summary>
/// A list in aligned columns: no colours, no lines, no wrapping, so it reads the same on a terminal, in a pipe and aloud.
/// </summary>
internal sealed class Columns(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row; what a terminal would take for a command is shown as �.</summary>
    public void Add(params string[] values) => _rows.Add(Array.ConvertAll(values, FieldText.Plain));

    /// <summary>Writes the list.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="omitEmpty">Leaves out columns without any value.</param>
    public void Write(TextWriter output, bool omitEmpty = false)
    {
        var lines = _rows.Prepend(heads).ToList();
        int[] shown = [.. Enumerable.Range(0, heads.Length).Where(c => !omitEmpty || _rows.Exists(row => row[c].Length > 0))];
        var widths = shown.ToDictionary(c => c, c => lines.Max(line => line[c].Length));
        foreach (var line in lines)
        {
            output.WriteLine(string.Concat(shown.Select(c => line[c].PadRight(widths[c] + 2))).TrimEnd());
        }
    }

    /// <summary>Writes the rows without the heads; a row whose last value is empty is left out.</summary>
    public void WriteRows(TextWriter output, int indent)
    {
        var rows = _rows.FindAll(row => row[^1].Length > 0);
        int[] widths = [.. heads.Select((_, c) => rows.Select(row => row[c].Length).Append(0).Max())];
        foreach (var row in rows)
        {
            output.WriteLine((new string(' ', indent) + string.Concat(row.Select((value, c) => value.PadRight(widths[c] + 2)))).TrimEnd());
        }
    }
}
