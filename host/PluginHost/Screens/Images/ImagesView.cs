using System.Globalization;
using PluginHost.Tui.Drawing;

namespace PluginHost.Screens.Images;

/// <summary>Draws the noise sets, and one image of the chosen one three times.</summary>
internal static class ImagesView
{
    private const int LabelWidth = 22, DataWidth = 20, Gap = 2;

    public static IReadOnlyList<Line> Draw(ImagesScreen screen, Size size, Look look)
    {
        if (screen.Noises.IsEmpty)
        {
            return screen.IsLoaded
                ? [Line.Empty, Line.Of("  No noise in this store yet.", look.Strong), Line.Of("  Runs make it; 'pluginhost noise import' brings it from a file.", look.Dim)]
                : [Line.Of("  looking for noise", look.Dim)];
        }

        Line[] list = [.. List(screen, size.Width, look)];
        var room = size with { Height = size.Height - list.Length };
        return [.. list, .. Images(screen, room, look)];
    }

    public static IEnumerable<string> Linear(ImagesScreen screen)
    {
        yield return $"Noise sets: {screen.Noises.Length}; 'open NUMBER' chooses one. Images cannot be told line by line; 'pluginhost noise view KEY --png FILE' writes them.";
        for (int i = 0; i < screen.Noises.Length; i++)
        {
            yield return $"{i + 1}. {screen.Noises[i].Label}: {screen.Noises[i].DataText}, key {Key(screen.Noises[i])}, {screen.Noises[i].Detail}";
        }

        if (screen.Problem.Length > 0)
        {
            yield return $"problem: {screen.Problem}";
        }

        if (screen.Chosen is { } chosen && screen.Images is { } images && screen.Number is { } number)
        {
            yield return $"chosen: {chosen.Label}, image {number}, class {images.Labels[number]}, {images.Labels.Length} images with noise";
        }
    }

    private static IEnumerable<Line> List(ImagesScreen screen, int width, Look look)
    {
        yield return Line.Of("  " + "noise".PadRight(LabelWidth) + "images".PadRight(DataWidth) + "what made it", look.Head);
        for (int i = screen.Cursor.Top; i < Math.Min(screen.Noises.Length, screen.Cursor.Top + screen.ListLines); i++)
        {
            var noise = screen.Noises[i];
            var line = (Line.Of(i == screen.Cursor.Index ? $"{look.Symbols.Cursor} " : "  ") + Line.Of(noise.Label).Fit(LabelWidth - 1, look) + " "
                + Line.Of(noise.DataText).Fit(DataWidth - 1, look) + " " + Line.Of(noise.Detail, look.Dim)).Fit(width, look);
            yield return i == screen.Cursor.Index ? line.Over(look.Selected) : line;
        }
    }

    private static IEnumerable<Line> Images(ImagesScreen screen, Size room, Look look)
    {
        if (screen.Problem.Length > 0)
        {
            return [Line.Empty, .. Compose.Wrap(screen.Problem, room.Width - 2, look.Bad)];
        }

        if (screen.Images is not { } images || screen.Number is not { } number || !images.Images.TryGetValue(number, out var triple))
        {
            return [Line.Of(screen.Images is not null && screen.Numbers.IsEmpty ? " this class has no images" : " reading images", look.Dim)];
        }

        int width = (room.Width - (2 * Gap)) / 3;
        var cells = ImageLines.Fitted(images.Shape.Width, images.Shape.Height, new Size(width, room.Height - 2));
        string only = screen.OnlyClass is { } label ? $", of class {label} only" : "";
        string place = string.Create(CultureInfo.InvariantCulture, $" image {number}, class {images.Labels[number]}   ({screen.Place + 1:N0} of {screen.Numbers.Length:N0}{only})");
        string[] heads = ["clean", string.Create(CultureInfo.InvariantCulture, $"noise ×{images.Factor}").Replace("×", look.Symbols.IsAscii ? "x" : "×", StringComparison.Ordinal), "protected"];
        IReadOnlyList<Line>[] drawn = [.. ((byte[][])[triple.Clean, triple.Noise, triple.Protected]).Select(pixels =>
            ImageLines.Draw(pixels, images.Shape.Width, images.Shape.Height, cells, look))];
        var gap = Line.Of(new string(' ', Gap));
        return
        [
            Line.Of(place, look.Strong),
            Line.Join(heads.Select(head => Line.Of(head, look.Head).Fit(cells.Width, look) + gap)),
            .. Enumerable.Range(0, cells.Height).Select(row => drawn[0][row] + gap + drawn[1][row] + gap + drawn[2][row]),
        ];
    }

    private static string Key(ListedNoise noise) => noise.Id[..Math.Min(12, noise.Id.Length)];
}
