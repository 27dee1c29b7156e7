using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Files of torch.save and numpy.savez.</summary>
public sealed class ZippedNoiseTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("torch-float32.pt", "torch", "float32", 255)]
    [InlineData("torch-half-parameter.pt", "torch, its [0]", "float16", 255)]
    [InlineData("torch-bfloat16.pt", "torch, its [0]", "bfloat16", 1)]
    [InlineData("torch-int16-big.pt", "torch", "int16", 1)]
    [InlineData("torch-fortran.pt", "torch", "int8", 1)]
    [InlineData("torch-strided-cuda.pt", "torch, its ['noise']", "float32", 255)]
    [InlineData("noise.npz", "npz, its noise", "float32", 255)]
    [InlineData("noise-compressed.npz", "npz, its noise", "float32", 255)]
    public void Any_type_order_place_and_device_gives_the_array_that_was_saved(string name, string format, string type, int scale)
    {
        using var array = StoredArray.Open(NoiseFixture.File(name));
        var values = new float[NoiseFixture.Written.Length];
        var inside = new float[17];

        array.Read(0, values);
        array.Read(7, inside);

        Assert.Equal((format, type), (array.Format, array.Type.Name));
        Assert.Equal([4L, 3, 2, 2], array.Shape);
        Assert.Equal(NoiseFixture.Written, values.Select(value => MathF.Round(value * scale)));
        Assert.Equal(values[7..24], inside);
    }

    [Fact]
    public void Noise_of_torch_is_verified_as_any_other()
    {
        using var images = NoiseFixture.Images(4, new ImageShape(3, 2, 2));

        using var noise = ImportedNoise.Open(
            NoiseFixture.File("torch-strided-cuda.pt"), images, new NoiseReading { Radius = Radius.Per255(8) });

        Assert.True(noise.IsGood);
        Assert.Equal(NoiseFixture.Written.Select(level => (sbyte)level), NoiseFixture.All(noise));
    }

    [Fact]
    public void Several_tensors_are_told_by_name_and_one_that_reaches_beyond_its_elements_is_refused()
    {
        Assert.EndsWith(
            "holds 2 arrays: ['images'] (4, 3, 2, 2), ['delta'] (4, 3, 2, 2); the noise must be called 'noise', or be alone",
            Refused(NoiseFixture.File("torch-two.pt")));
        Assert.Contains("reaches over 196 bytes, and torch-beyond/data/0 has 192", Refused(NoiseFixture.File("torch-beyond.pt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/data.pkl b/data.pkl", "2 files data.pkl")]
    [InlineData("images/0.png images/1.png", "neither torch.save nor numpy.savez (it holds images/0.png, images/1.png)")]
    [InlineData("a.npy b.npy", "holds 2 arrays: a.npy, b.npy; the noise must be called 'noise'")]
    [InlineData("a.npy", "is not a readable npy file")]
    public void Other_zip_files_are_told_by_what_they_hold(string names, string reason)
    {
        string file = _folder["other.zip"];
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            foreach (string name in names.Split(' '))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("no array at all"u8);
            }
        }

        Assert.Contains(reason, Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Code_in_a_file_of_torch_is_refused_by_its_name_and_not_run()
    {
        string file = _folder["evil.pt"], owned = _folder["owned"];
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("evil/data.pkl").Open();
            entry.Write(Encoding.Latin1.GetBytes($"\u0080\u0002cposix\nsystem\nU{(char)(6 + owned.Length)}touch {owned}\u0085R."));
        }

        Assert.Contains("it wants to use posix.system", Refused(file), StringComparison.Ordinal);
        Assert.False(File.Exists(owned));
    }

    [Fact]
    public void An_older_file_of_torch_is_told_with_the_line_that_converts_it()
    {
        string file = _folder["old.pt"];
        File.WriteAllBytes(file, [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.']);

        Assert.EndsWith("torch.save(torch.load('old.pt'), 'noise.pt')", Refused(file));
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        foreach (string name in (string[])["torch-float32.pt", "noise-compressed.npz"])
        {
            byte[] whole = File.ReadAllBytes(NoiseFixture.File(name));
            string file = _folder[name];
            for (int length = 0; length < whole.Length; length += 3)
            {
                File.WriteAllBytes(file, whole[..length]);
                Refused(file);
            }
        }
    }

    [Fact]
    public void A_list_of_names_of_gigabytes_is_refused_before_it_is_read()
    {
        byte[] end = new byte[22];
        "PK\x05\x06"u8.CopyTo(end);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), 3_000_000_000);
        string file = SpecialFile.Sparse(_folder["names.zip"], "PK\x03\x04"u8, 3L << 30);
        using (var stream = new FileStream(file, FileMode.Append))
        {
            stream.Write(end);
        }

        Assert.Contains("lists 3000000000 bytes of names", Bounded.Refuses<NoiseFileException>(() => StoredArray.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_compressed_is_unpacked_only_when_it_is_read()
    {
        string file = _folder["large.npz"];
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("noise.npy", CompressionLevel.Fastest).Open();
            string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (21845, 3, 64, 64), }\n";
            entry.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
            byte[] zeros = new byte[3 * 64 * 64];
            for (int image = 0; image < 21845; image++)
            {
                entry.Write(zeros);
            }
        }

        using var images = NoiseFixture.Images(8);
        using var noise = Bounded.Do(() => ImportedNoise.Open(file, images, new NoiseReading()));

        Assert.Contains("21845 of 3×64×64, but the data set has 8", noise.Check("images").Finding, StringComparison.Ordinal);
    }

    private static string Refused(string file) => Bounded.Refuses<NoiseFileException>(() =>
    {
        using var array = StoredArray.Open(file);
        array.Read(0, new float[array.Shape.Aggregate(1L, (a, b) => a * b)]);
    }).Message;
}
