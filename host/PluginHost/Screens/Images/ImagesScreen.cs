using System.Collections.Immutable;
using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Running.Words;
using PluginHost.Screens.Lists;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Keys;
using PluginHost.Tui.Loop;

namespace PluginHost.Screens.Images;

/// <summary>Clean images, noise scaled up, and protected images, side by side.</summary>
/// <param name="Settings">Where store and data lie.</param>
internal sealed record ImagesScreen(Settings Settings) : IScreen
{
    private const string Group = "Images", Next = "next-image", Previous = "previous-image", NextClass = "next-class", PreviousClass = "previous-class",
        AllClasses = "all-classes", GoTo = "image", Class = "class", Open = "open", Refresh = "refresh";

    // Read at a time: going through images must not wait for each.
    private const int Window = 24;

    internal sealed record Listed(ImmutableArray<ListedNoise> Noises) : Message;

    internal sealed record Read(LoadedImages Images) : Message;

    public ImmutableArray<ListedNoise> Noises { get; private init; } = [];

    public bool IsLoaded { get; private init; }

    public ListCursor Cursor { get; private init; }

    /// <summary>The place of the image among those of the class, or among all.</summary>
    public int Place { get; private init; }

    /// <summary>The class whose images are gone through; null for all.</summary>
    public int? OnlyClass { get; private init; }

    public LoadedImages? Loaded { get; private init; }

    /// <summary>Why the chosen noise cannot be shown; empty when it can.</summary>
    public string Problem { get; private init; } = "";

    public Size Size { get; private init; } = new(80, 22);

    public string Title => "Images";

    public bool TakesText => false;

    public ListedNoise? Chosen => Cursor.Index < Noises.Length ? Noises[Cursor.Index] : null;

    /// <summary>The images of the chosen noise, where they are read.</summary>
    public LoadedImages? Images => Loaded is { } loaded && loaded.Id == Chosen?.Id ? loaded : null;

    /// <summary>The numbers of the images that are gone through.</summary>
    public ImmutableArray<int> Numbers => Images is { } images ? Of(images.Labels, OnlyClass) : [];

    /// <summary>The number of the image that is shown.</summary>
    public int? Number => Numbers is { Length: > 0 } numbers ? numbers[Math.Clamp(Place, 0, numbers.Length - 1)] : null;

    public int ListLines => Math.Clamp(Noises.Length, 1, Math.Max(2, (Size.Height - 4) / 4));

    public ImmutableArray<KeyAction> Actions =>
    [
        new(Next, "the next image", "right", "l", "space") { Hint = "next image", Group = Group },
        new(Previous, "the image before", "left", "h") { Group = Group },
        new(NextClass, "images of the next class only", "c") { Hint = "class", Group = Group },
        new(PreviousClass, "images of the class before only", "C") { Group = Group },
        new(AllClasses, "images of all classes", "a") { Hint = "all classes", Group = Group },
        new(GoTo, "go to an image by its number") { Group = Group, Argument = "NUMBER" },
        new(Class, "images of one class only") { Group = Group, Argument = "NUMBER" },
        new(Open, "choose noise by its number") { Group = Group, Argument = "NUMBER" },
        new(Refresh, "look for noise anew", "r") { Group = Group },
        .. ListCursor.Actions(Group),
    ];

    public Step Do(Message message) => message switch
    {
        Opened => List(),
        Listed listed => ReadImages(this with
        {
            Noises = listed.Noises,
            IsLoaded = true,
            Cursor = Cursor.To(Math.Max(0, listed.Noises.ToList().FindIndex(noise => noise.Id == Chosen?.Id)), listed.Noises.Length, ListLines),
        }),
        Read read => Step.To(this with { Loaded = read.Images, Problem = "" }),
        Resized resized => Step.To(this with { Size = resized.Size }),
        ActionCalled called => Call(called.Id, called.Argument),
        Clicked { Mouse: { Action: MouseAction.WheelUp or MouseAction.WheelDown } mouse } => Call(mouse.Action == MouseAction.WheelUp ? Previous : Next, null),
        WorkFailed { Work: "read" } failed => Step.To(this with { Problem = FailureText.Line(failed.Error) }),
        WorkFailed failed => Step.To(this, new Notify(FailureText.Line(failed.Error), Status.Failed)),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Line> Draw(Size size, Look look) => ImagesView.Draw(this, size, look);

    public IEnumerable<string> Linear() => ImagesView.Linear(this);

    private Step Call(string action, string? argument) => action switch
    {
        Next => Go(Place + 1),
        Previous => Go(Place - 1),
        NextClass => Only(OnlyClass is { } now ? (now + 1) % Math.Max(1, Images?.Classes ?? 1) : 0),
        PreviousClass => Only(OnlyClass is { } now && now > 0 ? now - 1 : Math.Max(0, (Images?.Classes ?? 1) - 1)),
        AllClasses => Only(null),
        Refresh => List(),
        Open => ListCursor.Numbered(argument, Noises.Length) is { } index ? Choose(Cursor.To(index, Noises.Length, ListLines)) : Wrong($"open takes a number from 1 to {Noises.Length}"),
        Class => Whole(argument) is { } value && value < (Images?.Classes ?? 0) ? Only(value) : Wrong($"class takes a number from 0 to {(Images?.Classes ?? 1) - 1}"),
        GoTo => Whole(argument) is { } value && Numbers.IndexOf(value) is >= 0 and var place ? Go(place)
            : Wrong($"image takes the number of an image that is gone through, 0 to {(Numbers is [.., var last] ? last : 0)}"),
        _ => Cursor.Moved(action, Noises.Length, ListLines) is { } moved ? Choose(moved) : Step.Stay(this),
    };

    private Step Choose(ListCursor cursor) => ReadImages(this with { Cursor = cursor, Problem = "" });

    private Step Go(int place) => ReadImages(this with { Place = Math.Clamp(place, 0, Math.Max(0, Numbers.Length - 1)) });

    private Step Only(int? label) => ReadImages(this with { OnlyClass = label, Place = 0 });

    private Step Wrong(string text) => Step.To(this, new Notify(text, Status.Failed));

    private Step List() => Step.To(this, new Background("list", _ => new Listed(ListedNoise.All(Settings))));

    /// <summary>Reads the images around the one that is shown, where that is not read yet.</summary>
    private static Step ReadImages(ImagesScreen screen)
    {
        if (screen.Chosen is not { } noise || (screen.Images is { } images && (screen.Number is not { } number || images.Images.ContainsKey(number))))
        {
            return Step.To(screen);
        }

        var (place, only, folder) = (screen.Place, screen.OnlyClass, screen.Settings.Data);
        return Step.To(screen, new Background("read", _ => new Read(LoadedImages.Read(noise, folder, labels =>
        {
            var numbers = Of(labels, only);
            int first = Math.Clamp(place - (Window / 2), 0, Math.Max(0, numbers.Length - Window));
            return numbers.Skip(first).Take(Window);
        }))));
    }

    private static ImmutableArray<int> Of(ImmutableArray<int> labels, int? only) =>
        [.. Enumerable.Range(0, labels.Length).Where(number => only is null || labels[number] == only)];

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
