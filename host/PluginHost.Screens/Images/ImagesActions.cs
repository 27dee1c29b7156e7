using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Images;

/// <summary>What can be done with images and noise sets.</summary>
internal static class ImagesActions
{
    private const string Group = "Images", Next = "next-image", Previous = "previous-image", NextClass = "next-class",
        PreviousClass = "previous-class", AllClasses = "all-classes", GoTo = "image", Class = "class", Open = "open",
        Refresh = "refresh", AllNoises = "all-noises", OneNoise = "one-noise", Filter = "filter", Clear = "clear",
        Up = "up", Down = "down";

    private static readonly ImmutableArray<KeyAction> OfImages =
    [
        new(NextClass, "images of the next class only", "c") { Hint = "class", Group = Group },
        new(PreviousClass, "images of the class before only", "C") { Group = Group },
        new(AllClasses, "images of all classes", "a") { Hint = "all classes", Group = Group },
        new(GoTo, "go to an image by its number") { Group = Group, Argument = "NUMBER" },
        new(Class, "images of one class only") { Group = Group, Argument = "NUMBER" },
        new(Open, "choose noise by its number") { Group = Group, Argument = "NUMBER" },
        new(Refresh, "look for noise anew", "r") { Group = Group },
    ];

    private static readonly KeyAction NextImage =
        new(Next, "the next image", "right", "l", "space") { Hint = "next image", Group = Group };

    private static readonly KeyAction PreviousImage = new(Previous, "the image before", "left", "h") { Group = Group };

    public static ImmutableArray<KeyAction> Of(ImagesScreen screen)
    {
        if (screen.Filter.IsTyped)
        {
            return ListFilter.Actions;
        }

        KeyAction filter = new(Filter, "only noise in which these words occur", "/")
        {
            Hint = "filter", Group = Group, Argument = "[WORDS]",
        };
        if (screen.ShowsAll)
        {
            return
            [
                NextImage, PreviousImage,
                new(OneNoise, "the chosen noise alone", "n", "escape") { Hint = "one noise", Group = Group },
                .. ListCursor.Actions(Group).Select(OfNoises),
                .. OfImages, filter, new(Clear, "show all noise again") { Group = Group },
            ];
        }

        return
        [
            NextImage, PreviousImage,
            new(AllNoises, "all noises for these images, side by side", "n") { Hint = "all noises", Group = Group },
            filter, new(Clear, "show all noise again", "escape") { Group = Group },
            .. OfImages, .. ListCursor.Actions(Group),
        ];
    }

    public static Step Do(ImagesScreen screen, ActionCalled called) => called.Id switch
    {
        Next => Go(screen, screen.Place + 1),
        Previous => Go(screen, screen.Place - 1),
        NextClass => Only(screen, screen.OnlyClass is { } now ? (now + 1) % Classes(screen) : 0),
        PreviousClass => Only(screen, ClassBefore(screen)),
        AllClasses => Only(screen, null),
        Refresh => screen.List(),
        AllNoises => (screen with { ShowsAll = true, FirstNoise = 0, Problem = "" }).ReadImages(),
        OneNoise => (screen with { ShowsAll = false, Problem = "" }).ReadImages(),
        Filter when called.Argument is { } words => screen.Filtered(ListFilter.Of(words)),
        Filter => Step.To(screen with { Filter = screen.Filter.Begin(screen.Chosen?.Id) }),
        Clear => screen.Filtered(ListFilter.None),
        TypingActions.Accept => screen.Filtered(screen.Filter.Keep()),
        TypingActions.Complete => screen.Filtered(
            screen.Filter.Completed(screen.Noises.SelectMany(noise => noise.Texts))),
        TypingActions.Cancel => screen.Filtered(screen.Filter.Restore(), screen.Filter.Chosen),
        Open => ListCursor.Numbered(called.Argument, screen.Shown.Length) is { } row
            ? screen.Choose(row)
            : Wrong(screen, $"open takes a number from 1 to {screen.Shown.Length}"),
        Class => Whole(called.Argument) is { } value && value < Classes(screen)
            ? Only(screen, value)
            : Wrong(screen, $"class takes a number from 0 to {Classes(screen) - 1}"),
        GoTo => GoToNumber(screen, called.Argument),
        _ when screen.ShowsAll => Scroll(screen, called.Id),
        _ => screen.Cursor.Moved(called.Id, screen.Shown.Length, screen.ListLines) is { } moved
            ? screen.Choose(moved.Index)
            : Step.Stay(screen),
    };

    /// <summary>The wheel over images: the next one or the one before, or other noises.</summary>
    public static Step Turn(ImagesScreen screen, int lines)
    {
        if (screen.ShowsAll)
        {
            return Scroll(screen, lines < 0 ? Up : Down);
        }

        return Go(screen, screen.Place + Math.Sign(lines));
    }

    private static KeyAction OfNoises(KeyAction action) => action with
    {
        Help = action.Help.Replace("line", "noise", StringComparison.Ordinal),
        Hint = action.Id == Down ? "more noises" : null,
    };

    private static Step Scroll(ImagesScreen screen, string action)
    {
        int count = screen.Viewed.Length;
        int? first = ListCursor.Scrolled(screen.FirstNoise, action, count, NoiseGrid.Of(screen).Noises);
        return first is { } at ? Step.To(screen with { FirstNoise = at }) : Step.Stay(screen);
    }

    private static Step Go(ImagesScreen screen, int place) => screen.Images is null
        ? Step.Stay(screen)
        : (screen with { Place = Math.Clamp(place, 0, Math.Max(0, screen.Numbers.Length - 1)) }).ReadImages();

    private static Step GoToNumber(ImagesScreen screen, string? text)
    {
        int place = Whole(text) is { } number ? screen.Numbers.IndexOf(number) : -1;
        return place >= 0
            ? Go(screen, place)
            : Wrong(screen, $"image takes a number that is gone through, 0 to {screen.Numbers.LastOrDefault()}");
    }

    private static int ClassBefore(ImagesScreen screen)
    {
        int now = screen.OnlyClass ?? 0;
        return (now > 0 ? now : Classes(screen)) - 1;
    }

    private static Step Only(ImagesScreen screen, int? label) =>
        (screen with { OnlyClass = label, Place = 0 }).ReadImages();

    private static int Classes(ImagesScreen screen) => Math.Max(1, screen.Images?.Classes ?? 1);

    private static Step Wrong(ImagesScreen screen, string text) => Step.To(screen, new Notify(text, Status.Failed));

    private static int? Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
