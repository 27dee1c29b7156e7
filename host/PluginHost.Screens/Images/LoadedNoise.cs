using System.Collections.Immutable;
using PluginHost.NoiseFiles;
using PluginHost.NoiseFiles.Sheets;

namespace PluginHost.Screens.Images;

/// <summary>Some images of a noise set, as they were read.</summary>
/// <param name="Id">Of which noise set.</param>
/// <param name="Problem">Why it cannot be shown; empty when it can.</param>
/// <param name="Images">By the image's number; none when it cannot be shown.</param>
internal sealed record LoadedNoise(string Id, string Problem, ImmutableDictionary<int, NoisyImage> Images);

/// <summary>What a noise makes of an image: three bytes a pixel, row by row.</summary>
/// <param name="Noise">The noise, scaled up.</param>
/// <param name="Protected">The image with the noise.</param>
/// <param name="Largest">By how many grey levels it changes a value at most.</param>
/// <param name="Mean">By how many grey levels it changes a value on average.</param>
internal sealed record NoisyImage(byte[] Noise, byte[] Protected, int Largest, double Mean)
{
    /// <summary>Reads one.</summary>
    /// <param name="images">The protected images.</param>
    /// <param name="number">Which.</param>
    /// <param name="factor">How many times the noise is scaled up.</param>
    public static NoisyImage Of(ProtectedImages images, int number, int factor)
    {
        var levels = images.Noise(number);
        return new NoisyImage(
            PngFile.Interleaved(NoiseSheet.Amplified(levels, factor), images.Shape),
            PngFile.Interleaved(images.Protected(number), images.Shape),
            levels.Max(level => Math.Abs((int)level)),
            levels.Average(level => Math.Abs((double)level)));
    }
}
