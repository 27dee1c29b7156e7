using System.Globalization;
using PluginHost.Running.Words;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Runs;

/// <summary>Draws the list of runs, and below it what the chosen one does.</summary>
internal static class RunsList
{
    private const int StateWidth = 12, PresetWidth = 9, CellsWidth = 10, TimeWidth = 15, StartedWidth = 13, LeastName = 14;

    public static IReadOnlyList<Line> Draw(RunsScreen screen, Size size, Look look)
    {
        if (screen.Runs.IsEmpty)
        {
            return screen.IsLoaded
                ? [Line.Empty, Line.Of("  No runs yet in this store.", look.Strong), Line.Of($"  Press n to choose a recipe, or in another terminal: pluginhost run scripts/quickstart.csx", look.Dim)]
                : [Line.Of("  looking for runs", look.Dim)];
        }

        int name = Math.Max(LeastName, size.Width - StateWidth - PresetWidth - CellsWidth - TimeWidth - StartedWidth - 2);
        var lines = new List<Line> { Heads(name, look) };
        for (int i = screen.TopLine; i < Math.Min(screen.Runs.Length, screen.TopLine + screen.ListLines); i++)
        {
            var row = Row(screen.Runs[i], name, screen, look).Fit(size.Width, look);
            lines.Add(screen.Runs[i].Id == screen.ChosenId ? row.Over(look.Selected) : row);
        }

        int more = screen.Runs.Length - screen.TopLine - screen.ListLines;
        string count = more > 0 ? $" {more} more below " : "";
        lines.Add(Line.Of(string.Concat(Enumerable.Repeat(look.Symbols.Horizontal, Math.Max(0, size.Width - count.Length))) + count, look.Dim));
        lines.AddRange(RunDetail.Summary(screen, size with { Height = size.Height - lines.Count }, look));
        return lines;
    }

    private static Line Heads(int name, Look look) => Line.Of(
        "  " + "state".PadRight(StateWidth) + "recipe".PadRight(name) + "preset".PadRight(PresetWidth) + "cells".PadRight(CellsWidth)
        + "time".PadRight(TimeWidth) + "started", look.Head);

    private static Line Row(RunItem run, int name, RunsScreen screen, Look look)
    {
        string cells = run.Planned == 0 ? look.Symbols.Missing : $"{run.Done}/{run.Planned}{(run.Failures > 0 ? $" {look.Symbols.Failed}{run.Failures}" : "")}";
        return Line.Of(run.Id == screen.ChosenId ? $"{look.Symbols.Cursor} " : "  ") + run.Say(look).Fit(StateWidth, look) + Line.Of(run.Name).Fit(name - 1, look) + " "
            + Line.Of(run.Preset).Fit(PresetWidth - 1, look) + " " + Line.Of(cells).Fit(CellsWidth - 1, look) + " "
            + Line.Of(Time(run, screen)).Fit(TimeWidth - 1, look) + " " + Line.Of(Moment(run.Started, screen), look.Dim);
    }

    /// <summary>What is left of a run that is at work, and how long others took.</summary>
    private static string Time(RunItem run, RunsScreen screen) => run switch
    {
        { IsActive: true, Live.SecondsLeft: { } left } => $"{Durations.Text(left)} left",
        { IsActive: true } => Durations.Text(screen.Now - run.Started),
        { Ended: { } ended } => Durations.Text(ended - run.Started),
        _ => "",
    };

    /// <summary>The time of today, else the day too.</summary>
    public static string Moment(DateTimeOffset time, RunsScreen screen)
    {
        var zone = screen.Clock.LocalTimeZone;
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.ToString(TimeZoneInfo.ConvertTime(screen.Now, zone).Date == local.Date ? "HH:mm:ss" : "MMM d HH:mm", CultureInfo.InvariantCulture);
    }
}
