using PluginHost.Results;

namespace PluginHost.Output;

/// <summary>The forms in which a table is printed.</summary>
internal static class TableFormat
{
    public static string[] Names { get; } = ["text", "markdown", "latex", "csv", "json"];

    public static string Write(ComparisonTable table, string format) => format switch
    {
        "text" => TextTable.Write(table, Width()),
        "markdown" => MarkdownTable.Write(table),
        "latex" => LatexTable.Write(table),
        "csv" => CsvTable.Write(table),
        "json" => JsonTable.Write(table),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    /// <summary>A terminal's width; files and pipes take lines of any length.</summary>
    private static int Width() => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? int.MaxValue : Console.WindowWidth;
}
