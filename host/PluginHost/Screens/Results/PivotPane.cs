using System.Collections.Immutable;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Writers;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;

namespace PluginHost.Screens.Results;

/// <summary>A table over seeds, as <c>results table</c> prints it.</summary>
/// <param name="Request">What it shows.</param>
/// <param name="Table">The numbers.</param>
internal sealed record PivotPane(PivotRequest Request, ComparisonTable Table) : Pane
{
    private readonly TableLines _lines = new(Table);

    public override string Title => $"{Request}";

    public override ImmutableArray<KeyAction> Actions => [ResultsActions.PivotAgain, .. base.Actions];

    /// <summary>Writes the lines that will be asked for.</summary>
    public void Prepare(int width) => Lines(width, Measuring);

    public override IReadOnlyList<Line> Lines(int width, Look look) => _lines.Of(width, look.Symbols.IsAscii);

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
}
