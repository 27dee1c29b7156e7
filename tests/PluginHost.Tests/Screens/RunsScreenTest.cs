using FsCheck;
using FsCheck.Fluent;
using PluginHost.Running.Live;
using PluginHost.Screens.LiveConsole;
using PluginHost.Screens.Runs;
using PluginHost.Store.Records;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class RunsScreenTest
{
    private static RunsScreen Screen(params LiveStatus[] live) => Drawn.After(
        new RunsScreen(Drawn.Settings(), new StandingClock(RunSamples.Noon)),
        new Resized(new Size(80, 22)),
        new RunsScreen.LiveRead(live, RunSamples.Noon, []),
        new RunsScreen.JournalsRead([RunSamples.Recorded("20260131T110000-bbbbbb"), RunSamples.Recorded("20260131T100000-cccccc", RunState.Lost, 120)]));

    [Fact]
    public void The_list_shows_live_and_recorded_runs_and_below_it_what_the_chosen_one_does() =>
        Snapshot.Match(Drawn.Everywhere(Screen(RunSamples.Running())));

    [Fact]
    public void An_opened_run_shows_its_plan_and_its_curve() =>
        Snapshot.Match(Drawn.Everywhere(Drawn.Calling(Screen(RunSamples.Running()), "open")));

    [Fact]
    public void The_accuracy_takes_the_losss_place_in_the_plot() =>
        Snapshot.Match(Drawn.Frame(Drawn.Calling(Screen(RunSamples.Running()), "open", "curve"), new Size(120, 28)));

    [Fact]
    public void A_store_without_runs_says_how_to_start_one() => Assert.Contains(
        "Press n to choose a recipe",
        Drawn.Frame(Drawn.After(new RunsScreen(Drawn.Settings(), new StandingClock(RunSamples.Noon)), new RunsScreen.LiveRead([], RunSamples.Noon, [])), new Size(80, 22)),
        StringComparison.Ordinal);

    [Fact]
    public void The_cursor_stays_on_its_run_whatever_runs_come_and_go() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 59).ListOf().Select(minutes => minutes.Distinct().ToArray()).ToArbitrary(),
        minutes =>
        {
            var chosen = Drawn.Calling(Screen(RunSamples.Running()), "down");
            string id = chosen.ChosenId ?? "";
            var others = minutes.Select(minute => RunSamples.Running($"20260131T11{minute:00}30-dddddd")).ToArray();

            var later = Drawn.After(chosen, new RunsScreen.LiveRead(others, RunSamples.Noon.AddMinutes(1), []));

            Assert.Equal(id, later.ChosenId);
            Assert.Equal(id, later.Runs[later.CursorLine].Id);
            Assert.InRange(later.CursorLine, later.TopLine, later.TopLine + later.ListLines - 1);
        }));

    [Fact]
    public void Runs_of_one_process_are_one_entry()
    {
        var live = RunSamples.Running();

        var runs = RunItem.Merge([live], [RunSamples.Recorded(live.Runs[0]), RunSamples.Recorded("20260131T100000-cccccc")]);

        Assert.Equal([live.Id, "20260131T100000-cccccc"], runs.Select(run => run.Id));
    }

    [Fact]
    public void Cancelling_asks_first_and_any_other_key_than_y_lets_the_run_go_on()
    {
        var asking = Drawn.Calling(Screen(RunSamples.Running()), "cancel");
        Assert.True(asking.TakesText);

        var no = asking.Do(new KeyTyped(new Key('n')));
        var yes = asking.Do(new KeyTyped(new Key('y')));

        Assert.DoesNotContain(no.Effects, effect => effect is Background);
        Assert.False(((RunsScreen)no.Screen).TakesText);
        Assert.Contains(yes.Effects, effect => effect is Background { Name: "stop" });
    }

    [Fact]
    public void A_run_that_has_ended_is_not_stopped_and_one_that_runs_is_not_started_again()
    {
        var ended = Screen(RunSamples.Running() with { State = LiveState.Done, Ended = RunSamples.Noon });

        Assert.Contains("does not run", Said(ended, "cancel"), StringComparison.Ordinal);
        Assert.Contains("runs already", Said(Screen(RunSamples.Running()), "resume"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_run_goes_on_with_the_same_command()
    {
        var step = Screen(RunSamples.Running() with { State = LiveState.Stopped, Ended = RunSamples.Noon }).Do(new ActionCalled("resume"));

        Assert.Contains(step.Effects, effect => effect is Background { Name: "start" });
    }

    [Fact]
    public void The_words_of_a_run_that_goes_on_without_a_terminal_hold_plain_before_what_is_the_recipes() => Assert.Equal(
        ["run", "a.csx", "--plain", "--", "--x"], DetachedRun.Plain(["run", "a.csx", "--", "--x"]));

    [Fact]
    public void What_a_run_printed_that_never_told_of_itself_is_shown()
    {
        var screen = Drawn.After(
            Screen(), new RunsScreen.Started("20260131T120000-ffffff"),
            new RunsScreen.LiveRead([], RunSamples.Noon.AddSeconds(2), ["error: libtorch was not found"]));

        Assert.Contains("libtorch was not found", Drawn.Frame(screen, new Size(80, 22)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_its_journal_told_of_first_stays_chosen_when_it_tells_of_itself()
    {
        var live = RunSamples.Running();
        var journal = new RunsScreen.JournalsRead([RunSamples.Recorded(live.Runs[0], RunState.Running, 5)]);

        var screen = Drawn.After(
            new RunsScreen(Drawn.Settings(), new StandingClock(RunSamples.Noon)), new Resized(new Size(80, 22)), journal, new RunsScreen.LiveRead([live], RunSamples.Noon, []));

        Assert.Equal(live.Id, screen.ChosenId);
        Assert.Equal(RunPane.Plan, Drawn.Calling(screen, "open").Pane);
    }

    [Fact]
    public void Where_the_chosen_run_is_gone_another_one_is_chosen()
    {
        var screen = Drawn.Calling(Screen(RunSamples.Running()), "down");

        var later = Drawn.After(screen, new RunsScreen.JournalsRead([RunSamples.Recorded("20260131T100000-cccccc", RunState.Lost, 120)]));

        Assert.Equal("20260131T100000-cccccc", later.ChosenId);
    }

    [Fact]
    public void The_curves_of_a_finished_cell_are_read_once_and_drawn()
    {
        var open = Drawn.Calling(Recorded(new ResumeCommand("/there", ["run", "a.csx"])), "open");
        var step = open.Do(new ActionCalled("down"));

        var read = new RunsScreen.CurvesRead(new CellCurves("k2", System.Collections.Immutable.ImmutableSortedDictionary<string, Curve>.Empty
            .Add(Metric.TrainLoss, new Curve([1, 2, 3], [2.25, 1.5, 0.75]))));

        Assert.Contains(step.Effects, effect => effect is Background { Name: "curves" });
        Assert.DoesNotContain(step.Screen.Do(new Resized(new Size(80, 22))).Effects, effect => effect is Background { Name: "curves" });
        Assert.Contains("2.250", Drawn.Frame(Drawn.After((RunsScreen)step.Screen, read), new Size(80, 22)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_plans_cursor_goes_on_with_the_run_until_it_is_moved_away()
    {
        var live = RunSamples.Running();
        var open = Drawn.Calling(Screen(live), "open");
        var next = new RunsScreen.LiveRead([live with { Cell = 3, Updated = RunSamples.Noon.AddSeconds(1) }], RunSamples.Noon.AddSeconds(1), []);

        Assert.Equal(3, Drawn.After(open, next).Within.Index);
        Assert.Equal(1, Drawn.After(Drawn.Calling(open, "up"), next).Within.Index);
    }

    [Fact]
    public void A_run_that_only_its_journal_knows_goes_on_with_the_command_that_it_recorded()
    {
        Assert.Contains(
            Recorded(new ResumeCommand("/there", ["run", "a.csx"])).Do(new ActionCalled("resume")).Effects, effect => effect is Background { Name: "start" });
        Assert.Contains("was not recorded", Said(Recorded(null), "resume"), StringComparison.Ordinal);
        Assert.Equal("pluginhost run a.csx", Recorded(new ResumeCommand("/there", ["run", "a.csx"])).Do(new ActionCalled("copy-command")).Effects.OfType<Copy>().Single().Text);
    }

    /// <summary>A run of two finished cells that tells nothing of itself.</summary>
    private static RunsScreen Recorded(ResumeCommand? command) => Drawn.After(Screen(), new RunsScreen.RecordRead("20260131T110000-bbbbbb", new RecordedRun(
        [new RecordedCell("k1", "cifar10, clean", true, "test accuracy 50.00 %"), new RecordedCell("k2", "cifar10, em", true, "test accuracy 20.00 %")], command)));

    private static string Said(RunsScreen screen, string action) =>
        screen.Do(new ActionCalled(action)).Effects.OfType<Notify>().Single().Text;
}
