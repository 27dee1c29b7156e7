using System.Globalization;

namespace PluginHost.NoiseFiles.Sheets;

/// <summary>
/// Sheets of original images, noise scaled up, and protected images: figures 3 to 6 of the paper. All noises of a sheet
/// are scaled up by one factor, so that they can be compared.
/// </summary>
public static class NoiseSheet
{
    private const int Middle = 128, MostAmplified = 127;

    /// <summary>Draws a sheet of one noise (a row an image) or of several (two rows an image, a column a noise).</summary>
    /// <param name="clean">The clean images.</param>
    /// <param name="noises">The noises with the heads of their columns; each for all images that are drawn.</param>
    /// <param name="indices">Which images.</param>
    /// <param name="scale">How many dots wide and high a pixel becomes, at least 1.</param>
    public static ImageSheet Of(
        LabelledImages clean, IReadOnlyList<(string Name, NoiseLevels Noise)> noises, IReadOnlyList<int> indices, int scale)
    {
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(noises);
        ArgumentNullException.ThrowIfNull(indices);
        ProtectedImages[] sets = [.. noises.Select(noise => new ProtectedImages(clean, noise.Noise))];
        int factor = Factor(sets.SelectMany(set => indices.Select(set.Noise)));
        string scaledUp = string.Create(CultureInfo.InvariantCulture, $"noise ×{factor}");
        bool single = noises.Count == 1;
        var sheet = new ImageSheet(single ? ["original", scaledUp, noises[0].Name] : ["original", .. noises.Select(n => n.Name)], clean.Shape, scale);
        foreach (int index in indices)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"#{index} ({clean.Labels[index]})");
            byte[][] noise = [.. sets.Select(set => Amplified(set.Noise(index), factor))];
            if (single)
            {
                sheet.Add(name, sets[0].Clean(index), noise[0], sets[0].Protected(index));
            }
            else
            {
                sheet.Add(name, [sets[0].Clean(index), .. sets.Select(set => set.Protected(index))]);
                sheet.Add(scaledUp, [null, .. noise]);
            }
        }

        return sheet;
    }

    /// <summary>The whole factor that brings the largest of these noises up to full contrast.</summary>
    public static int Factor(IEnumerable<sbyte[]> noises) =>
        Math.Max(1, MostAmplified / Math.Max(1, noises.SelectMany(noise => noise).Select(level => Math.Abs((int)level)).DefaultIfEmpty(0).Max()));

    /// <summary>Noise as an image: no noise is the middle grey 128, and a level is <paramref name="factor"/> steps from it.</summary>
    public static byte[] Amplified(IReadOnlyList<sbyte> levels, int factor) =>
        [.. levels.Select(level => (byte)Math.Clamp(Middle + (level * factor), 0, 255))];
}
