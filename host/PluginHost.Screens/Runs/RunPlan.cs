using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Runs;

/// <summary>A cell as the plan lists it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What it is.</param>
/// <param name="State">How it stands.</param>
/// <param name="Summary">Its numbers or its error, in one line.</param>
/// <param name="Error">Why it failed, whole; null where it did not.</param>
internal readonly record struct PlanLine(string Key, string Name, LiveCellState State, string Summary, string? Error);

/// <summary>The plan of the chosen run: its cells, and what became of them.</summary>
internal static class RunPlan
{
    public const string Id = "plan";

    private const int StateWidth = 11, Gap = 2, ScrollBar = 1, LeastName = 8;

    private const string Separator = ", ";

    /// <summary>The cells of the chosen run.</summary>
    public static ImmutableArray<PlanLine> Cells(RunsScreen screen) => screen.Chosen switch
    {
        { Live: { } live } => [.. live.Cells.Select(Of)],
        { Recorded: { } recorded } when screen.Records.TryGetValue(recorded.Id, out var record) =>
            [.. record.Cells.Select(Of)],
        _ => [],
    };

    /// <summary>The cell that the cursor is on; null where there is none.</summary>
    public static PlanLine? At(RunsScreen screen)
    {
        var cells = Cells(screen);
        return screen.Within.Index < cells.Length ? cells[screen.Within.Index] : null;
    }

    /// <summary>The plan as a table with a cursor.</summary>
    public static TablePart Part(RunsScreen screen, Area area, Symbols symbols)
    {
        var cells = Cells(screen);
        var common = CommonParts(cells);
        string[] names = [.. cells.Select(cell => Rest(cell.Name, common))];
        var (name, summary) = Widths(cells, names, area.Width - StateWidth - Gap - ScrollBar);
        ImmutableArray<TableHead> heads = [Head("state", StateWidth), Head("cell", name)];
        return new TablePart(Id, area, summary == 0 ? heads : heads.Add(Head("outcome", summary)), cells.Length, Text)
        {
            Cursor = cells.IsEmpty ? -1 : screen.Within.Index,
            Top = screen.Within.Top,
        };

        Line Text(int row, int column) => column switch
        {
            0 => Say(cells[row].State, symbols),
            1 => names[row],
            _ => Line.Of(cells[row].Summary, Tone.Dim),
        };
    }

    /// <summary>Some cells around the one that is worked at, as lines.</summary>
    public static IReadOnlyList<Line> Lines(RunsScreen screen, Size size, Symbols symbols)
    {
        var cells = Cells(screen);
        var common = CommonParts(cells);
        string[] names = [.. cells.Select(cell => Rest(cell.Name, common))];
        var (name, summary) = Widths(cells, names, size.Width - StateWidth - Gap - 1);
        Line[] head = [.. Common(screen)];
        int height = Math.Max(0, size.Height - head.Length), at = screen.Chosen?.Live?.Cell ?? 0;
        int top = Math.Max(0, Math.Min(cells.Length - height, at - 1));
        return [.. head, .. Enumerable.Range(top, Math.Min(height, cells.Length - top)).Select(Text)];

        Line Text(int row) => " " + Say(cells[row].State, symbols).Fit(StateWidth, symbols) + "  "
            + Line.Of(names[row]).Fit(name, symbols) + "  "
            + Line.Of(cells[row].Summary, Tone.Dim).Fit(summary, symbols);
    }

    /// <summary>How wide the table would be that cuts nothing off.</summary>
    public static int WholeWidth(RunsScreen screen)
    {
        var cells = Cells(screen);
        var common = CommonParts(cells);
        int name = cells.Select(cell => CellWidth.Of(Rest(cell.Name, common))).DefaultIfEmpty(0).Max();
        int summary = cells.Select(cell => CellWidth.Of(cell.Summary)).DefaultIfEmpty(0).Max();
        return StateWidth + Gap + name + Gap + summary + ScrollBar;
    }

    /// <summary>A line that tells what the names of all cells have in common; none where they have nothing.</summary>
    public static IEnumerable<Line> Common(RunsScreen screen)
    {
        var common = CommonParts(Cells(screen));
        return common.Length == 0 ? [] : [Line.Of($" in common: {string.Join(Separator, common)}", Tone.Dim)];
    }

    private static TableHead Head(string title, int width) => new(Line.Of(title, Tone.Head), width);

    private static PlanLine Of(LiveCell cell) =>
        new(cell.Key, cell.Name, cell.State, cell.Summary, cell.State == LiveCellState.Failed ? cell.Summary : null);

    private static PlanLine Of(RecordedCell cell)
    {
        var open = cell.Error is null ? LiveCellState.Planned : LiveCellState.Failed;
        var state = cell.HasResult ? LiveCellState.Finished : open;
        return new PlanLine(cell.Key, cell.Name, state, cell.Summary, cell.Error);
    }

    /// <summary>
    /// Names come first, up to three fifths of the room; there is no room for outcomes where nothing came out.
    /// </summary>
    private static (int Name, int Summary) Widths(ImmutableArray<PlanLine> cells, string[] names, int room)
    {
        int longest = cells.Select(cell => CellWidth.Of(cell.Summary)).DefaultIfEmpty(0).Max();
        if (longest == 0)
        {
            return (Math.Max(LeastName, room), 0);
        }

        int most = Math.Max(room * 3 / 5, room - Gap - longest);
        int name = Math.Clamp(names.Select(CellWidth.Of).DefaultIfEmpty(0).Max(), LeastName, Math.Max(LeastName, most));
        return (name, Math.Max(1, room - Gap - name));
    }

    /// <summary>
    /// What the names of all cells have in common, such as the data set: it need not be read in every line.
    /// </summary>
    private static string[] CommonParts(ImmutableArray<PlanLine> cells)
    {
        var named = cells.Select(cell => cell.Name.Split(Separator)).Where(parts => parts.Length > 1).ToList();
        return named.Count < 2
            ? []
            : named.Skip(1).Aggregate(named[0].AsEnumerable(), (common, parts) => common.Intersect(parts)).ToArray();
    }

    private static string Rest(string name, string[] common) =>
        string.Join(Separator, name.Split(Separator).Except(common)) is { Length: > 0 } rest ? rest : name;

    private static Line Say(LiveCellState state, Symbols symbols) => state switch
    {
        LiveCellState.Recorded => symbols.Say(Status.Ok, "recorded"),
        LiveCellState.Finished => symbols.Say(Status.Ok, "finished"),
        LiveCellState.Failed => symbols.Say(Status.Failed),
        LiveCellState.Running => symbols.Say(Status.Running),
        _ => symbols.Say(Status.Waiting, "to run"),
    };
}
