using System.Collections.Immutable;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Runs;

namespace PluginHost.Screens.Tests.Runs;

/// <summary>A run on the whole screen: its plan, its curves, its log and what failed.</summary>
[Collection(nameof(WindowTests))]
public sealed class OpenedRunTest
{
    [Fact]
    public void An_opened_run_shows_its_plan_and_its_curve() =>
        Snapshot.Match(Drawn.Everywhere(Drawn.Calling(RunSamples.Screen(RunSamples.Running()), "open")));

    [Fact]
    public void The_accuracy_takes_the_losss_place_in_the_plot() => Snapshot.Match(
        Drawn.Frame(Drawn.Calling(RunSamples.Screen(RunSamples.Running()), "open", "curve"), new Size(120, 31)));

    [Fact]
    public void A_long_plan_lies_beside_the_curves_where_there_is_room()
    {
        var live = RunSamples.Running();
        var cells = Enumerable.Range(0, 40).Select(seed => live.Cells[seed % 5] with
        {
            Key = $"k{seed}", Name = $"shapes, rem, conv-mini, plain training, seed {seed}",
        });
        var open = Drawn.Calling(RunSamples.Screen(live with { Cells = [.. cells] }), "open");

        Snapshot.Match(Drawn.Frame(open, new Size(120, 40)));
    }

    [Fact]
    public void The_curves_of_a_finished_cell_are_read_once_and_drawn()
    {
        var step = Drawn.Calling(RunSamples.Read(null), "open").Do(new ActionCalled("down"));
        var curves = ImmutableSortedDictionary<string, Curve>.Empty
            .Add(Metric.TrainLoss, new Curve([1, 2, 3], [2.25, 1.5, 0.75]));
        var read = new RunsScreen.CurvesRead(new CellCurves("k2", curves));

        Assert.Contains(step.Effects, AreCurves);
        Assert.DoesNotContain(step.Screen.Do(new Resized(new Size(80, 21))).Effects, AreCurves);
        Shows("2.250", Drawn.After((RunsScreen)step.Screen, read));
    }

    [Fact]
    public void Curves_whose_reading_was_cancelled_are_read_when_asked_for_again()
    {
        var open = Drawn.Calling(RunSamples.Read(null), "open");
        var cancelled = Drawn.After(open, new WorkCancelled("curves"));

        Shows("reading the curves", open);
        Shows("the curves were not read", cancelled);
        Assert.Contains(cancelled.Do(new ActionCalled("refresh")).Effects, AreCurves);
    }

    [Fact]
    public void The_plans_cursor_goes_on_with_the_run_until_it_is_moved_away()
    {
        var live = RunSamples.Running();
        var open = Drawn.Calling(RunSamples.Screen(live), "open");
        var later = RunSamples.Noon.AddSeconds(1);
        var next = new RunsScreen.LiveRead([live with { Cell = 3, Updated = later }], later, []);

        Assert.Equal(3, Drawn.After(open, next).Within.Index);
        Assert.Equal(1, Drawn.After(Drawn.Calling(open, "up"), next).Within.Index);
    }

    [Fact]
    public void Cells_are_chosen_by_the_mouse_and_the_plan_scrolls()
    {
        var open = Drawn.Calling(RunSamples.Screen(RunSamples.Running()), "open");

        Assert.Equal(4, Drawn.After(open, new PartClicked(RunPlan.Id, 4, 1, false)).Within.Index);
        var failed = Drawn.After(open, new PartClicked(RunPlan.Id, 1, 1, false));
        Shows("lower the learning rate", failed);
        Assert.Equal(failed.Within, Drawn.After(failed, new PartWheeled(RunPlan.Id, 3)).Within);
    }

    [Fact]
    public void The_error_of_a_failed_cell_is_read_whole_below_the_plan_and_on_the_whole_screen()
    {
        var plan = Drawn.Calling(RunSamples.Screen(RunSamples.Failed()), "open", "down");
        var whole = Drawn.Calling(plan, "failures");

        Shows(RunSamples.LongError, plan);
        Shows(RunSamples.LongError, whole);
        Assert.Contains($"why: failed: {RunSamples.LongError}", whole.Linear());
        Snapshot.Match(Drawn.Everywhere(plan));
    }

    [Fact]
    public void Why_a_run_ended_is_read_whole_in_the_summary_and_scrolls_where_it_is_longer_than_the_screen()
    {
        var failed = RunSamples.Failed() with { Cells = [], Error = RunSamples.LongError };
        var longer = failed with { Error = string.Join(' ', Enumerable.Repeat(RunSamples.LongError, 8)) + " the end" };
        var scrolled = Drawn.Calling(RunSamples.Screen(longer), "open", "failures", "page-down", "last");

        Shows("the last words are readable", RunSamples.Screen(failed));
        Shows("readable the end", scrolled);
        Assert.True(scrolled.FailuresTop > 0);
        var first = Drawn.Calling(scrolled, "first");
        Assert.Equal(0, first.FailuresTop);
        Assert.Equal(3, Drawn.After(first, new PartWheeled(RunDetail.Failures, 3)).FailuresTop);
    }

    [Fact]
    public void What_failed_in_a_run_that_its_journal_knows_is_read_whole_too()
    {
        var cell = new RecordedCell("k3", "cifar10, rem", false, "failed: no")
        {
            Error = "no\n\n   at Somewhere.Else()",
        };
        var read = new RunsScreen.RecordRead("20260131T110000-bbbbbb", new RecordedRun([cell], null));
        var open = Drawn.Calling(Drawn.After(RunSamples.Screen(), read), "open");

        Shows("✗ cifar10, rem no at Somewhere.Else()", open);
        Assert.Contains("why:    at Somewhere.Else()", Drawn.Calling(open, "failures").Linear());
    }

    [Fact]
    public void A_log_is_wrapped_follows_its_end_and_stays_where_it_is_scrolled_to()
    {
        var live = RunSamples.Running();
        var log = Drawn.After(Drawn.Calling(RunSamples.Screen(live), "open", "log"), Printed(live, 100));
        Shows("line 100 and its last word", log);
        var up = Drawn.Calling(log, "page-up");

        Shows("line 120 and its last word", Drawn.After(log, Printed(live, 120)));
        Assert.Equal(up.LogTop(17), Drawn.After(up, Printed(live, 120)).LogTop(17));
        Shows("line 1 and its last word", Drawn.Calling(log, "first"));
        Assert.Equal(100, log.Linear().Count(line => line.StartsWith("log: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_that_a_run_printed_is_read_for_its_log()
    {
        using var folder = new TempFolder();
        var live = RunSamples.Running();
        using var window = RunSamples.Open(folder, new Size(80, 24), live);
        folder.Write($"store/live/{live.Id}.log", "the first line\nthe second line\n");

        window.Press("o");

        Assert.Contains("the second line", window.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("noise rem is made", window.Text, StringComparison.Ordinal);
    }

    private static bool AreCurves(Effect effect) => effect is Background { Name: "curves", Says: "reading the curves" };

    private static void Shows(string text, RunsScreen screen) =>
        Assert.Contains(text, RunSamples.Shown(screen), StringComparison.Ordinal);

    private static RunsScreen.LogRead Printed(LiveStatus live, int count)
    {
        string middle = new('x', 90);
        var lines = Enumerable.Range(1, count).Select(i => $"line {i} {middle} line {i} and its last word");
        return new RunsScreen.LogRead(new PrintedLog(live.Id, [.. lines]));
    }
}
