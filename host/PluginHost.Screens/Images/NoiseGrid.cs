using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Images;

/// <summary>
/// One image with all noises for it: the clean one at the left, then a column for each noise, the noise above and the
/// image that it protects below.
/// </summary>
/// <param name="Image">The size of an image, in cells.</param>
/// <param name="Column">How wide a column is.</param>
/// <param name="Noises">How many noises are seen at a time.</param>
internal readonly record struct NoiseGrid(Size Image, int Column, int Noises)
{
    private const int Gap = 2, AboutLines = 2, HeadLines = 1, Rows = 2, ShortestKey = 4;

    // Images are made so small that so many noises stand beside each other; names need some room too.
    private const int LeastNoises = 4, LeastWidth = 12;

    /// <summary>The grid that fits a screen.</summary>
    public static NoiseGrid Of(ImagesScreen screen)
    {
        var room = ImagesView.Above(screen);
        int count = screen.Viewed.Length;
        var shape = screen.Images?.Shape ?? new ImageShape(3, 1, 1);
        int columns = Math.Min(count, LeastNoises) + 1;
        int width = Math.Max(1, ((room.Width + Gap) / columns) - Gap);
        int height = Math.Max(1, ((room.Height - AboutLines) / Rows) - HeadLines);
        var image = FittedImage.Of(shape.Width, shape.Height, new Size(width, height));
        int column = Math.Max(LeastWidth, image.Width);
        int fit = ((room.Width + Gap) / (column + Gap)) - 1;
        return new NoiseGrid(image, column, Math.Clamp(fit, 1, Math.Max(1, count)));
    }

    /// <summary>The parts of the grid.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="images">Its images.</param>
    /// <param name="number">Which of them.</param>
    /// <param name="symbols">The signs.</param>
    public static IEnumerable<Part> Parts(ImagesScreen screen, LoadedImages images, int number, Symbols symbols)
    {
        var grid = Of(screen);
        var room = Area.Of(ImagesView.Above(screen));
        int first = Math.Clamp(screen.FirstNoise, 0, images.Noises.Length - grid.Noises);
        int lower = AboutLines + HeadLines + grid.Image.Height;
        var names = Names(screen.Viewed);
        var seen = Enumerable.Range(first, grid.Noises);
        Line[] about = [ImagesView.About(screen, images, number), Range(screen, first, grid.Noises)];
        yield return new TextPart("about", room.Top(AboutLines), about);
        yield return new TextPart(
            "noise-heads", room.Below(AboutLines).Top(HeadLines),
            [grid.Heads([ImagesView.ScaledUp(images, symbols), .. seen.Select(at => names[at])], symbols)]);
        yield return new TextPart(
            "protected-heads", room.Below(lower).Top(HeadLines),
            [grid.Heads(["clean", .. seen.Select(_ => "protected")], symbols)]);
        var shape = images.Shape;
        yield return new ImagePart(
            "clean", grid.At(0, lower + HeadLines), images.Clean[number], shape.Width, shape.Height);
        foreach (int at in seen)
        {
            int column = at - first + 1;
            Area above = grid.At(column, AboutLines + HeadLines), below = grid.At(column, lower + HeadLines);
            if (images.Noises[at].Images.TryGetValue(number, out var image))
            {
                yield return new ImagePart($"noise-{column}", above, image.Noise, shape.Width, shape.Height);
                yield return new ImagePart($"protected-{column}", below, image.Protected, shape.Width, shape.Height);
            }
            else
            {
                var area = above with { Width = grid.Column };
                var lines = Wrapped.Of(images.Noises[at].Problem, area.Width, Tone.Bad);
                yield return new TextPart($"problem-{column}", area, [.. lines.Take(area.Height)]);
            }
        }
    }

    /// <summary>What the noises are called; those of the same name are told apart by their keys.</summary>
    public static ImmutableArray<string> Names(ImmutableArray<ListedNoise> noises) =>
    [
        .. noises.Select(noise => noises.Count(other => other.Label == noise.Label) > 1
            ? $"{noise.Label} {noise.Id[..Math.Min(ShortestKey, noise.Id.Length)]}"
            : noise.Label),
    ];

    private Area At(int column, int line) => new(column * (Column + Gap), line, Image.Width, Image.Height);

    private Line Heads(IEnumerable<string> heads, Symbols symbols)
    {
        int column = Column;
        var gap = Line.Of(new string(' ', Gap));
        return Line.Join(heads.Select(head => Line.Of(head, Tone.Head).Fit(column, symbols) + gap));
    }

    private static Line Range(ImagesScreen screen, int first, int seen)
    {
        int count = screen.Viewed.Length;
        string data = screen.Chosen?.DataText ?? "";
        string fitting = screen.Filter.IsOn ? " that fit the filter" : "";
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $" showing {first + 1} to {first + seen} of {count} noises for {data}{fitting}");
        return Line.Of(text, Tone.Dim);
    }
}
