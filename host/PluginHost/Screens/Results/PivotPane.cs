using System.Collections.Immutable;
using PluginHost.Output;
using PluginHost.Results;
using PluginHost.Tui;

namespace PluginHost.Screens.Results;

/// <summary>A table over seeds, as <c>results table</c> prints it.</summary>
/// <param name="Request">What it shows.</param>
/// <param name="Table">The numbers.</param>
internal sealed record PivotPane(PivotRequest Request, ComparisonTable Table) : Pane
{
    public override string Title => $"{Request}";

    public override ImmutableArray<KeyAction> Actions => [ResultsActions.PivotAgain, .. base.Actions];

    public override IReadOnlyList<Line> Lines(int width, Look look)
    {
        var lines = TextTable.Write(Table, width).TrimEnd('\n').Split('\n');
        return [.. lines.Select(line => Line.Of(look.Symbols.IsAscii ? Plain(line) : line))];
    }

    public override string Export(string format) => format switch
    {
        "csv" => CsvTable.Write(Table),
        "md" => MarkdownTable.Write(Table),
        "tex" => LatexTable.Write(Table),
        "json" => JsonTable.Write(Table),
        "txt" => TextTable.Write(Table),
        "html" => HtmlTable.Write(Table),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a format"),
    };

    public override IEnumerable<string> Linear() => TextTable.Write(Table).TrimEnd('\n').Split('\n').Prepend(Title);

    /// <summary>One ASCII character for each of the few others that tables are made with.</summary>
    private static string Plain(string line) => string.Concat(line.Select(c => c switch
    {
        '±' => '~',
        '–' or '─' or '—' => '-',
        '│' => '|',
        '·' => '.',
        '×' => 'x',
        '↑' => '^',
        '↓' => 'v',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        >= '⁴' and <= '⁹' => (char)(c - '⁴' + '4'),
        _ => c,
    }));
}
