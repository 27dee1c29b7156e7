using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Screens.Images;
using PluginHost.Screens.Runs;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Loop;

namespace PluginHost.Tests.Screens;

public sealed class ImagesScreenTest
{
    private static readonly ImmutableArray<int> Labels = [0, 1, 0, 1, 0, 1];

    private static ImagesScreen Screen() => Drawn.After(
        new ImagesScreen(Drawn.Settings()), new Resized(new Size(80, 22)),
        new ImagesScreen.Listed(
        [
            new ListedNoise("0123456789abcdef", "REM 8-4", new DataSpec("shapes", 6), "/nowhere/a.npy", "rem(radius=8), seed 0"),
            new ListedNoise("fedcba9876543210", "EM 8", new DataSpec("shapes", 6), "/nowhere/b.npy", "em(radius=8), seed 0"),
        ]),
        new ImagesScreen.Read(new LoadedImages("0123456789abcdef", new ImageShape(3, 4, 4), Labels, 2, 15,
            Enumerable.Range(0, 6).ToImmutableDictionary(i => i, i => new ImageTriple(Ramp(i), Ramp(i + 20), Ramp(i + 40))))));

    [Fact]
    public void Clean_noise_and_protected_stand_side_by_side() => Snapshot.Match(Drawn.Everywhere(Screen()));

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
    public void Another_noise_set_is_read_in_the_background()
    {
        var step = Screen().Do(new ActionCalled("down"));

        Assert.Contains(step.Effects, effect => effect is Background { Name: "read" });
        Assert.Contains("reading images", Drawn.Frame(step.Screen, new Size(80, 22)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_told_in_its_place()
    {
        var screen = Drawn.After(Screen(), new ActionCalled("down"), new WorkFailed("read", new IOException("the data set is not here")));

        Assert.Contains("the data set is not here", Drawn.Frame(screen, new Size(80, 22)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_never_takes_more_room_than_there_is() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from width in Gen.Choose(1, 300) from height in Gen.Choose(1, 300) from columns in Gen.Choose(1, 200) from rows in Gen.Choose(1, 60) select (width, height, columns, rows)).ToArbitrary(),
        sizes =>
        {
            var fitted = ImageLines.Fitted(sizes.width, sizes.height, new Size(sizes.columns, sizes.rows));

            Assert.InRange(fitted.Width, 1, sizes.columns);
            Assert.InRange(fitted.Height, 1, sizes.rows);
        }));

    private static byte[] Ramp(int start) => [.. Enumerable.Range(0, 48).Select(i => (byte)((start + (i * 5)) % 256))];
}
