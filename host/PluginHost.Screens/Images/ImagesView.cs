using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Images;

/// <summary>The list of noise sets, and below it one image of the chosen one three times.</summary>
internal static class ImagesView
{
    private const int Gap = 2, HeadLines = 2;

    public static IReadOnlyList<Part> Parts(ImagesScreen screen, Size room, Symbols symbols)
    {
        if (screen.Noises.IsEmpty)
        {
            return [new TextPart("empty", Area.Of(room), Empty(screen, room.Width))];
        }

        var below = Area.Of(Above(screen)).Below(screen.ShowsAll ? 0 : screen.ListLines + 1);
        return
        [
            .. screen.ShowsAll ? [] : (Part[])[ImagesList.Table(screen, room.Width)],
            .. Images(screen, below, symbols),
            .. ImagesList.Filter(screen, Area.Of(room).Below(room.Height - 1)),
        ];
    }

    /// <summary>The room above the line of the filter.</summary>
    public static Size Above(ImagesScreen screen) =>
        screen.Size with { Height = screen.Size.Height - (ImagesList.HasFilterLine(screen) ? 1 : 0) };

    /// <summary>Which image is shown.</summary>
    public static Line About(ImagesScreen screen, LoadedImages images, int number)
    {
        string only = screen.OnlyClass is { } label ? $", of class {label} only" : "";
        int place = Math.Min(screen.Place + 1, screen.Numbers.Length);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $" image {number}, class {images.Labels[number]}   ({place:N0} of {screen.Numbers.Length:N0}{only})");
        return Line.Of(text, Tone.Strong);
    }

    /// <summary>The head of noise that is scaled up.</summary>
    public static string ScaledUp(LoadedImages images, Symbols symbols) =>
        string.Create(CultureInfo.InvariantCulture, $"noise {(symbols.IsAscii ? "x" : "×")}{images.Factor}");

    private static IReadOnlyList<Line> Empty(ImagesScreen screen, int width)
    {
        if (screen.Problem.Length > 0)
        {
            return Wrapped.Of(screen.Problem, width, Tone.Bad);
        }

        return screen.IsLoaded
            ?
            [
                Line.Empty,
                Line.Of("  No noise in this store yet.", Tone.Strong),
                Line.Of("  Runs make it; 'pluginhost noise import' brings it from a file.", Tone.Dim),
            ]
            : [Line.Of("  looking for noise", Tone.Dim)];
    }

    private static IEnumerable<Part> Images(ImagesScreen screen, Area area, Symbols symbols)
    {
        if (screen.Problem.Length > 0)
        {
            var lines = Wrapped.Of(screen.Problem, area.Width - 2, Tone.Bad);
            return [new TextPart("problem", area, [Line.Empty, .. lines])];
        }

        if (screen.Images is not { } images || screen.Number is not { } number || !images.Clean.ContainsKey(number))
        {
            return [new TextPart("waiting", area.Top(1), [Line.Of(Missing(screen), Tone.Dim)])];
        }

        return screen.ShowsAll
            ? NoiseGrid.Parts(screen, images, number, symbols)
            : Three(screen, images, number, area, symbols);
    }

    private static string Missing(ImagesScreen screen)
    {
        if (screen.Chosen is null)
        {
            return " no noise fits the filter";
        }

        return screen.Images is not null && screen.Numbers.IsEmpty ? " this class has no images" : " reading images";
    }

    private static IEnumerable<Part> Three(
        ImagesScreen screen, LoadedImages images, int number, Area area, Symbols symbols)
    {
        var shape = images.Shape;
        var room = new Size(Math.Max(1, (area.Width - (2 * Gap)) / 3), Math.Max(1, area.Height - HeadLines));
        var cells = FittedImage.Of(shape.Width, shape.Height, room);
        int column = Math.Max(cells.Width, CellWidth.Of("protected"));
        var image = images.Noises[0].Images[number];
        (string Id, string Head, byte[] Rgb)[] all =
        [
            ("clean", "clean", images.Clean[number]),
            ("noise", ScaledUp(images, symbols), image.Noise),
            ("protected", "protected", image.Protected),
        ];
        var heads = Line.Join(all.Select(one => Line.Of(one.Head, Tone.Head).Fit(column + Gap, symbols)));
        return
        [
            new TextPart("about", area.Top(HeadLines), [About(screen, images, number), heads]),
            .. all.Select((one, at) => new ImagePart(one.Id, At(at), one.Rgb, shape.Width, shape.Height)),
        ];

        Area At(int place) => new(place * (column + Gap), area.Y + HeadLines, cells.Width, cells.Height);
    }
}
