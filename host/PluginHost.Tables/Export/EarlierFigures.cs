using System.Text.RegularExpressions;
using PluginHost.Files;

namespace PluginHost.Tables.Export;

/// <summary>
/// The figures that an export left in its folder: those that its table shows, each with its SVG. Another export of the same
/// experiment may be of another preset, whose table the old figures would contradict.
/// </summary>
internal static partial class EarlierFigures
{
    // Tables of thousands of lines have some megabytes.
    private const long LargestTable = 64 << 20;

    /// <summary>Their files, as far as they are there.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        string table = Path.Combine(folder, "table.md");
        string text = File.Exists(table) ? RegularFile.ReadAllText(table, LargestTable) : "";
        return
        [
            .. Shown().Matches(text).Select(link => Uri.UnescapeDataString(link.Groups[1].Value))
                .Where(png => Path.GetFileName(png) == png)
                .SelectMany(png => (string[])[png, Path.ChangeExtension(png, ".svg")])
                .Select(name => Path.Combine(folder, name)).Where(File.Exists),
        ];
    }

    [GeneratedRegex(@"^!\[.*\]\(([^()\r\n]+\.png)\)\r?$", RegexOptions.Multiline)]
    private static partial Regex Shown();
}
