using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>The forms that noise can be written in.</summary>
public enum NoiseFormat
{
    /// <summary>One int8 array (N, C, H, W) in grey levels, for NumPy.</summary>
    Npy,

    /// <summary>The same with radius, data set, checksums and method beside it.</summary>
    Safetensors,

    /// <summary>A folder of PNG files by class, with labels.csv.</summary>
    Png,

    /// <summary>The protected data set in the CIFAR binary layout, with the clean test images.</summary>
    Cifar,
}

/// <summary>Writes noise, and images protected by it, for other programs.</summary>
public static class NoiseExport
{
    private const int Middle = 128;

    /// <summary>Writes the noise alone as an int8 array.</summary>
    public static void Npy(string path, NoiseLevels noise) => NpyNoise.Write(path, noise);

    /// <summary>Writes the noise alone, with what is known of it.</summary>
    public static void Safetensors(string path, NoiseLevels noise, NoiseOrigin origin) => SafetensorsNoise.Write(path, noise, origin);

    /// <summary>Writes PNG files by class, with labels.csv.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="images">The images and their noise.</param>
    /// <param name="content">Protected images; or the noise itself around 128.</param>
    public static void Png(string folder, ProtectedImages images, NoiseContent content)
    {
        ArgumentNullException.ThrowIfNull(images);
        RequireEmpty(folder);
        PngFolder.Write(folder, images, content == NoiseContent.Noise ? Around : null);

        byte[] Around(int index) => [.. images.Noise(index).Select(level => (byte)(Middle + level))];
    }

    /// <summary>Writes protected training images and clean test images as CIFAR's files.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <param name="images">The images and their noise.</param>
    /// <param name="test">The clean test images.</param>
    /// <exception cref="NoiseFileException">The images do not fit the layout, or the folder holds something.</exception>
    public static void Cifar(string folder, ProtectedImages images, LabelledImages test)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(test);
        RequireEmpty(folder);
        CifarBinary.Write(folder, images, test);
    }

    // What lies there already would be taken for a part of the export.
    private static void RequireEmpty(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new NoiseFileException($"{folder} is there already and not an empty folder; name another one, or empty it");
        }
    }
}
