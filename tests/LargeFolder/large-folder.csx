// How much memory data take that are larger than memory should hold: writes a folder of 256×256 images (1 kB each), makes
// EM noise for it with a tiny surrogate, and trains a tiny network on half of it protected, a few steps each.
//
//   tests/LargeFolder/measure.sh FOLDER                        writes 20,000 images there, runs, prints the peak
//   pluginhost run tests/LargeFolder/large-folder.csx --set images=2000 -- FOLDER
using System.Buffers.Binary;
using System.IO.Compression;
using System.Threading.Tasks;

const int Side = 256, Classes = 10;
int images = Parameter("images", 20_000);
string folder = Path.Combine(Path.GetFullPath(Args[0]), $"images-{images}");
if (!Directory.Exists(folder))
{
    Print($"writing {images} images into {folder}");
    string partial = folder + ".partial";
    Parallel.For(0, images + 200, i =>
    {
        string place = Directory.CreateDirectory(Path.Combine(partial, i < images ? "train" : "test", $"class-{i % Classes}")).FullName;
        File.WriteAllBytes(Path.Combine(place, $"{i:00000}.png"), Png(i));
    });
    Directory.Move(partial, folder);
}

Experiment("large-folder")
    .Data($"folder:{folder}")
    .Noise(Em(8).With("view", "expected"))
    .ProtectedShare(0.5)
    .Train(Models.ConvMini(width: 4), Plain)
    .Preset("memory", p => p with
    {
        Surrogate = Models.ConvMini(width: 4),
        Augmentation = Augmentations.Imagenet(size: 32),    // small, so that the network takes no time
        NoiseIterations = 5,
        TrainIterations = 5,
        TestEvery = null,
        NoiseOptions = [NoiseOption("steps", 1), NoiseOption("step-size", 1, of: "radius"), NoiseOption("eot-samples", 1)],
    })
    .DefaultPreset("memory");

// Stripes of a class's own width in an image's own colours.
byte[] Png(int image)
{
    var rows = new byte[Side * (1 + (3 * Side))];
    for (int y = 0; y < Side; y++)
    {
        for (int x = 0; x < Side; x++)
        {
            int at = (y * (1 + (3 * Side))) + 1 + (3 * x);
            bool stripe = x / (4 + (image % Classes)) % 2 == 0;
            rows[at] = (byte)(stripe ? image : image / 256);
            rows[at + 1] = (byte)(stripe ? y : 255 - (image % 251));
            rows[at + 2] = (byte)(image % 241);
        }
    }

    var packed = new MemoryStream();
    using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
    {
        zip.Write(rows);
    }

    var size = new byte[13];
    BinaryPrimitives.WriteInt32BigEndian(size, Side);
    BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), Side);
    (size[8], size[9]) = (8, 2);    // 8 bits a channel, red, green, blue
    return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", size), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
}

byte[] Chunk(string name, byte[] data)
{
    var chunk = new byte[data.Length + 12];
    BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
    System.Text.Encoding.ASCII.GetBytes(name, chunk.AsSpan(4));
    data.CopyTo(chunk, 8);
    BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
    return chunk;
}

uint Crc(ReadOnlySpan<byte> bytes)
{
    uint crc = uint.MaxValue;
    foreach (byte value in bytes)
    {
        crc ^= value;
        for (int bit = 0; bit < 8; bit++)
        {
            crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
        }
    }

    return ~crc;
}
