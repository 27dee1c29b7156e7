using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Runs;

/// <summary>The table of runs: as many columns as there is room for.</summary>
/// <param name="screen">The runs.</param>
/// <param name="symbols">The signs that may be used.</param>
internal sealed class RunTable(RunsScreen screen, Symbols symbols)
{
    public const string Id = "runs";

    private readonly ImmutableArray<(string Name, int Width)> _columns = Seen(screen);

    /// <summary>The columns that are seen now.</summary>
    public static ImmutableArray<(string Name, int Width)> Seen(RunsScreen screen) =>
        RunColumn.Seen(screen.Size.Width, screen.All.Select(run => CellWidth.Of(run.Name)).DefaultIfEmpty(0).Max());

    public TablePart Part(Area area) => new(Id, area, [.. _columns.Select(Head)], screen.Runs.Length, Cell)
    {
        Cursor = screen.IsChosenListed ? screen.CursorLine : -1,
        Top = screen.TopLine,
    };

    private bool IsSeen(string column) => _columns.Any(seen => seen.Name == column);

    private TableHead Head((string Name, int Width) column)
    {
        string sign = screen.Order.IsDescending ? symbols.Descending : symbols.Ascending;
        string title = column.Name == screen.Order.Column ? $"{column.Name} {sign}" : column.Name;
        bool isNumber = column.Name is RunColumn.Failed;
        return new TableHead(Line.Of(title, Tone.Head), column.Width, isNumber, column.Name == screen.Column);
    }

    private Line Cell(int row, int column)
    {
        var run = screen.Runs[row];
        return _columns[column].Name switch
        {
            RunColumn.State => run.Say(symbols),
            RunColumn.Recipe => run.Name,
            RunColumn.Preset => run.Preset,
            RunColumn.Cells => Cells(run),
            RunColumn.Failed => Failed(run),
            RunColumn.Time => IsSeen(RunColumn.Left) ? RunWords.Lasted(run, screen) : RunWords.Time(run, screen),
            RunColumn.Left => RunWords.Left(run),
            RunColumn.Started => Line.Of(Started(run), Tone.Dim),
            RunColumn.Device => run.Live?.Device ?? "",
            RunColumn.Id => Line.Of(run.Id, Tone.Dim),
            RunColumn.Now => Line.Of(RunWords.Now(run), run.IsActive ? Tone.Text : Tone.Dim),
            var other => throw new InvalidOperationException($"'{other}' is no column of runs"),
        };
    }

    private static Line Failed(RunItem run) =>
        run.Failures == 0 ? "" : Line.Of(run.Failures.ToString(CultureInfo.InvariantCulture), Tone.Bad);

    private string Started(RunItem run) =>
        _columns.First(column => column.Name == RunColumn.Started).Width >= "2000-12-31 23:59".Length
            ? RunWords.Date(run.Started, screen)
            : RunWords.Moment(run.Started, screen);

    private string Cells(RunItem run)
    {
        if (run.Planned == 0)
        {
            return symbols.Missing;
        }

        // Where failures have no column of their own they stand here.
        bool tellsFailures = run.Failures > 0 && !IsSeen(RunColumn.Failed);
        return $"{run.Done}/{run.Planned}{(tellsFailures ? $" {symbols.Failed}{run.Failures}" : "")}";
    }
}
