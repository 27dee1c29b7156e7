using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Runs;

/// <summary>Shows the list of runs, and below it what the chosen one does.</summary>
internal static class RunsList
{
    /// <summary>The line in which the filter is typed.</summary>
    public const string FilterField = "runs-filter";

    private const string Position = "position", Summary = "summary";

    private const string Example = "pluginhost run scripts/quickstart.csx";

    private const int LeastPlot = 4, MostPlot = 14, MostLog = 6, MostError = 6, HeadLines = 4;

    public static IReadOnlyList<Part> Parts(RunsScreen screen, Symbols symbols)
    {
        var room = Area.Of(screen.Size);
        if (screen.All.IsEmpty)
        {
            return [new TextPart(Summary, room, Nothing(screen, room.Width))];
        }

        int field = screen.Typing is null ? 0 : 1;
        var upper = room.Top(room.Height - field);
        var table = upper.Below(1).Top(screen.ListLines + 1);
        var below = upper.Below(1 + table.Height);
        List<Part> parts =
        [
            new TextPart(Position, upper.Top(1), [PositionOf(screen, symbols)]),
            new RunTable(screen, symbols).Part(table),
            SummaryOf(screen, below, symbols),
        ];
        if (screen.Typing is { } typing)
        {
            var label = Line.Of($" {Counted(screen)} fit: ", Tone.Accent);
            parts.Add(new FieldPart(FilterField, room.Below(upper.Height), label, typing.Text, typing.Cursor));
        }

        return parts;
    }

    /// <summary>How many runs fit the filter, padded so that what is typed behind it does not move.</summary>
    private static string Counted(RunsScreen screen)
    {
        string all = $"{screen.All.Length}";
        return $"{screen.Runs.Length}".PadLeft(all.Length) + $" of {all}";
    }

    private static Line[] Nothing(RunsScreen screen, int width)
    {
        if (screen.IsUnread)
        {
            return [Line.Empty, Line.Of("  The runs of this store were not read. r reads them.", Tone.Warn)];
        }

        if (!screen.IsLoaded)
        {
            return [Line.Of("  reading the runs", Tone.Dim)];
        }

        var hint = Wrapped.Of($"Press n to choose a recipe, or in another terminal: {Example}", width - 4, Tone.Dim);
        return [Line.Empty, Line.Of("  No runs yet in this store.", Tone.Strong), .. hint.Select(line => "  " + line)];
    }

    /// <summary>Which run the cursor is on, and what of the runs is listed in which order.</summary>
    private static Line PositionOf(RunsScreen screen, Symbols symbols)
    {
        string position = screen.IsChosenListed
            ? $" run {screen.CursorLine + 1} of {screen.Runs.Length}"
            : $" {screen.Runs.Length} runs";
        var line = Line.Of(position, Tone.Strong);
        if (!screen.Filter.IsNone)
        {
            line += Line.Of($"  filter: {screen.Filter.Text.Trim()}", Tone.Accent)
                + Line.Of($" ({screen.All.Length} in all)", Tone.Dim);
        }

        return line + Line.Of($"  {Sorted(screen.Order)}", Tone.Dim);
    }

    /// <summary>The order in words.</summary>
    public static string Sorted(RunOrder order) => order switch
    {
        { Column: RunColumn.Started } => order.IsDescending ? "newest first" : "oldest first",
        _ => $"by {order.Column}, {(order.IsDescending ? "descending" : "ascending")}",
    };

    private static TextPart SummaryOf(RunsScreen screen, Area area, Symbols symbols)
    {
        var edge = Line.Of(string.Concat(Enumerable.Repeat(symbols.Horizontal, area.Width)), Tone.Dim);
        var room = area.Size with { Height = Math.Max(0, area.Height - 1) };
        Line[] lines = [edge, .. Below(screen, room, symbols)];
        return new TextPart(Summary, area, [.. lines.Take(area.Height)]);
    }

    /// <summary>The chosen run below the list: how far it is, its curve or its plan, the end of its log.</summary>
    private static IReadOnlyList<Line> Below(RunsScreen screen, Size size, Symbols symbols)
    {
        if (screen.Chosen is not { } run)
        {
            return screen.ChosenId is null ? NoneFits() : RunDetail.Unborn(screen, Area.Of(size)).Lines;
        }

        List<Line> lines = [.. HeadOf(run, screen, size.Width, symbols)];
        int rest = size.Height - lines.Count, log = Math.Clamp(rest / 3, 1, MostLog);
        if (run.Live?.Phase is not null && rest - log > LeastPlot)
        {
            lines.AddRange(RunCurves.Draw(screen, new Size(size.Width, Math.Min(MostPlot, rest - log)), symbols));
        }
        else
        {
            lines.AddRange(RunPlan.Lines(screen, new Size(size.Width, Math.Max(0, rest - log)), symbols));
        }

        var said = run.Live?.Log ?? [];
        int left = Math.Max(0, size.Height - lines.Count);
        lines.AddRange(said.TakeLast(left).Select(line => Line.Of(" " + line, Tone.Dim)));
        return lines;
    }

    private static Line[] NoneFits() =>
    [
        Line.Of("  No run fits.", Tone.Strong),
        Line.Of("  Words must all occur in recipe, preset, state, device, id or start date;", Tone.Dim),
        Line.Of("  state:, recipe: and preset: look in that field alone. Esc lists all runs.", Tone.Dim),
    ];

    /// <summary>The head of a run; of one that ended, what it says of itself is not cut off.</summary>
    private static IEnumerable<Line> HeadOf(RunItem run, RunsScreen screen, int width, Symbols symbols)
    {
        Line[] head = [.. RunDetail.HeadOf(run, screen, symbols)];
        var (doing, tone) = RunWords.Doing(run, RunDetail.Mend(screen));
        return run.IsActive || doing.Length == 0
            ? head
            : [.. head.Take(2), .. RunFailures.Wrap(doing, width, tone).Take(MostError), .. head.Skip(HeadLines - 1)];
    }
}
