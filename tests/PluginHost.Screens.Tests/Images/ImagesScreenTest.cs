using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Images;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;

namespace PluginHost.Screens.Tests.Images;

[Collection(nameof(WindowTests))]
public sealed class ImagesScreenTest
{
    private static readonly Size Room = new(80, 21), Terminal = new(80, 24);

    private static ImagesScreen Screen() => ImageSamples.Read(ImageSamples.Listed(Room), 1);

    private static Driven<ImagesScreen> Driving() => new(Screen(), []);

    private static ImagesScreen Grid() => ImageSamples.Read(Drawn.Calling(Screen(), "all-noises"), 7);

    [Fact]
    public void Clean_noise_and_protected_stand_side_by_side() => Snapshot.Match(Drawn.Everywhere(Screen()));

    [Fact]
    public void All_noises_for_the_same_images_stand_side_by_side() => Snapshot.Match(Drawn.Everywhere(Grid()));

    [Fact]
    public void Words_leave_the_noise_that_they_occur_in()
    {
        var shell = Shell.Of([Screen()], CustomKeys.None, Symbols.Unicode);
        using var window = new Window(new Driven<Shell>(shell, []), Terminal, Drawn.Plain);

        window.Press("/").Type("em r");
        Assert.Contains("filter em r", window.Text, StringComparison.Ordinal);
        Assert.Contains("5 of 8 fit", window.Text, StringComparison.Ordinal);
        window.Press("enter");
        Assert.Contains("filter 'em r': 5 of 8 fit; Esc: all", window.Text, StringComparison.Ordinal);
        window.Press("escape");
        Assert.DoesNotContain("filter 'em r'", window.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Escape_brings_back_the_filter_and_the_noise_that_were_there_before()
    {
        var before = Driving().Call("down").Call("down");
        var typed = before.Call("filter").Type("nothing like this");

        Assert.Null(typed.Screen.Chosen);
        Assert.Contains("no noise fits the filter", Drawn.Frame(typed.Screen, Terminal), StringComparison.Ordinal);
        Assert.Equal(before.Screen.Chosen, typed.Call(TypingActions.Cancel).Screen.Chosen);
        Assert.Equal("REM 8-4", before.Call("filter").Enter("rem").Screen.Chosen?.Label);
    }

    [Fact]
    public void Other_noises_come_by_scrolling()
    {
        var grid = Drawn.Calling(Grid(), "down", "down");
        var last = Drawn.Calling(grid, "last");

        Assert.Contains("showing 3 to 6 of 7 noises", Drawn.Frame(grid, Terminal), StringComparison.Ordinal);
        Assert.Contains("showing 4 to 7 of 7 noises", Drawn.Frame(last, Terminal), StringComparison.Ordinal);
        Assert.Contains("its sha256", Drawn.Frame(last, Terminal), StringComparison.Ordinal);
    }

    [Fact]
    public void All_noises_are_left_by_escape()
    {
        Assert.True(Grid().ShowsAll);
        Assert.False(Drawn.Calling(Grid(), "one-noise").ShowsAll);
        Assert.Contains(Grid().Actions, action => action.Id == "one-noise" && action.Keys.Contains("escape"));
    }

    [Fact]
    public void Going_on_goes_through_the_images_of_the_chosen_class_only()
    {
        var screen = Drawn.After(Screen(), new ActionCalled("class", "1"));
        var numbers = new List<int?> { screen.Number };
        for (int i = 0; i < 3; i++)
        {
            screen = Drawn.Calling(screen, "next-image");
            numbers.Add(screen.Number);
        }

        Assert.Equal([1, 3, 5, 5], numbers);
    }

    [Fact]
    public void The_wheel_goes_through_images_and_a_click_chooses_noise()
    {
        var screen = Drawn.After(
            Screen(), new PartWheeled("clean", 3), new PartWheeled("about", 3), new PartWheeled("clean", -3));

        Assert.Equal(1, screen.Number);
        Assert.Equal("TAP 8", Drawn.After(screen, new PartClicked(ImagesList.Id, 3, 0, false)).Chosen?.Label);
        Assert.Equal(2, Drawn.After(screen, new PartWheeled(ImagesList.Id, 2)).Cursor.Top);
    }

    [Fact]
    public void Another_noise_set_is_read_in_the_background()
    {
        var step = Screen().Do(new ActionCalled("down"));

        Assert.Contains(step.Effects, effect => effect is Background { Name: "read", Says: not null });
        Assert.Contains("reading images", Drawn.Frame(step.Screen, Terminal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_told_in_its_place()
    {
        var failed = new WorkFailed("read", new IOException("the data set is not here"));
        var screen = Drawn.After(Screen(), new ActionCalled("down"), failed);

        Assert.Contains("the data set is not here", Drawn.Frame(screen, Terminal), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_can_be_done_line_by_line()
    {
        var filtered = Driving().Call("filter", "em 8");
        var typed = Driving().Call("filter").Enter("tap");
        var wrong = typed.Call("open", "2");

        Assert.StartsWith(
            "Noise sets: 8, 3 of 8 fit 'em 8'", filtered.Screen.Linear().First(), StringComparison.Ordinal);
        Assert.Equal("TAP 8", typed.Screen.Chosen?.Label);
        Assert.Equal("REM 8-4", filtered.Call("clear").Screen.Chosen?.Label);
        Assert.Contains("open takes a number from 1 to 1", wrong.Notices);
    }

    [Fact]
    public void An_image_never_takes_more_room_than_there_is() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from width in Gen.Choose(1, 300)
         from height in Gen.Choose(1, 300)
         from columns in Gen.Choose(1, 200)
         from rows in Gen.Choose(1, 60)
         select (width, height, columns, rows)).ToArbitrary(),
        sizes =>
        {
            var fitted = FittedImage.Of(sizes.width, sizes.height, new Size(sizes.columns, sizes.rows));

            Assert.InRange(fitted.Width, 1, sizes.columns);
            Assert.InRange(fitted.Height, 1, sizes.rows);
        }));
}
