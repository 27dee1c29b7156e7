using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using PluginHost.Files;
using PluginHost.Running.Words;
using PluginHost.Store;
using PluginHost.Store.Records;
using PluginHost.Tables.Figures;
using PluginHost.Tables.Rows;

namespace PluginHost.Running.Figures;

/// <summary>A figure that was asked for.</summary>
/// <param name="Title">Its heading, or what it shows.</param>
/// <param name="Stem">Its files without their endings; null when there was nothing to draw.</param>
/// <param name="Line">What is said of it.</param>
public sealed record WrittenFigure(string Title, string? Stem, string Line);

/// <summary>Draws the figures of an experiment from what the store holds, each as PNG and as SVG.</summary>
/// <param name="data">Where data sets lie.</param>
/// <param name="store">The store.</param>
/// <param name="rows">The results, in the plan's order.</param>
/// <param name="planned">The specs of all planned cells, where they are known.</param>
/// <param name="plannedCount">How many cells are planned.</param>
/// <param name="tables">The experiment's tables: published values are those of the paper's table that they name first.</param>
public sealed class ExperimentFigures(
    string data, ResultStore store, IReadOnlyList<ResultRow> rows, IReadOnlyList<CellSpec> planned,
    int plannedCount, ImmutableArray<TableSpec> tables)
{
    private readonly FigureSource _source = new(rows, row => store.Curves(row.Cell))
    {
        Planned = planned, Missing = plannedCount - rows.Count, PaperTable = tables.Select(table => table.PaperTable).FirstOrDefault(number => number is not null),
    };

    /// <summary>The figures of a recorded run.</summary>
    public static ExperimentFigures Of(string data, ResultStore store, RunRecord run) =>
        new(
            data, store, store.Results(new ResultQuery { Run = run.Summary.Id }), [], run.Cells.Length,
            run.Tables.IsDefault ? [] : run.Tables);

    /// <summary>What the files of an experiment's figures begin with.</summary>
    public static string NameOf(string experiment, string preset) =>
        Cleaned($"{experiment}-{preset}");

    /// <summary>A text as a part of a file's name: what is no letter, digit, dot or line becomes a hyphen.</summary>
    public static string Cleaned(string text) =>
        string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));

    /// <summary>Writes figures; of several, each name gets its number.</summary>
    public IReadOnlyList<WrittenFigure> Write(IReadOnlyList<FigureSpec> figures, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        return [.. figures.SelectMany((figure, index) => Write(
            figure, Path.Combine(folder, figures.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name}-{index + 1}") : name)))];
    }

    private IEnumerable<WrittenFigure> Write(FigureSpec spec, string stem)
    {
        string title = spec.Title.Length > 0 ? spec.Title : Path.GetFileName(stem);
        if (spec.Kind == FigureKind.Images)
        {
            return new NoiseFigures(store.Folder, data, rows).Write(spec, stem, title)
                .Select(sheet => Told(sheet.Title, sheet.Stem, sheet.Problem));
        }

        if (_source.Figure(spec) is not { Panels.Count: > 0 } figure)
        {
            return [Told(title, null, "there are no results to draw yet")];
        }

        var drawn = FigureDrawing.Draw(figure);
        WriteFile(stem + ".png", drawn.Png.Span);
        WriteFile(stem + ".svg", Encoding.UTF8.GetBytes(drawn.Svg));
        string lacking = FigureDrawing.LackingCharacters(figure);
        return [Told(title, stem, lacking.Length == 0 ? null : $"its font has no '{lacking}': ? stands there")];
    }

    private WrittenFigure Told(string title, string? stem, string? problem)
    {
        string missing = _source.Missing > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_source.Missing} of {plannedCount} cells are missing") : "";
        string remarks = string.Join("; ", ((string[])[missing, problem ?? ""]).Where(text => text.Length > 0));
        return stem is null
            ? new WrittenFigure(title, null, $"figure '{title}' is not drawn: {problem}")
            : new WrittenFigure(title, stem, $"figure: {Shown.Path(stem)}.png and .svg{(remarks.Length > 0 ? $" ({remarks})" : "")}");
    }

    private static void WriteFile(string file, ReadOnlySpan<byte> bytes)
    {
        byte[] content = bytes.ToArray();
        AtomicFile.Write(file, stream => stream.Write(content), durable: false);
    }
}
