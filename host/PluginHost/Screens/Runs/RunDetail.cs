using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Running.Live;
using PluginHost.Running.Words;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>A cell as the plan lists it.</summary>
internal readonly record struct PlanLine(string Key, string Name, LiveCellState State, string Summary);

/// <summary>Draws what is known of the chosen run.</summary>
internal static class RunDetail
{
    private const int BarWidth = 20, LeastPlot = 4, Beside = 110, HeadLines = 4, StateWidth = 12;

    private const string Separator = ", ";

    /// <summary>The chosen run below the list: how far it is, its curve, the end of its log.</summary>
    public static IReadOnlyList<Line> Summary(RunsScreen screen, Size size, Look look)
    {
        if (screen.Chosen is not { } run)
        {
            return [];
        }

        List<Line> lines = [.. Head(run, screen, look)];
        int rest = size.Height - lines.Count, log = Math.Clamp(rest / 3, 1, 6);
        if (run.Live?.Phase is not null && rest - log > LeastPlot)
        {
            lines.AddRange(RunCurves.Draw(screen, new Size(size.Width, Math.Min(14, rest - log)), look));
        }
        else
        {
            lines.AddRange(Plan(screen, size.Height - lines.Count - log, size.Width, look, cursor: false));
        }

        lines.AddRange(Log(run, 0, size.Height - lines.Count, look));
        return Compose.Fit(lines, size, look);
    }

    /// <summary>The whole screen for the chosen run.</summary>
    public static IReadOnlyList<Line> Draw(RunsScreen screen, Size size, Look look)
    {
        if (screen.Chosen is not { } run)
        {
            return [Line.Of(" starting; it has not told of itself yet", look.Dim), .. screen.Unborn.TakeLast(Math.Max(0, size.Height - 1)).Select(line => Line.Of(" " + line))];
        }

        Line[] head = [.. Head(run, screen, look)];
        var room = size with { Height = size.Height - head.Length };
        if (screen.Pane == RunPane.Log)
        {
            return [.. head, .. Log(run, screen.Within.Index, room.Height, look)];
        }

        int plan = PlanLines(screen);
        if (!RunCurves.Has(screen))
        {
            return [.. head, .. Plan(screen, room.Height, size.Width, look, cursor: true)];
        }

        if (size.Width >= Beside)
        {
            int left = size.Width / 2;
            return
            [
                .. head,
                .. Compose.Beside(
                    Plan(screen, plan, left, look, cursor: true), left,
                    RunCurves.Draw(screen, new Size(size.Width - left - 1, plan), look), look),
                .. Log(run, 0, room.Height - plan, look),
            ];
        }

        return
        [
            .. head, .. Plan(screen, plan, size.Width, look, cursor: true),
            .. RunCurves.Draw(screen, new Size(size.Width, room.Height - plan), look),
        ];
    }

    /// <summary>How many lines of the plan are seen.</summary>
    public static int PlanLines(RunsScreen screen)
    {
        int room = Math.Max(2, screen.Size.Height - HeadLines);
        return !RunCurves.Has(screen) || screen.Pane == RunPane.Log ? room
            : screen.Size.Width >= Beside ? Math.Max(2, room - Math.Clamp(room / 3, 1, 8))
            : Math.Max(2, room / 2);
    }

    /// <summary>The cells of the chosen run.</summary>
    public static ImmutableArray<PlanLine> Cells(RunsScreen screen) => screen.Chosen switch
    {
        { Live: { } live } => [.. live.Cells.Select(cell => new PlanLine(cell.Key, cell.Name, cell.State, cell.Summary))],
        { Recorded: { } recorded } when screen.Records.TryGetValue(recorded.Id, out var record) =>
            [.. record.Cells.Select(cell => new PlanLine(cell.Key, cell.Name, cell.HasResult ? LiveCellState.Finished : LiveCellState.Planned, cell.Summary))],
        _ => [],
    };

    private static IEnumerable<Line> Head(RunItem run, RunsScreen screen, Look look)
    {
        string[] facts =
        [
            run.Preset, run.Live?.Device ?? "", run.Live is { } live && run.IsActive ? string.Create(CultureInfo.InvariantCulture, $"process {live.Process.Id}") : "",
            $"started {RunsList.Moment(run.Started, screen)}", run.Ended is { } ended && !run.IsActive ? $"took {Durations.Text(ended - run.Started)}" : "",
        ];
        yield return " " + run.Say(look) + Line.Of($"  {run.Name}  ", look.Strong) + Line.Of(string.Join(", ", facts.Where(fact => fact.Length > 0)), look.Dim);
        yield return run.Planned == 0 ? Line.Empty
            : " " + Bar(run.Done, run.Planned, look) + Line.Of($" {run.Done} of {run.Planned} cells{(run.Failures > 0 ? $", {run.Failures} failed" : "")}")
                + Line.Of(run is { IsActive: true, Live.SecondsLeft: { } left } ? $", about {Durations.Text(left)} left" : "")
                + Line.Of(CommonParts(Cells(screen)) is { Length: > 0 } common ? $"; in common: {string.Join(Separator, common)}" : "", look.Dim);
        yield return " " + Doing(run, screen.Command is null ? "start its recipe again: what is done is kept" : $"{RunsActions.KeyOfResume} goes on where it was", look);
        yield return run.Live?.Phase is { } phase && run.IsActive ? " " + PhaseLine(phase, look) : Line.Empty;
    }

