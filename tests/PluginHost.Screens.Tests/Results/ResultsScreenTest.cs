using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Results;
using PluginHost.Screens.Views;
using PluginHost.Store.Records;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Tests.Results;

[Collection(nameof(WindowTests))]
public sealed class ResultsScreenTest : IDisposable
{
    private static readonly Size Size = new(80, 21);
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_newest_results_come_first_in_the_columns_that_tell_most() =>
        Snapshot.Match(Drawn.Everywhere(Open().Screen));

    [Fact]
    public void An_empty_store_says_what_to_do() => Snapshot.Match(Drawn.Everywhere(Open(0).Screen));

    [Fact]
    public void A_condition_shows_what_it_leaves_while_it_is_typed() =>
        Snapshot.Match(Drawn.Everywhere(Open().Call("filter").Type("noise == rem && train.radius >= 2").Screen));

    [Fact]
    public void A_mistake_in_a_condition_is_shown_at_its_place() =>
        Snapshot.Match(Drawn.Everywhere(Open().Call("filter").Type("nois == rem").Screen));

    [Fact]
    public void Columns_are_sorted_hidden_pinned_moved_and_widened() => Snapshot.Match(Drawn.Everywhere(Open()
        .Call("column", "accuracy").Call("sort-down")
        .Call("column", "seed").Call("then-up").Call("pin")
        .Call("hide", "dataset")
        .Call("column", "model").Call("wider").Call("move-right").Screen));

    [Fact]
    public void Marked_rows_are_compared_by_what_differs() => Snapshot.Match(Drawn.Everywhere(
        Open().Call("mark").Call("mark").Call("down").Call("mark").Call("compare").Screen));

    [Fact]
    public void A_pivot_is_the_table_of_the_command() =>
        Snapshot.Match(Drawn.Everywhere(Pivot().Call("right").Call("sort-down").Screen));

