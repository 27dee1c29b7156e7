namespace PluginHost.Output;

/// <summary>
/// A list in aligned columns: no colours, no lines, no wrapping, so it reads the same on a terminal, in a pipe and aloud.
/// </summary>
internal sealed class Columns(params string[] heads)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] values) => _rows.Add(values);

    public void Write(TextWriter output)
    {
        var lines = _rows.Prepend(heads).ToList();
        var widths = Enumerable.Range(0, heads.Length).Select(c => lines.Max(line => line[c].Length)).ToArray();
        foreach (var line in lines)
        {
            output.WriteLine(string.Concat(line.Select((value, c) => value.PadRight(widths[c] + 2))).TrimEnd());
        }
    }
}
