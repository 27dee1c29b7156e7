using System.Globalization;
using PluginHost.Running.Live;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Runs;

/// <summary>Shows the chosen run on the whole screen.</summary>
internal static class RunDetail
{
    public const string Head = "head", Curves = "curves", Failures = "failures", Log = "log";

    private const int BarWidth = 20;

    public static IReadOnlyList<Part> Parts(RunsScreen screen, Symbols symbols)
    {
        if (screen.Chosen is not { } run)
        {
            return [Unborn(screen, Area.Of(screen.Size))];
        }

        var layout = RunLayout.Of(screen);
        Line[] head = [.. HeadOf(run, screen, symbols), .. RunPlan.Common(screen)];
        var parts = new List<Part> { new TextPart(Head, layout.Head, head[..layout.Head.Height]) };
        if (layout.Plan.Height > 0)
        {
            parts.Add(RunPlan.Part(screen, layout.Plan, symbols));
        }

        if (layout.Curves.Height > 0)
        {
            parts.Add(new TextPart(Curves, layout.Curves, RunCurves.Draw(screen, layout.Curves.Size, symbols)));
        }

        if (layout.Failures.Height > 0)
        {
            var lines = FailureLines(screen, symbols);
            parts.Add(new TextPart(Failures, layout.Failures, lines) { Top = screen.FailuresTop });
        }

        if (layout.Log.Height > 0)
        {
            parts.Add(LogOf(screen, layout.Log));
        }

        return parts;
    }

    /// <summary>What failed: all of it where that fills the screen, else what the cursor of the plan is on.</summary>
    public static IReadOnlyList<Line> FailureLines(RunsScreen screen, Symbols symbols)
    {
        RunFailure[] shown = screen.Pane == RunPane.Failures
            ? [.. RunFailures.Of(screen)]
            : [.. new[] { RunFailures.At(screen) }.OfType<RunFailure>()];
        return RunFailures.Lines(shown, screen.Size.Width, symbols);
    }

    /// <summary>What a run is, how far it is and what it does: four lines.</summary>
    public static IEnumerable<Line> HeadOf(RunItem run, RunsScreen screen, Symbols symbols)
    {
        bool tellsProcess = run is { Live: not null, IsActive: true };
        string[] facts =
        [
            run.Preset, run.Live?.Device ?? "",
            tellsProcess ? string.Create(CultureInfo.InvariantCulture, $"process {run.Live?.Process.Id}") : "",
            $"started {RunWords.Moment(run.Started, screen)}",
            run.Ended is { } ended && !run.IsActive ? $"took {Durations.Text(ended - run.Started)}" : "",
        ];
        yield return " " + run.Say(symbols) + Line.Of($"  {run.Name}  ", Tone.Strong)
            + Line.Of(string.Join(", ", facts.Where(fact => fact.Length > 0)), Tone.Dim);
        yield return run.Planned == 0 ? Line.Empty : " " + Bar(run.Done, run.Planned, symbols) + Line.Of(Progress(run));
        var (doing, tone) = RunWords.Doing(run, Mend(screen));
        yield return Line.Of($" {doing}", tone);
        yield return run.Live?.Phase is { } phase && run.IsActive ? " " + PhaseLine(phase, symbols) : Line.Empty;
    }

    /// <summary>How to go on with a run that does not run.</summary>
    public static string Mend(RunsScreen screen) => screen.Command is null
        ? "start its recipe again: what is done is kept"
        : $"{RunsActions.KeyOfResume} goes on where it was";

    /// <summary>A run that was started and has not told of itself: what it printed may say why it never will.</summary>
    public static TextPart Unborn(RunsScreen screen, Area area) =>
        new(Log, area, [Starting, .. screen.WrappedLog.Lines]) { Top = screen.LogTop(area.Height) };

    private static Line Starting => Line.Of(" starting; it has not told of itself yet", Tone.Dim);

    private static TextPart LogOf(RunsScreen screen, Area area)
    {
        var lines = screen.WrappedLog.Lines;
        if (screen.Pane != RunPane.Log)
        {
            // The end of it, below the plan.
            return new TextPart(Log, area, lines) { Top = Math.Max(0, lines.Count - area.Height) };
        }

        return lines.Count == 0
            ? new TextPart(Log, area, [Line.Of(" nothing that it said is kept", Tone.Dim)])
            : new TextPart(Log, area, lines) { Top = screen.LogTop(area.Height) };
    }

    private static string Progress(RunItem run)
    {
        string failed = run.Failures > 0 ? $", {run.Failures} failed" : "";
        string left = RunWords.Left(run) is { Length: > 0 } time ? $", about {time} left" : "";
        return $" {run.Done} of {run.Planned} cells{failed}{left}";
    }

    private static Line PhaseLine(LivePhase phase, Symbols symbols)
    {
        string pace = phase.SecondsPerStep is { } step
            ? $"  {Durations.Text(step)}/step, {Durations.Text(step * (phase.Steps - phase.Step))} left" : "";
        string loss = phase.Loss.Values is [.., var last]
            ? string.Create(CultureInfo.InvariantCulture, $"  loss {last:0.000}") : "";
        string test = phase.Tests.Values is [.., var tested]
            ? string.Create(CultureInfo.InvariantCulture, $"  test accuracy {tested * 100:0.00} %") : "";
        return Bar(phase.Step, phase.Steps, symbols) + Line.Of($" {phase.Name} {phase.Step}/{phase.Steps}{loss}")
            + Line.Of(pace, Tone.Dim) + Line.Of(test);
    }

    private static Line Bar(int done, int all, Symbols symbols)
    {
        int filled = all == 0 ? 0 : Math.Clamp((int)((long)BarWidth * done / all), 0, BarWidth);
        return Line.Of(string.Concat(Enumerable.Repeat(symbols.Bar, filled)), Tone.Good)
            + Line.Of(string.Concat(Enumerable.Repeat(symbols.BarRest, BarWidth - filled)), Tone.Dim);
    }
}
