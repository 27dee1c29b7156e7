using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Results;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;
using PluginHost.Tables.Filters;

namespace PluginHost.Screens.Tests.Results;

/// <summary>What holds whatever was done before.</summary>
public sealed class ResultsLawsTest
{
    private static readonly Size Room = new(80, 12);

    // One source for all: results never change.
    private static readonly SampleSource Source = new("/nowhere/views.toml", 60);
    private static readonly Driven<ResultsScreen> Opened = Driven<ResultsScreen>.Open(new ResultsScreen(Source), Room);

    private static readonly (string Id, string? Argument)[] Changes =
    [
        ("sort-up", null), ("sort-down", null), ("then-up", null), ("then-down", null),
        ("hide", null), ("show-all", null), ("pin", null), ("move-left", null),
        ("move-right", null), ("wider", null), ("narrower", null),
        ("filter", "noise == rem"), ("filter", "accuracy < 50"), ("filter", "seed >= 3 && !(preset == mini)"),
        ("clear", null), ("marked-only", null), ("sort", "-loss, noise"), ("column", "run"), ("filter", "accuracy < 0"),
    ];

    private static readonly (string Id, string? Argument)[] Moves =
    [
        ("down", null), ("up", null), ("left", null), ("right", null), ("next", null), ("previous", null),
        ("top", null), ("bottom", null), ("first-column", null), ("last-column", null),
        ("mark", null), ("unmark", null), ("undo", null), ("redo", null),
    ];

    private static readonly Arbitrary<(string Id, string? Argument)[]> Deeds = Arb.From(
        Gen.ArrayOf(Gen.Elements(Changes.Concat(Moves).ToArray())), WithoutOne);
    private static readonly Arbitrary<(string Id, string? Argument)> Change = Arb.From(Gen.Elements(Changes));

    [Fact]
    public void Cursor_and_column_are_always_on_something_that_is_seen() => Check.QuickThrowOnFailure(Prop.ForAll(
        Deeds,
        deeds =>
        {
            var screen = After(deeds).Screen;

            Assert.InRange(screen.Cursor, 0, Math.Max(0, screen.Arrangement.Shown.Length - 1));
            Assert.InRange(screen.Cursor - screen.Top, 0, Room.Height - 3);
            Assert.Contains(screen.Column, screen.Columns);
            if (screen.Parts(Room, Symbols.Unicode).OfType<TablePart>().SingleOrDefault() is not { } table)
            {
                Assert.Empty(screen.Arrangement.Shown);
                return;
            }

            Assert.Equal((screen.Cursor, screen.Top), (table.Cursor, table.Top));
            Assert.InRange(table.Heads.Sum(head => head.Width + 2), 3, Room.Width + 1);
            Assert.Single(table.Heads, head => head.IsCurrent && head.Title.Width > 0);
        }));

    [Fact]
    public void Undo_takes_any_change_back_and_redo_makes_it_again() => Check.QuickThrowOnFailure(Prop.ForAll(
        Deeds,
        Change,
        (deeds, change) =>
        {
            var before = After(deeds);
            var changed = before.Call(change.Id, change.Argument);
            if (ReferenceEquals(changed.Screen.View, before.Screen.View))
            {
                return;
            }

            var undone = changed.Call("undo");
            var redone = undone.Call("redo");

            Assert.Same(before.Screen.View, undone.Screen.View);
            Assert.Equal(before.Screen.Arrangement.Shown, undone.Screen.Arrangement.Shown);
            Assert.Equal(before.Screen.Columns, undone.Screen.Columns);
            Assert.Same(changed.Screen.View, redone.Screen.View);
            Assert.Equal(changed.Screen.Arrangement.Shown, redone.Screen.Arrangement.Shown);
        }));

    [Fact]
    public void Sorting_is_stable_and_missing_values_come_last() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(Gen.Elements(Source.Rows().Names.ToArray())),
        Arb.From(Gen.Elements(true, false)),
        (name, descending) =>
        {
            var rows = Source.Rows();
            var column = rows.Column(name) ?? throw new InvalidOperationException(name);
            var all = Enumerable.Range(0, rows.Count);
            var there = all.Where(row => column[row] is not null);
            var comparer = Comparer<int>.Create(column.Compare);
            var sorted = descending
                ? there.OrderByDescending(row => row, comparer)
                : there.OrderBy(row => row, comparer);

            var screen = Opened.Call("sort", (descending ? "-" : "") + name).Screen;

            if (screen.Arrangement.Names.Contains(name))
            {
                Assert.Equal(sorted.Concat(all.Where(row => column[row] is null)), screen.Arrangement.Shown);
            }
        }));

    [Fact]
    public void A_condition_taken_twice_leaves_what_it_left_once() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(Gen.Elements(Changes.Where(c => c.Id == "filter").Select(c => c.Argument ?? "").ToArray())),
        Deeds,
        (condition, deeds) =>
        {
            var cleared = After(deeds).Call("clear");
            var once = cleared.Call("filter", condition).Screen.Arrangement.Shown;
            var twice = cleared.Call("filter", $"({condition}) && ({condition})").Screen.Arrangement.Shown;

            Assert.Equal(once, twice);
            var rows = Source.Rows();
            var filter = FilterExpression.Parse(condition, Arrangement.NamesFor(rows));
            Assert.All(once, row => Assert.True(filter.Matches(name => rows[row, name])));
        }));

    [Fact]
    public void Hidden_columns_all_come_back() => Check.QuickThrowOnFailure(Prop.ForAll(Deeds, deeds =>
    {
        var screen = After(deeds).Call("hide").Call("show-all").Screen;

        Assert.Equal(screen.Arrangement.Names.Order(), screen.Columns.Order());
    }));

    [Fact]
    public void Every_action_of_the_key_table_does_something_or_says_why_not()
    {
        foreach (var action in ResultsActions.OfList)
        {
            // From a place where there is something on every side, and something to undo and to redo.
            var before = Opened.Call("sort", "seed").Call("sort", "noise").Call("undo")
                .Call("next").Call("column", "train.radius").Call("mark", "3");
            var after = before.Call(action.Id);

            bool isDone = !ReferenceEquals(before.Screen, after.Screen) || after.Effects.Length > before.Effects.Length;
            Assert.True(isDone || after.Notices.Any(), action.Id);
        }
    }

    private static IEnumerable<(string Id, string? Argument)[]> WithoutOne((string Id, string? Argument)[] deeds) =>
        Enumerable.Range(0, deeds.Length).Select(i => deeds.Where((_, j) => j != i).ToArray());

    private static Driven<ResultsScreen> After((string Id, string? Argument)[] deeds) =>
        deeds.Aggregate(Opened, (driven, deed) => driven.Call(deed.Id, deed.Argument));
}
