using System.Buffers.Binary;
using PluginHost.Torch;

namespace PluginHost.Tests;

/// <summary>Stand-ins for the paper's three data sets, in their layouts: a few seeded images of noise, as many as the smoke preset reads.</summary>
internal static class SmokeData
{
    private const int Read = 400, Train = 3, Test = 2, Side = 16;

    public static void Write(TempFolder folder)
    {
        Cifar(folder["cifar-10-batches-bin"], 10, 1, 10_000, [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin"), "test_batch.bin"]);
        Cifar(folder["cifar-100-binary"], 100, 2, 50_000, ["train.bin"]);
        Cifar(folder["cifar-100-binary"], 100, 2, 10_000, ["test.bin"]);
        for (int category = 0; category < 100; category++)
        {
            Images(folder[$"imagenet-subset/train/n{category:00000000}"], category, Train);
            Images(folder[$"imagenet-subset/val/n{category:00000000}"], category + 1000, Test);
        }
    }

    /// <summary>Files of the official length; what is never read of them is a hole.</summary>
    private static void Cifar(string folder, int classes, int labelBytes, int records, string[] names)
    {
        Directory.CreateDirectory(folder);
        int length = labelBytes + (3 * 32 * 32);
        foreach (string name in names)
        {
            var content = new byte[Read * length];
            new Random(name.Length).NextBytes(content);
            for (int i = 0; i < Read; i++)
            {
                content.AsSpan(i * length, labelBytes).Fill((byte)(i % classes));
            }

            using var file = File.Create(Path.Combine(folder, name));
            file.Write(content);
            file.SetLength((long)records * length);
        }
    }

    /// <summary>Small bitmaps (BMP, 24 bits), which the program resizes to ImageNet's size.</summary>
    private static void Images(string folder, int seed, int count)
    {
        const int header = 54;
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            var image = new byte[header + (3 * Side * Side)];
            random.NextBytes(image.AsSpan(header));
            "BM"u8.CopyTo(image);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(2), image.Length);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(10), header);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(14), 40);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(18), Side);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(22), Side);
            BinaryPrimitives.WriteInt16LittleEndian(image.AsSpan(26), 1);
            BinaryPrimitives.WriteInt16LittleEndian(image.AsSpan(28), 24);
            BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(34), image.Length - header);
            File.WriteAllBytes(Path.Combine(folder, $"{i}.bmp"), image);
        }
    }
}
