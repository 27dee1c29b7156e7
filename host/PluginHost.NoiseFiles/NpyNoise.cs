using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.NoiseFiles;

/// <summary>Noise as a NumPy file: int8 grey levels (units of 1/255), N × C × H × W.</summary>
internal static class NpyNoise
{
    public static void Write(string path, NoiseLevels noise) => AtomicFile.Write(path, stream =>
    {
        var (channels, height, width) = noise.Shape;
        Npy.WriteHeader(stream, ScalarType.Int8, noise.Count, channels, height, width);
        noise.CopyTo(stream);
    });
}
