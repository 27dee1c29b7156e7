using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Small images and noise, and the files that NumPy wrote.</summary>
internal static class NoiseFixture
{
    public static ImageShape Shape { get; } = new(3, 4, 5);

    /// <summary>What all fixture files hold: (4, 3, 2, 2), from −8 to 8.</summary>
    public static float[] Written { get; } =
    [
        2, 3, 4, 5, 6, 7, 8, -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8,
        -8, -7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, -8, -7, -6, -5, -4, -3, -2,
    ];

    public static string File(string name) =>
        Path.Combine(Repository.Root, "tests", "PluginHost.NoiseFiles.Tests", "Fixtures", "noise-files", name);

    /// <summary>Images far enough from black and white that noise is not clipped, each unlike the others.</summary>
    public static MemoryImages Images(int count = 12, ImageShape? shape = null, int classes = 3)
    {
        var form = shape ?? Shape;
        var random = new Random(5);
        byte[] pixels = [.. Enumerable.Range(0, count * form.Size).Select(_ => (byte)random.Next(20, 235))];
        return new MemoryImages(pixels, [.. Enumerable.Range(0, count).Select(i => i % classes)], form, classes);
    }

    /// <summary>Noise from −radius to radius, reaching both.</summary>
    public static MemoryNoise Noise(int count = 12, ImageShape? shape = null, int radius = 8)
    {
        var form = shape ?? Shape;
        var random = new Random(6);
        return new MemoryNoise([.. Enumerable.Range(0, count * form.Size).Select(_ => (sbyte)random.Next(-radius, radius + 1))], count, form);
    }

    /// <summary>Writes values as an npy file of another element type.</summary>
    public static string Npy(TempFolder folder, MemoryNoise noise, Func<Tensor, Tensor> change)
    {
        using var scope = NewDisposeScope();
        string file = folder["noise.npy"];
        PluginHost.Torch.IO.Npy.Save(file, change(tensor(noise.Levels.ToArray(), [noise.Count, noise.Shape.Channels, noise.Shape.Height, noise.Shape.Width])));
        return file;
    }

    public static sbyte[] All(NoiseLevels levels)
    {
        var all = new sbyte[levels.Count * levels.Shape.Size];
        levels.Read(0, all);
        return all;
    }

    public static NoiseCheck Check(this ImportedNoise noise, string name) => noise.Checks.Single(check => check.Name == name);
}
