using PluginHost.Engine.Data;
using PluginHost.NoiseFiles;

namespace PluginHost.Commands.Noise;

/// <summary>The checks of a noise file, one line each.</summary>
internal static class CheckLines
{
    public static void Write(TextWriter output, IReadOnlyList<NoiseCheck> checks)
    {
        foreach (var (name, outcome, finding) in checks)
        {
            output.WriteLine($"{outcome.ToString().ToLowerInvariant(),-8} {name,-9} {finding}");
        }
    }

    /// <summary>What is to know of the images, and whether noise in use is the noise that was made for them.</summary>
    public static IEnumerable<NoiseCheck> OfOrigin(NoiseOrigin origin, DataSet data, PluginHost.Contracts.DataSpec spec)
    {
        if (data.Note.Length > 0)
        {
            yield return new NoiseCheck("images", NoiseCheckOutcome.Warning, $"{spec.Name}: {data.Note}");
        }

        if (origin.DataSha256.Length > 0 && origin.Data == spec)
        {
            yield return origin.DataSha256 == data.Sha256
                ? new NoiseCheck("data", NoiseCheckOutcome.Good, $"made for these images of {spec.Name} (sha256 {data.Sha256[..12]}…)")
                : new NoiseCheck("data", NoiseCheckOutcome.Wrong, $"made for other images than these of {spec.Name}: their checksum was {origin.DataSha256[..Math.Min(12, origin.DataSha256.Length)]}…, it is {data.Sha256[..12]}…");
        }
    }
}