    [Fact]
    public void A_pivot_takes_tens_of_thousands_of_rows()
    {
        var pivot = Pivot(60_000);

        Assert.Empty(pivot.Notices);
        Assert.Contains("± ", ((PivotPane)pivot.Screen.Pane!).Export("txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_of_a_column_are_counted() =>
        Snapshot.Match(Drawn.Everywhere(Open().Call("frequency", "noise").Call("down").Screen));

    [Fact]
    public void A_result_is_shown_with_all_that_was_recorded() =>
        Snapshot.Match(Drawn.Everywhere(Open().Call("open", "3").Screen));

    [Fact]
    public void Marked_rows_alone_are_shown() =>
        Snapshot.Match(Drawn.Everywhere(Open().Call("mark", "2, 4").Call("marked-only").Screen));

    [Fact]
    public void Rows_shown_alone_stay_when_their_mark_is_taken_away_and_undo_brings_them_back()
    {
        var alone = Open().Call("mark", "2, 4").Call("marked-only").Call("mark", "1");
        int[] shown = alone.Screen.Arrangement.Shown;

        Assert.Equal(2, shown.Length);
        Assert.Equal(shown, alone.Call("sort-up").Call("undo").Screen.Arrangement.Shown);
        Assert.Equal(shown, alone.Call("unmark").Call("undo").Screen.Arrangement.Shown);
    }

    [Fact]
    public void The_norm_of_a_radius_is_shown_where_it_varies()
    {
        var rows = ResultSamples.Rows(12);
        var attack = new ThreatModel(Norm.L2, Radius.Per255(50), Radius.Per255(10), 10, true);
        var inL2 = rows[^1].Spec with { Training = rows[^1].Spec.Training with { Attack = attack } };

        Assert.DoesNotContain("train.norm", Columns(rows));
        Assert.Equal("train.norm", Columns(rows.SetItem(11, rows[^1] with { Spec = inL2 }))[4]);

        static ImmutableArray<string> Columns(IReadOnlyList<ResultRow> rows)
        {
            var all = RowSelection.Of(rows).Rows;
            return ResultsView.Default.Columns(Arrangement.Of(all, ResultsView.Default, Arrangement.None));
        }
    }

    [Fact]
    public void New_results_do_not_move_the_cursor()
    {
        var source = new SampleSource(_folder["views.toml"], 100);
        var driven = Driven<ResultsScreen>.Open(new ResultsScreen(source), Size).Call("next").Call("next").Call("down");
        string current = Current(driven);

        source.Grow(140);
        var later = driven.Call("refresh");

        Assert.Equal(140, later.Screen.Arrangement.Shown.Length);
        Assert.Equal(current, Current(later));
        Assert.Equal(driven.Screen.Cursor - driven.Screen.Top, later.Screen.Cursor - later.Screen.Top);
    }

    [Fact]
    public void Nothing_new_changes_nothing()
    {
        var driven = Open();

        Assert.Same(driven.Screen, driven.Call("refresh").Screen);
    }

    [Fact]
    public void Tab_completes_names_and_values()
    {
        using var window = Window.Open(new Size(80, 24), Drawn.Plain, NewScreen(30));

        window.Press("/").Type("noi").Press("tab").Type(" == RE").Press("tab", "enter");
        var driven = new Driven<ResultsScreen>((ResultsScreen)window.Shell.Screen.Current, []);

        Assert.Equal("noise == \"REM 8-4\"", driven.Screen.View.Filter);
        Assert.Equal(10, driven.Screen.Arrangement.Shown.Length);
    }

    [Fact]
    public void Esc_in_a_condition_brings_back_what_was_shown()
    {
        var driven = Open().Call("filter", "seed == 0").Call("filter").Type("seed == 0 && noise == clean");
        Assert.Equal(2, driven.Screen.Arrangement.Shown.Length);

        var left = driven.Call(TypingActions.Cancel);

        Assert.Equal(6, left.Screen.Arrangement.Shown.Length);
        Assert.Null(left.Screen.Field);
    }

    [Theory]
    [InlineData("csv", "noise,train.radius,")]
    [InlineData("md", "| noise | train.radius |")]
    [InlineData("tex", @"\begin{tabular}")]
    [InlineData("html", "<table>")]
    [InlineData("json", "[")]
    [InlineData("txt", "noise    train.radius")]
    public void What_is_shown_is_exported_by_the_files_ending(string ending, string beginning)
    {
        var file = Open().Call("filter", "noise == rem").Call("export", $"out.{ending}")
            .Effects.OfType<WriteFile>().Single();

        Assert.Equal($"out.{ending}", file.Path);
        Assert.StartsWith(beginning, file.Text(), StringComparison.Ordinal);
        Assert.Contains("REM 8-4", file.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("EM 8 ", file.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_ending_is_told_with_the_known_ones()
    {
        var driven = Open().Call("export", "out.xls");

        Assert.Empty(driven.Effects.OfType<WriteFile>());
        Assert.Contains(
            driven.Notices, notice => notice.Contains(".csv, .md, .tex, .html, .json, .txt", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_are_copied_as_they_are_shown()
    {
        var copy = Open().Call("copy-row").Effects.OfType<Copy>().Single();

        Assert.Equal(2, copy.Text.TrimEnd('\n').Split('\n').Length);
        Assert.Contains("REM 8-4", copy.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_is_saved_and_opened_again()
    {
        var driven = Open().Call("filter", "noise == rem").Call("sort", "-accuracy, seed")
            .Call("hide", "model").Call("pin", "seed");
        var saved = driven.Call("save-view", "mine");
        var opened = Open().Call("view", "mine");

        Assert.Contains(saved.Notices, notice => notice.StartsWith("saved as mine", StringComparison.Ordinal));
        Assert.Equal(driven.Screen.Arrangement.Shown, opened.Screen.Arrangement.Shown);
        Assert.Equal(driven.Screen.Columns, opened.Screen.Columns);
        Assert.Contains(
            Open().Call("view", "mind").Notices,
            notice => notice.Contains("did you mean 'mine'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_counted_value_becomes_a_condition()
    {
        var driven = Open().Call("frequency", "accuracy").Call("open", "1");

        Assert.Null(driven.Screen.Pane);
        Assert.NotEmpty(driven.Screen.Arrangement.Shown);
        Assert.StartsWith("test-accuracy == ", driven.Screen.View.Filter, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_words_are_told_and_change_nothing()
    {
        var driven = Open();
        foreach (var (action, argument, problem) in new[]
        {
            ("sort", "nonsense", "there is no column 'nonsense'"),
            ("filter", "noise = rem", "filter, column"),
            ("open", "99", "no number from 1 to 30"),
            ("pivot", "noise", "ROWS by COLUMNS of METRIC"),
            ("column", "acuracy", "did you mean"),
        })
        {
            var after = driven.Call(action, argument);

            Assert.Contains(after.Notices, notice => notice.Contains(problem, StringComparison.Ordinal));
            Assert.Same(driven.Screen.View, after.Screen.View);
        }
    }

    [Fact]
    public void The_wheel_and_the_heads_can_be_clicked()
    {
        var wheeled = Open().Take(new PartWheeled("rows", 3));
        var sorted = wheeled.Take(new PartClicked("rows", -1, 1, IsDouble: false));

        Assert.Equal(3, wheeled.Screen.Cursor);
        Assert.Equal([new SortKey("noise")], sorted.Screen.View.Sort);
        Assert.Equal(0, sorted.Screen.Cursor);
        Assert.Equal(5, sorted.Take(new PartClicked("rows", 5, 1, IsDouble: false)).Screen.Cursor);
        Assert.IsType<DetailPane>(sorted.Take(new PartClicked("rows", 5, 1, IsDouble: true)).Screen.Pane);
    }

    [Fact]
    public void Any_character_can_be_typed_into_a_condition()
    {
        var screen = new ResultsScreen(new SampleSource(_folder["views.toml"], 30));
        using var window = Window.Open(new Size(80, 24), Drawn.Plain, screen);

        window.Press("/").Type("a🎉b é 漢");

        Assert.Contains("filter: a🎉b é 漢", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_theme_shows_itself_everywhere()
    {
        var light = Theme.All.Single(theme => theme.Name == "light");
        string expected = Changed(light);

        Assert.Equal(expected, Changed(Theme.All[0]));
        Assert.Equal(expected, Changed(Theme.None));

        string Changed(Theme first)
        {
            var look = new Look(ColourLevel.True, first, Symbols.Unicode);
            using var window = Window.Open(new Size(80, 24), look, NewScreen(30));
            window.Press("/").Type("noise");
            return window.ChangeTheme("light").Codes;
        }
    }

    [Fact]
    public void The_mouse_works_in_the_window()
    {
        using var window = Window.Open(new Size(80, 24), Drawn.Plain, NewScreen(30));

        window.Click("accuracy %");
        Assert.Contains("accuracy % ▲", window.Text, StringComparison.Ordinal);
        window.Click("pivot");
        Assert.Contains("pivot: ", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        window.Click(5, 9);
        Assert.Equal(5, ((ResultsScreen)window.Shell.Screen.Current).Cursor);
    }

    [Fact]
    public void A_pivot_asks_about_fields_that_nobody_asked_for()
    {
        var asking = Open().Call("pivot", "train.radius by noise of accuracy");
        Snapshot.Match(Drawn.Everywhere(asking.Screen));

        var split = asking.Call(TypingActions.Accept);
        var averaged = asking.Take(new OptionChosen(PivotQuestion.Checks, 0)).Call(TypingActions.Accept);

        Assert.Equal("train.radius, preset, filter", ((PivotPane)split.Screen.Pane!).Request.Rows);
        Assert.Equal("preset", ((PivotPane)averaged.Screen.Pane!).Request.Averaged);
        Assert.IsType<PivotPane>(split.Call("pivot", ((PivotPane)split.Screen.Pane!).Request.ToString()).Screen.Pane);
        Assert.Null(asking.Call(TypingActions.Cancel).Screen.Pane);
    }

    [Fact]
    public void A_pivot_is_sorted_looked_into_and_come_back_to()
    {
        var pivot = Pivot();
        var sorted = pivot.Call("last-column").Call("sort-down");
        string[] numbers = Column(sorted);
        Assert.Equal(
            numbers.Where(number => number != "—").OrderDescending(StringComparer.Ordinal),
            numbers.TakeWhile(number => number != "—"));

        var behind = sorted.Call("down").Call("open");
        Assert.NotEmpty(behind.Screen.Arrangement.Shown);
        var rows = behind.Screen.Rows!;
        Assert.All(behind.Screen.Arrangement.Shown, row => Assert.Equal("REM 8-4", rows[row, "noise"]?.ToString()));
        Assert.Single(behind.Screen.Arrangement.Shown.Select(row => rows[row, "train.radius"]).Distinct());
        var back = behind.Call("clear");
        Assert.Equal(1, ((PivotPane)back.Screen.Pane!).Row);
        Assert.Equal(30, back.Call("back").Screen.Arrangement.Shown.Length);

        static string[] Column(Driven<ResultsScreen> driven)
        {
            var table = driven.Screen.Parts(Size, Symbols.Unicode).OfType<Screens.Parts.TablePart>().Single();
            int last = table.Heads.Length - 1;
            return [.. Enumerable.Range(0, table.Count).Select(row => table.Cell(row, last).ToString())];
        }
    }

    [Fact]
    public void Results_are_tagged_noted_removed_and_restored()
    {
        ResultSamples.Write(_folder["store"]);
        var screen = new ResultsScreen(new StoreSource(Drawn.Places(_folder["store"])));
        var driven = Driven<ResultsScreen>.Open(screen, Size).Call("refresh").Call("refresh");
        Assert.Equal(30, driven.Screen.Arrangement.Shown.Length);

        driven = driven.Call("tag").Type("+good").Call(TypingActions.Accept).Call("filter", "tags == good");
        Assert.Single(driven.Screen.Arrangement.Shown);
        driven = driven.Call("note").Type("looks odd").Call(TypingActions.Accept);
        Assert.Equal("looks odd", driven.Screen.Rows![driven.Screen.Arrangement.Shown[0], "note"]?.ToString());
        driven = driven.Call("clear").Call("mark", "1, 2").Call("remove");
        Assert.Contains("Put these 2 results into the trash?", driven.Screen.Linear());
        Assert.Equal(30, driven.Call(TypingActions.Cancel).Screen.Arrangement.Shown.Length);
        driven = driven.Call(TypingActions.Accept);
        Assert.Equal(28, driven.Screen.Arrangement.Shown.Length);
        driven = driven.Call("restore").Call(TypingActions.Accept);
        Assert.Equal(29, driven.Screen.Arrangement.Shown.Length);
    }

    [Fact]
    public void Why_tells_what_the_command_tells() =>
        Assert.Contains("done: nothing has changed", Open().Call("why").Screen.Linear());

    public void Dispose() => _folder.Dispose();

    private static string Current(Driven<ResultsScreen> driven) =>
        driven.Screen.Rows!.Cell(driven.Screen.Arrangement.Shown[driven.Screen.Cursor]);

    /// <summary>Split by what nobody asked for.</summary>
    private Driven<ResultsScreen> Pivot(int count = 30) =>
        Open(count).Call("pivot", "train.radius by noise of accuracy").Call(TypingActions.Accept);

    private Driven<ResultsScreen> Open(int count = 30) => Driven<ResultsScreen>.Open(NewScreen(count), Size);

    private ResultsScreen NewScreen(int count) => new(new SampleSource(_folder["views.toml"], count));
}