    /// <summary>What it does, or why it does nothing.</summary>
    private static Line Doing(RunItem run, string mend, Look look) => run switch
    {
        { Live: { Cell: { } at } live, IsActive: true } => Line.Of($"now: {live.Cells[at].Name}"),
        { State: LiveState.Preparing } => Line.Of("loads plugins and data, compiles the recipe", look.Dim),
        { State: LiveState.Waiting, Live.Log: [.., var last] } => Line.Of(last, look.Dim),
        { State: LiveState.Lost } => Line.Of($"its process ended without a word (killed, or the machine stopped); {mend}", look.Warn),
        { State: LiveState.Failed, Live.Error: { Length: > 0 } error } => Line.Of(error, look.Bad),
        { State: LiveState.Failed } when run.Live?.Cells.FirstOrDefault(cell => cell.State == LiveCellState.Failed) is { } cell => Line.Of($"{cell.Name}: {cell.Summary}", look.Bad),
        { State: LiveState.Stopped } => Line.Of($"stopped; {mend}", look.Dim),
        _ => Line.Empty,
    };

    private static Line PhaseLine(LivePhase phase, Look look)
    {
        string pace = phase.SecondsPerStep is { } step
            ? $"  {Durations.Text(step)}/step, {Durations.Text(step * (phase.Steps - phase.Step))} left" : "";
        string loss = phase.Loss.Values is [.., var last] ? string.Create(CultureInfo.InvariantCulture, $"  loss {last:0.000}") : "";
        string test = phase.Tests.Values is [.., var tested] ? string.Create(CultureInfo.InvariantCulture, $"  test accuracy {tested * 100:0.00} %") : "";
        return Bar(phase.Step, phase.Steps, look) + Line.Of($" {phase.Name} {phase.Step}/{phase.Steps}{loss}") + Line.Of(pace, look.Dim) + Line.Of(test);
    }

    private static IReadOnlyList<Line> Plan(RunsScreen screen, int height, int width, Look look, bool cursor)
    {
        var cells = Cells(screen);
        var common = CommonParts(cells);
        string[] names = [.. cells.Select(cell => Rest(cell.Name, common))];
        int room = Math.Max(8, width - StateWidth), longest = names.Select(CellWidth.Of).DefaultIfEmpty(0).Max();
        int summaries = Math.Min(cells.Select(cell => cell.Summary.Length + 2).DefaultIfEmpty(0).Max(), Math.Max(room / 2, room - longest));
        int at = screen.Within.Index, top = cursor ? screen.Within.Top : Math.Max(0, Math.Min(cells.Length - height, (screen.Chosen?.Live?.Cell ?? 0) - 1));
        return
        [
            .. cells.Skip(top).Take(height).Select((cell, i) =>
            {
                int summary = cell.Summary.Length == 0 ? 0 : summaries;
                var line = " " + State(cell.State, look).Fit(StateWidth - 1, look) + Line.Of(names[i + top]).Fit(room - summary, look)
                    + Line.Of(summary > 0 ? "  " + cell.Summary : "", look.Dim).Fit(summary, look);
                return cursor && i + top == at ? line.Over(look.Selected) : line;
            }),
        ];
    }

    /// <summary>What the names of all cells have in common, such as the data set: it need not be read in every line.</summary>
    private static string[] CommonParts(ImmutableArray<PlanLine> cells)
    {
        var named = cells.Select(cell => cell.Name.Split(Separator)).Where(parts => parts.Length > 1).ToList();
        return named.Count < 2 ? [] : named.Skip(1).Aggregate(named[0].AsEnumerable(), (common, parts) => common.Intersect(parts)).ToArray();
    }

    private static string Rest(string name, string[] common) =>
        string.Join(Separator, name.Split(Separator).Except(common)) is { Length: > 0 } rest ? rest : name;

    private static Line State(LiveCellState state, Look look) => state switch
    {
        LiveCellState.Recorded => look.Say(Status.Ok, "recorded"),
        LiveCellState.Finished => look.Say(Status.Ok, "finished"),
        LiveCellState.Failed => look.Say(Status.Failed),
        LiveCellState.Running => look.Say(Status.Running),
        _ => look.Say(Status.Waiting, "to run"),
    };

    /// <summary>The end of what it said, or what came so many lines before it.</summary>
    private static IEnumerable<Line> Log(RunItem run, int before, int height, Look look) => run.Live is { } live
        ? live.Log.Take(Math.Max(0, live.Log.Length - before)).TakeLast(Math.Max(0, height)).Select(line => Line.Of(" " + line, look.Dim))
        : [];

    private static Line Bar(int done, int all, Look look)
    {
        int filled = all == 0 ? 0 : Math.Clamp((int)((long)BarWidth * done / all), 0, BarWidth);
        return Line.Of(string.Concat(Enumerable.Repeat(look.Symbols.Bar, filled)), look.Good)
            + Line.Of(string.Concat(Enumerable.Repeat(look.Symbols.BarRest, BarWidth - filled)), look.Dim);
    }
}
