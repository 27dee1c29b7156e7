using System.Globalization;
using PluginHost.Running.Live;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>What is told of a run, in words.</summary>
internal static class RunWords
{
    /// <summary>The time of today, else the day too.</summary>
    public static string Moment(DateTimeOffset time, RunsScreen screen)
    {
        var zone = screen.Clock.LocalTimeZone;
        var local = TimeZoneInfo.ConvertTime(time, zone);
        bool isToday = TimeZoneInfo.ConvertTime(screen.Now, zone).Date == local.Date;
        return local.ToString(isToday ? "HH:mm:ss" : "MMM d HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The day and the time.</summary>
    public static string Date(DateTimeOffset time, RunsScreen screen) =>
        TimeZoneInfo.ConvertTime(time, screen.Clock.LocalTimeZone)
            .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How long it ran, or has run by now.</summary>
    public static string Lasted(RunItem run, RunsScreen screen) =>
        run.IsActive || run.Ended is not null ? Durations.Text(run.Lasted(screen.Now)) : "";

    /// <summary>How long it will go on; empty where that is not known.</summary>
    public static string Left(RunItem run) =>
        run is { IsActive: true, Live.SecondsLeft: { } left } ? Durations.Text(left) : "";

    /// <summary>What is left of a run that is at work, and how long others took.</summary>
    public static string Time(RunItem run, RunsScreen screen) =>
        Left(run) is { Length: > 0 } left ? $"{left} left" : Lasted(run, screen);

    /// <summary>The phase that it is in and the cell, or why it ended.</summary>
    public static string Now(RunItem run) => run switch
    {
        { IsActive: true, Live: { Phase: { } phase, Cell: { } at } live } => string.Create(
            CultureInfo.InvariantCulture, $"{phase.Name} {phase.Step}/{phase.Steps}, {live.Cells[at].Name}"),
        { IsActive: true, Live: { Cell: { } at } live } => live.Cells[at].Name,
        { State: LiveState.Preparing } => "loads plugins and data",
        { State: LiveState.Waiting, Live.Log: [.., var last] } => last,
        { State: LiveState.Failed } => ErrorOf(run) ?? "",
        _ => "",
    };

    /// <summary>What it does, or why it does nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="mend">How to go on with it.</param>
    public static (string Text, Tone Tone) Doing(RunItem run, string mend) => run switch
    {
        { Live: { Cell: { } at } live, IsActive: true } => ($"now: {live.Cells[at].Name}", Tone.Text),
        { State: LiveState.Preparing } => ("loads plugins and data, compiles the recipe", Tone.Dim),
        { State: LiveState.Waiting, Live.Log: [.., var last] } => (last, Tone.Dim),
        { State: LiveState.Lost } =>
            ($"its process ended without a word (killed, or the machine stopped); {mend}", Tone.Warn),
        { State: LiveState.Failed } => (ErrorOf(run) ?? "", Tone.Bad),
        { State: LiveState.Stopped } => ($"stopped; {mend}", Tone.Dim),
        _ => ("", Tone.Text),
    };

    private static string? ErrorOf(RunItem run)
    {
        if (run.Live?.Error is { Length: > 0 } error)
        {
            return error;
        }

        var failed = run.Live?.Cells.FirstOrDefault(cell => cell.State == LiveCellState.Failed);
        return failed is null ? null : $"{failed.Name}: {failed.Summary}";
    }
}
