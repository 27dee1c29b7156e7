using System.Globalization;

namespace PluginHost.Screens.Images;

/// <summary>Tells the noise sets line by line, and how much the viewed ones change the image.</summary>
internal static class ImagesLinear
{
    public static IEnumerable<string> Of(ImagesScreen screen)
    {
        var shown = screen.Shown;
        string fitting = screen.Filter.Linear(shown.Length, screen.Noises.Length);
        yield return $"Noise sets: {screen.Noises.Length}{fitting}; 'open NUMBER' chooses one. "
            + "Images cannot be told line by line; 'pluginhost noise view KEY --png FILE' writes them.";
        for (int i = 0; i < shown.Length; i++)
        {
            yield return $"{i + 1}. {shown[i].Label}: {shown[i].DataText}, key {shown[i].Key}, {shown[i].Detail}";
        }

        if (screen.Problem.Length > 0)
        {
            yield return $"problem: {screen.Problem}";
        }

        if (screen.Chosen is { } chosen && screen.Images is { } images && screen.Number is { } number)
        {
            string noise = screen.ShowsAll ? $"all {screen.Viewed.Length} noises for {chosen.DataText}" : chosen.Label;
            yield return $"chosen: {noise}, image {number}, class {images.Labels[number]}, "
                + $"{images.Labels.Length} images with noise";
            var names = NoiseGrid.Names(screen.Viewed);
            for (int i = 0; i < images.Noises.Length; i++)
            {
                yield return $"{names[i]}: {Change(images.Noises[i], number)}";
            }
        }
    }

    private static string Change(LoadedNoise noise, int number) => noise.Images.TryGetValue(number, out var image)
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"changes values by {image.Mean:0.0} grey levels on average, by {image.Largest} at most")
        : noise.Problem;
}
