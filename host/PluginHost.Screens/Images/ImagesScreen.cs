using System.Collections.Immutable;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Lists;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Images;

/// <summary>
/// Clean images, noise scaled up, and protected images: of one noise set, or of all for the same images.
/// </summary>
/// <param name="Places">Where store and data lie.</param>
internal sealed partial record ImagesScreen(Places Places) : IScreen
{
    internal sealed record Listed(ImmutableArray<ListedNoise> Noises) : Message;

    internal sealed record Read(LoadedImages Images) : Message;

    /// <summary>All noise sets.</summary>
    public ImmutableArray<ListedNoise> Noises { get; private init; } = [];

    public bool IsLoaded { get; private init; }

    public ListFilter Filter { get; internal init; } = ListFilter.None;

    /// <summary>Where the cursor of the list stands.</summary>
    public ListCursor Cursor { get; internal init; }

    /// <summary>Whether all noises of the chosen one's images are shown, and not the chosen one alone.</summary>
    public bool ShowsAll { get; internal init; }

    /// <summary>The first of all noises that is seen.</summary>
    public int FirstNoise { get; internal init; }

    /// <summary>The place of the image among those of the class, or among all.</summary>
    public int Place { get; internal init; }

    /// <summary>The class whose images are gone through; null for all.</summary>
    public int? OnlyClass { get; internal init; }

    public LoadedImages? Loaded { get; private init; }

    /// <summary>Why there is nothing to show; empty when there is.</summary>
    public string Problem { get; internal init; } = "";

    public Size Size { get; private init; } = new(80, 21);

    public string Title => "Images";

    public string? Field => Filter.IsTyped ? ListFilter.Field : null;

    /// <summary>The noise sets that the filter leaves.</summary>
    public ImmutableArray<ListedNoise> Shown =>
        Filter.IsOn ? [.. Noises.Where(noise => Filter.Fits(noise.Texts))] : Noises;

    public ListedNoise? Chosen
    {
        get
        {
            var shown = Shown;
            return Cursor.Index < shown.Length ? shown[Cursor.Index] : null;
        }
    }

    /// <summary>
    /// The noise sets whose images are shown: the chosen one, or all of the list for the same images.
    /// </summary>
    public ImmutableArray<ListedNoise> Viewed => Chosen switch
    {
        null => [],
        { Data: { } data } when ShowsAll => [.. Shown.Where(noise => noise.Data == data)],
        var chosen => [chosen],
    };

    /// <summary>The images that are to be shown, where they are read.</summary>
    public LoadedImages? Images
    {
        get
        {
            var viewed = Viewed.Select(noise => noise.Id);
            return Loaded?.Noises.Select(noise => noise.Id).SequenceEqual(viewed) == true ? Loaded : null;
        }
    }

    /// <summary>The numbers of the images that are gone through.</summary>
    public ImmutableArray<int> Numbers => Images is { } images ? Of(images.Labels, OnlyClass) : [];

    /// <summary>The number of the image that is shown.</summary>
    public int? Number => Numbers is { Length: > 0 } numbers ? numbers[Math.Clamp(Place, 0, numbers.Length - 1)] : null;

    /// <summary>How many rows of the list are seen.</summary>
    public int ListLines => Math.Clamp(Noises.Length, 1, Math.Max(2, (Size.Height - 4) / 4));

    public ImmutableArray<KeyAction> Actions => ImagesActions.Of(this);

    public Step Do(Message message) => message switch
    {
        Opened => List(),
        Listed listed => (this with { Noises = listed.Noises, IsLoaded = true, Problem = "" })
            .On(Chosen?.Id).ReadImages(),
        Read read => Step.To(this with { Loaded = read.Images, Problem = "" }),
        Resized resized => Step.To((this with { Size = resized.Size }).InView()),
        TextTyped typed when Filter.IsTyped => Filtered(Filter.Type(typed)),
        PartClicked { Id: ImagesList.Id, Row: >= 0 } clicked => Choose(clicked.Row),
        PartScrolled { Id: ImagesList.Id } scrolled => ScrollTo(scrolled.Top),
        PartWheeled { Id: ImagesList.Id } wheeled => ScrollTo(Cursor.Top + wheeled.Lines),
        PartWheeled wheeled => ImagesActions.Turn(this, wheeled.Lines),
        ActionCalled called => ImagesActions.Do(this, called),
        WorkCancelled => Step.To(this with { Problem = "This was cancelled; r begins anew." }),
        WorkFailed failed => Step.To(this with { Problem = FailureText.Line(failed.Error) }),
        _ => Step.Stay(this),
    };

    public IReadOnlyList<Part> Parts(Size room, Symbols symbols) => ImagesView.Parts(this, room, symbols);

    public IEnumerable<string> Linear() => ImagesLinear.Of(this);

    /// <summary>Chooses a row of the list.</summary>
    public Step Choose(int row) =>
        (this with { Cursor = Cursor.To(row, Shown.Length, ListLines), FirstNoise = 0, Problem = "" }).ReadImages();

    /// <summary>With what fits a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="id">What the cursor is on then, where it fits; null for what it is on.</param>
    public Step Filtered(ListFilter filter, string? id = null) =>
        (this with { Filter = filter, Problem = "" }).On(id ?? Chosen?.Id).ReadImages();

    /// <summary>With the cursor on a noise set, or on the first one where that is not in the list.</summary>
    private ImagesScreen On(string? id)
    {
        var shown = Shown;
        int at = Math.Max(0, shown.ToList().FindIndex(noise => noise.Id == id));
        return this with { Cursor = Cursor.To(at, shown.Length, ListLines), FirstNoise = 0 };
    }

    private ImagesScreen InView() => this with { Cursor = Cursor.To(Cursor.Index, Shown.Length, ListLines) };

    private Step ScrollTo(int top)
    {
        int most = Math.Max(0, Shown.Length - ListLines);
        return Step.To(this with { Cursor = Cursor with { Top = Math.Clamp(top, 0, most) } });
    }
}
