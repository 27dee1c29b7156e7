using FsCheck;
using FsCheck.Fluent;
using PluginHost.Running.Live;
using PluginHost.Screens.Runs;
using PluginHost.Store.Records;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Tests.Runs;

[Collection(nameof(WindowTests))]
public sealed class RunsScreenTest
{
    [Fact]
    public void The_list_shows_live_and_recorded_runs_and_below_it_what_the_chosen_one_does() =>
        Snapshot.Match(Drawn.Everywhere(RunSamples.Screen(RunSamples.Running())));

    [Fact]
    public void A_store_without_runs_says_how_to_start_one_once_it_was_read()
    {
        var reading = Drawn.After(RunSamples.Empty, new RunsScreen.LiveRead([], RunSamples.Noon, []));
        Assert.DoesNotContain("No runs yet", RunSamples.Shown(reading), StringComparison.Ordinal);

        string read = RunSamples.Shown(Drawn.After(reading, new RunsScreen.JournalsRead([])));
        Assert.Contains("Press n to choose a recipe", read, StringComparison.Ordinal);

        string cancelled = RunSamples.Shown(Drawn.After(reading, new WorkCancelled("journals")));
        Assert.Contains("were not read", cancelled, StringComparison.Ordinal);
    }

    [Fact]
    public void The_cursor_stays_on_its_run_whatever_runs_come_and_go() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 59).ListOf().Select(minutes => minutes.Distinct().ToArray()).ToArbitrary(),
        minutes =>
        {
            var chosen = Drawn.Calling(RunSamples.Screen(RunSamples.Running()), "down");
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

        var journals = new[] { RunSamples.Recorded(live.Runs[0]), RunSamples.Recorded("20260131T100000-cccccc") };

        var runs = RunItem.Merge([live], journals);

        Assert.Equal([live.Id, "20260131T100000-cccccc"], runs.Select(run => run.Id));
    }

    [Fact]
    public void Cancelling_asks_first_and_no_lets_the_run_go_on()
    {
        var asking = Drawn.Calling(RunSamples.Screen(RunSamples.Running()), "cancel");
        Assert.Contains(new DialogText("Stop quickstart after its step?"), asking.Dialog?.Items ?? []);

        var no = asking.Do(new ActionCalled("no"));
        var yes = asking.Do(new ActionCalled("yes"));

        Assert.DoesNotContain(no.Effects, effect => effect is Background);
        Assert.Null(((RunsScreen)no.Screen).Dialog);
        Assert.Contains(yes.Effects, effect => effect is Background { Name: "stop" });
        Assert.Null(((RunsScreen)yes.Screen).Dialog);
    }

    [Fact]
    public void The_question_is_answered_by_keys_and_by_its_buttons()
    {
        using var folder = new TempFolder();
        using var window = RunSamples.Open(folder, new Size(80, 24), RunSamples.Running());

        string question = window.Press("c").Text;
        Assert.DoesNotContain("after its step?", window.Press("escape").Text, StringComparison.Ordinal);
        window.Press("c").Click("no (n)");
        Assert.DoesNotContain("after its step?", window.Text, StringComparison.Ordinal);
        Assert.Contains("not stopped", window.Shell.Notices);
        Snapshot.Match(question);
    }

    [Fact]
    public void A_run_that_has_ended_is_not_stopped_and_one_that_runs_is_not_started_again()
    {
        var ended = RunSamples.Screen(RunSamples.Running() with { State = LiveState.Done, Ended = RunSamples.Noon });

        Assert.Contains("does not run", Said(ended, "cancel"), StringComparison.Ordinal);
        string said = Said(RunSamples.Screen(RunSamples.Running()), "resume");
        Assert.Contains("runs already", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_run_goes_on_with_the_same_command()
    {
        var stopped = RunSamples.Running() with { State = LiveState.Stopped, Ended = RunSamples.Noon };

        var step = RunSamples.Screen(stopped).Do(new ActionCalled("resume"));

        Assert.Contains(step.Effects, effect => effect is Background { Name: "start", Says: "starting quickstart" });
    }

    [Fact]
    public void The_words_of_a_run_without_a_terminal_hold_plain_before_what_is_the_recipes() => Assert.Equal(
        ["run", "a.csx", "--plain", "--", "--x"], DetachedRun.Plain(["run", "a.csx", "--", "--x"]));

    [Fact]
    public void What_a_run_printed_that_never_told_of_itself_is_shown()
    {
        var screen = Drawn.After(
            RunSamples.Screen(), new RunsScreen.Started("20260131T120000-ffffff"),
            new RunsScreen.LiveRead([], RunSamples.Noon.AddSeconds(2), ["error: libtorch was not found"]));

        Assert.Contains("libtorch was not found", Drawn.Frame(screen, new Size(80, 24)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_its_journal_told_of_first_stays_chosen_when_it_tells_of_itself()
    {
        var live = RunSamples.Running();
        var journal = new RunsScreen.JournalsRead([RunSamples.Recorded(live.Runs[0], RunState.Running, 5)]);

        var screen = Drawn.After(
            RunSamples.Empty, new Resized(new Size(80, 21)), journal,
            new RunsScreen.LiveRead([live], RunSamples.Noon, []));

        Assert.Equal(live.Id, screen.ChosenId);
        Assert.Equal(RunPane.Plan, Drawn.Calling(screen, "open").Pane);
    }

    [Fact]
    public void Where_the_chosen_run_is_gone_another_one_is_chosen()
    {
        var screen = Drawn.Calling(RunSamples.Screen(RunSamples.Running()), "down");

        var left = RunSamples.Recorded("20260131T100000-cccccc", RunState.Lost, 120);
        var later = Drawn.After(screen, new RunsScreen.JournalsRead([left]));

        Assert.Equal("20260131T100000-cccccc", later.ChosenId);
    }

    [Fact]
    public void A_run_that_only_its_journal_knows_goes_on_with_the_command_that_it_recorded()
    {
        var known = RunSamples.Read(new ResumeCommand("/there", ["run", "a.csx"]));
        var copied = known.Do(new ActionCalled("copy-command")).Effects.OfType<Copy>().Single();

        Assert.Contains(known.Do(new ActionCalled("resume")).Effects, effect => effect is Background { Name: "start" });
        Assert.Contains("was not recorded", Said(RunSamples.Read(null), "resume"), StringComparison.Ordinal);
        Assert.Equal("pluginhost run a.csx", copied.Text);
    }

    [Fact]
    public void A_store_that_cannot_be_read_for_a_moment_is_looked_at_again()
    {
        var failed = RunSamples.Screen().Do(new WorkFailed("live", new IOException("no")));

        Assert.Contains(failed.Effects, effect => effect is After { Message: RunsScreen.Tick });
    }

    private static string Said(RunsScreen screen, string action) =>
        screen.Do(new ActionCalled(action)).Effects.OfType<Notify>().Single().Text;
}
