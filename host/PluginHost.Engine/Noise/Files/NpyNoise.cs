using PluginHost.Torch.IO;

namespace PluginHost.Engine;

/// <summary>Noise as a NumPy file: int8 grey levels (units of 1/255), N × C × H × W.</summary>
internal static class NpyNoise
{
    public static ArrayPlace Place(string path)
    {
        var layout = Npy.Layout(path);
        return new ArrayPlace("npy", layout.DType, layout.Shape, layout.FortranOrder, layout.DataOffset, null, ArrayPlace.NoMetadata);
    }

    public static void Write(string path, NoiseLevels noise) => AtomicFile.Write(path, stream =>
    {
        var (channels, height, width) = noise.Shape;
        Npy.WriteHeader(stream, ScalarType.Int8, noise.Count, channels, height, width);
        noise.CopyTo(stream);
    });
}
