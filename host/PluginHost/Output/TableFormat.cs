using PluginHost.CommandLine;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Writers;

namespace PluginHost.Output;

/// <summary>The forms in which a table is printed.</summary>
internal static class TableFormat
{
    public static string[] Names { get; } = ["text", "markdown", "latex", "csv", "json", "html"];

    public static string Write(ComparisonTable table, string format, Settings settings, int? width = null) => format switch
    {
        "text" => TextTable.Write(table, width ?? Width(settings)),
        "markdown" => MarkdownTable.Write(table),
        "latex" => LatexTable.Write(table),
        "csv" => CsvTable.Write(table),
        "json" => JsonTable.Write(table),
        "html" => HtmlTable.Write(table),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    /// <summary>A terminal's width; files, pipes and plain output take lines of any length. (Asking for it sends escape codes.)</summary>
    private static int Width(Settings settings) =>
        Terminal.IsLive(settings) && Console.WindowWidth is > 0 and var width ? width : int.MaxValue;
}
