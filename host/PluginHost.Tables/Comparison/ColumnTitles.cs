namespace PluginHost.Tables.Comparison;

/// <summary>
/// What columns are called in place of their values and metrics: <c>EM 8 = EM, test-accuracy = accuracy</c>. The name
/// of a row field has a title too.
/// </summary>
public sealed class ColumnTitles
{
    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);

    /// <summary>Reads titles.</summary>
    /// <param name="text">Pairs <c>NAME = TITLE</c>, comma separated; empty or null for none.</param>
    /// <exception cref="FormatException">A part is no such pair.</exception>
    public ColumnTitles(string? text)
    {
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            _titles[pair[0]] = pair is [{ Length: > 0 }, { Length: > 0 } title]
                ? title
                : throw new FormatException($"'{part}' is no column title; write NAME = TITLE, such as EM 8 = EM");
        }
    }

    /// <summary>A column's title; its own name where it was given none.</summary>
    /// <param name="name">A column's value, a metric or a row field, as the table would show it.</param>
    /// <param name="other">Another name that a title may be given to, such as a metric's without its unit.</param>
    internal string Of(string name, string? other = null) =>
        _titles.TryGetValue(name, out string? title) || (other is not null && _titles.TryGetValue(other, out title)) ? title : name;
}
