using FsCheck;
using FsCheck.Fluent;
using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Runs;

namespace PluginHost.Screens.Tests.Runs;

/// <summary>The list of many runs: filtered, sorted, scrolled and clicked.</summary>
[Collection(nameof(WindowTests))]
public sealed class RunsListTest
{
    private static readonly string[] Words =
    [
        "", " ", "quick", "TABLE", "state:failed", "state:", "recipe:sweep", "preset:full", "cuda", "2026-01", "jan",
        "11:5", "nothing-has-this", "state:x",
    ];

    private static readonly Gen<string> Filters = Gen.Elements(Words).ListOf().Select(words => string.Join(' ', words));

    [Fact]
    public void A_filter_keeps_exactly_those_runs_in_which_all_words_occur() => Check.QuickThrowOnFailure(Prop.ForAll(
        Filters.ToArbitrary(),
        filter =>
        {
            var screen = RunSamples.Many(60);

            var filtered = Driven(screen).Call("filter", filter).Screen;

            string[] words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var expected = screen.All.Where(run => words.All(word => Occurs(word, run)));
            Assert.Equal(expected.Select(run => run.Id), filtered.Runs.Select(run => run.Id));
            Assert.Equal(screen.All.Length, filtered.All.Length);
        }));

    [Fact]
    public void Whatever_is_typed_the_chosen_run_stays_chosen_where_it_fits() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from filter in Filters from chosen in Gen.Choose(0, 59) select (filter, chosen)).ToArbitrary(),
        sample =>
        {
            var before = (RunsScreen)RunSamples.Many(60).MoveTo(sample.chosen).Screen;
            var driven = Driven(before).Call("filter");
            for (int length = 1; length <= sample.filter.Length; length++)
            {
                driven = driven.Take(new TextTyped(driven.Screen.Field ?? "", sample.filter[..length], length));
                bool fits = driven.Screen.Runs.Any(run => run.Id == before.ChosenId);
                Assert.Equal(fits, driven.Screen.ChosenId == before.ChosenId);
                Assert.Equal(!driven.Screen.Runs.IsEmpty, driven.Screen.IsChosenListed);
            }

            var left = driven.Call(TypingActions.Cancel).Screen;

            Assert.Null(left.Field);
            Assert.Equal(before.Runs, left.Runs);
            Assert.Equal(before.ChosenId, left.ChosenId);
        }));

    [Fact]
    public void Sorting_keeps_all_runs_and_the_chosen_one() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from order in Gen.Elements(RunOrder.Names.ToArray())
         from chosen in Gen.Choose(0, 59)
         select (order, chosen)).ToArbitrary(),
        sample =>
        {
            var before = (RunsScreen)RunSamples.Many(60).MoveTo(sample.chosen).Screen;

            var sorted = Driven(before).Call("sort", sample.order).Screen;

            Assert.Equal(before.Runs.Select(run => run.Id).Order(), sorted.Runs.Select(run => run.Id).Order());
            Assert.Equal(before.ChosenId, sorted.ChosenId);
            Assert.True(sorted.IsChosenListed);
            Assert.InRange(sorted.CursorLine, sorted.TopLine, sorted.TopLine + sorted.ListLines - 1);
            Assert.Equal(sample.order, sorted.Order.ToString());
        }));

    [Fact]
    public void Runs_stand_in_the_order_of_the_column()
    {
        var screen = Driven(RunSamples.Many(60));

        var runs = screen.Screen.Runs;

        Assert.Equal(runs.Select(run => run.Failures).Order(), Sorted("failed").Select(run => run.Failures));
        Assert.Equal(runs.Select(run => run.Name).OrderDescending(), Sorted("-recipe").Select(run => run.Name));
        Assert.Equal(runs.Select(run => run.Started).Order(), Sorted("Started").Select(run => run.Started));
        Assert.Equal(runs, Sorted("-started"));
        string problem = screen.Call("sort", "startde").Notices.Single();
        Assert.Contains("did you mean 'started'", problem, StringComparison.Ordinal);

        IEnumerable<RunItem> Sorted(string order) => screen.Call("sort", order).Screen.Runs;
    }

    [Theory]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(200, 50)]
    public void Seven_hundred_runs_say_where_the_cursor_is(int width, int height)
    {
        var sorted = Driven(RunSamples.Many(700)).Call("sort", "-failed").Call("up").Call("left");

        Snapshot.Match(Drawn.Frame(sorted.Screen, new Size(width, height)), $"{width}");
    }

    [Fact]
    public void A_filter_says_how_many_fit_while_it_is_typed() => Snapshot.Match(Drawn.Frame(
        Driven(RunSamples.Many(700)).Call("filter").Type("state:failed cuda").Screen, new Size(80, 24)));

    [Fact]
    public void Where_no_run_fits_the_list_says_so()
    {
        var none = Driven(RunSamples.Many(20)).Call("filter", "nothing-has-this");

        Assert.Contains("No run fits", RunSamples.Shown(none.Screen), StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_is_typed_completed_kept_and_cleared_by_keys()
    {
        using var folder = new TempFolder();
        using var window = RunSamples.Open(folder, new Size(120, 40), RunSamples.Running(), RunSamples.Failed());

        window.Press("/").Type("st").Press("tab").Type("fai");
        Assert.Contains("1 of 2 fit: state:fai", window.Text, StringComparison.Ordinal);
        window.Press("enter");
        Assert.Contains("run 1 of 1  filter: state:fai (2 in all)", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        Assert.Contains("run 2 of 2", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_are_clicked_to_sort_rows_to_choose_and_twice_to_open()
    {
        using var folder = new TempFolder();
        using var window = RunSamples.Open(folder, new Size(120, 40), RunSamples.Running(), RunSamples.Failed());

        window.Click("started");
        Assert.Contains("oldest first", window.Text, StringComparison.Ordinal);
        window.Click("started");
        Assert.Contains("newest first", window.Text, StringComparison.Ordinal);
        window.Click("sweep");
        Assert.Contains("run 2 of 2", window.Text, StringComparison.Ordinal);
        window.Press("right", "left", "left", "[");
        Assert.Contains("ascending", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_double_click_opens_the_wheel_scrolls_and_the_cursor_stays_in_view()
    {
        var screen = Driven(RunSamples.Many(60));

        var wheeled = screen.Take(new PartWheeled(RunTable.Id, 3)).Take(new PartWheeled(RunTable.Id, 3)).Screen;
        Assert.Equal((6, 6), (wheeled.TopLine, wheeled.CursorLine));
        var scrolled = screen.Take(new PartScrolled(RunTable.Id, 1000)).Screen;
        Assert.Equal(60 - scrolled.ListLines, scrolled.TopLine);
        Assert.InRange(scrolled.CursorLine, scrolled.TopLine, 59);
        var click = new PartClicked(RunTable.Id, 4, 0, false);
        var opened = screen.Take(click).Take(click with { IsDouble = true }).Screen;
        Assert.Equal((RunPane.Plan, screen.Screen.Runs[4].Id), (opened.Pane, opened.ChosenId));
    }

    [Fact]
    public void A_run_that_was_just_started_is_shown_although_the_filter_would_hide_it()
    {
        var screen = Driven(RunSamples.Many(20)).Call("filter", "state:done").Screen;
        var live = RunSamples.Running("20260131T120100-eeeeee");

        var later = Drawn.After(
            screen, new RunsScreen.Started(live.Id), new RunsScreen.LiveRead([live], RunSamples.Noon, []));

        Assert.Equal(live.Id, later.ChosenId);
        Assert.True(later.IsChosenListed);
    }

    [Fact]
    public void An_opened_run_stays_open_when_it_fits_no_more()
    {
        var live = RunSamples.Running();
        var screen = Drawn.After(RunSamples.Many(20), new RunsScreen.LiveRead([live], RunSamples.Noon, []));
        var open = Driven(screen).Call("filter", "state:running smoke").Call("open").Screen;
        Assert.Equal(live.Id, open.ChosenId);

        var ended = RunSamples.Noon.AddSeconds(1);
        var done = live with { State = LiveState.Done, Ended = ended, Updated = ended };
        var later = Drawn.After(open, new RunsScreen.LiveRead([done], RunSamples.Noon, []));

        Assert.Equal((RunPane.Plan, live.Id), (later.Pane, later.ChosenId));
    }

    /// <summary>What the filter says it does, written anew.</summary>
    private static bool Occurs(string word, RunItem run)
    {
        string[] pair = word.Split(':');
        string state = run.State.ToString(), date = $"{run.Started:yyyy-MM-dd HH:mm:ss}|{run.Started:MMM d}";
        string where = pair[0] switch
        {
            "state" => state,
            "recipe" => run.Name,
            "preset" => run.Preset,
            _ => string.Join('|', run.Name, run.Preset, state, run.Live?.Device, run.Id, date),
        };
        string what = pair[0] is "state" or "recipe" or "preset" ? pair[1] : word;
        return where.Contains(what, StringComparison.OrdinalIgnoreCase);
    }

    // Works are left to themselves: there is no store.
    private static Driven<RunsScreen> Driven(RunsScreen screen) => new(screen, []);
}
