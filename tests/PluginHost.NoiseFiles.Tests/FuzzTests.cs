using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.TestKit.Fuzzing;
using PluginHost.Torch;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Every kind of noise file, with changes: it is read, or refused in one line.</summary>
public sealed class FuzzTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ITestOutputHelper _output;
    private readonly MemoryImages _images = NoiseFixture.Images(4);
    private readonly MemoryNoise _noise = NoiseFixture.Noise(4);

    public FuzzTests(ITestOutputHelper output)
    {
        _output = output;
        LibTorch.Load();
    }

    public void Dispose()
    {
        _images.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Npy_files()
    {
        byte[][] samples = [Npy(levels => levels), Npy(levels => levels.to(ScalarType.Float32) / 255)];
        Check(new FuzzedParser("npy", samples, bytes =>
        {
            string file = Written("noise.npy", bytes);
            ReadNoise(file);
            using var tensor = PluginHost.Torch.IO.Npy.Load(file);
        },
        typeof(NoiseFileException), typeof(InvalidDataException))
        {
            Tokens = Words(
                "'descr': ", "'<f4'", "'|i1'", "'>f8'",
                "'fortran_order': True", "'shape': (", "(0,", "(4, 3, 4, 5)", ", ", "8L", "np.int64(8)", "'|O'", "'<u2'",
                "[('a', '<f4')]", "((((((((((", "{{{{", "u'"),
        });
    }

    [Fact]
    public void Safetensors_files() => Check(new FuzzedParser(
        "safetensors", [SafetensorsNoise(), SmallSafetensors()], bytes =>
    {
        string file = Written("noise.safetensors", bytes);
        foreach (var tensor in Safetensors.Load(file).Values)
        {
            tensor.Dispose();
        }

        ReadNoise(file);
    },
    typeof(NoiseFileException), typeof(InvalidDataException))
    {
        Repair = WithLength,
        Tokens = Words(
            "__metadata__", "\"noise\"", "\"dtype\":\"I8\"", "\"shape\":[0]", "\"data_offsets\":[0,0]",
            "null", "\"a\":{}", ","),
    });

    [Fact]
    public void Pickle_files()
    {
        var files = Directory.GetFiles(NoiseFixture.File(""), "*.pkl").Order(StringComparer.Ordinal);
        byte[][] samples = [.. files.Select(File.ReadAllBytes)];
        Check(new FuzzedParser(
            "pickle", samples, bytes => ReadArray(Written("noise.pkl", bytes)), typeof(NoiseFileException))
        {
            Tokens = Words(
                "cnumpy\nndarray\n", "cos\nsystem\n", "R", "b", "t", "(", "q\0", "h\0", "K\u0001", "N", ".",
                "]", "}", "a", "e", "s", "u", "l", "d", "0", "1", "2", "p0\n", "g0\n", "I1\n", "L8L\n", "F1.5\n",
                "S'a'\n", "V\\u00ff\n", "\u0095\0\0\0\0\0\0\0\0", "ccollections\nOrderedDict\n)R"),
        });
    }

    [Fact]
    public void Zip_files() => Check(new FuzzedParser(
        "zip", [Zip("archive/data.pkl", "archive/data/0", "archive/version"), Zip("noise.npy"), .. ZippedArrays()],
        bytes => ReadArray(Written("noise.pt", bytes)), typeof(NoiseFileException))
    {
        Tokens = Words(
            "PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "PK\u0006\u0007", "archive/data.pkl", "../",
            "torch-float32/data/0", "Q", "K\0", "(K\u0004K\u0003K\u0002K\u0002t", "J\u00ff\u00ff\u00ff\u00ff", "big"),
    });

    [Fact]
    public void Folders_of_images()
    {
        Check(new FuzzedParser("png folder", [Png(5, 4), Png(1, 1), AnnouncedPng.Of(30_000, 30_000)], bytes =>
        {
            Written("images/0.png", bytes);
            using var values = ImageValues.OpenAny(_folder["images"], NoiseFixture.Shape);
            values.Read(0, new float[values.Shape.Size]);
        },
        typeof(NoiseFileException))
        {
            Repair = WithChecksums,
            Tokens = Words(
                "IHDR", "IDAT", "IEND", "PLTE", "tRNS", "iCCP", "zTXt", "acTL",
                "\u0089PNG\r\n\u001a\n", "BM", "RIFF"),
        });
    }

    [Fact]
    public void Lists_of_images()
    {
        var samples = FuzzedParser.Texts(
            "file,label,index\n0/0.png,0,0\n0/0.png,1,1\n",
            "file,label,index\n0/0.png,2,0\n");
        Check(new FuzzedParser("labels.csv", samples, bytes =>
        {
            Written("listed/labels.csv", bytes);
            Directory.CreateDirectory(_folder["listed/0"]);
            if (!File.Exists(_folder["listed/0/0.png"]))
            {
                File.WriteAllBytes(_folder["listed/0/0.png"], Png(5, 4));
            }

            using var values = ImageValues.OpenAny(_folder["listed"], NoiseFixture.Shape);
            values.Read(0, new float[values.Count * values.Shape.Size]);
        },
        typeof(NoiseFileException))
        {
            Tokens = Words("file,label,index\n", "../", ",", "\n", "0/0.png", "\"", "\r\n"),
        });
    }

    [Fact]
    public void Labels_as_texts_and_arrays()
    {
        byte[][] samples =
        [
            .. FuzzedParser.Texts("0\n1\n2\n", "7", "1.000e+00\n0.000e+00\n", "0 1\n1 0\n"),
            Npy(levels => levels.flatten().to(ScalarType.Int64)),
            File.ReadAllBytes(NoiseFixture.File("idx.pkl")),
            File.ReadAllBytes(NoiseFixture.File("labels-scalars.pkl")),
            Npy(levels => nn.functional.one_hot(arange(4, dtype: int64), 4).to(ScalarType.Float32)),
        ];
        Check(new FuzzedParser("labels", samples, bytes =>
        {
            Written("labels.txt", bytes);
            Written("labels.npy", bytes);
            bool isText = bytes.AsSpan().IndexOfAnyExceptInRange((byte)1, (byte)126) < 0;
            string file = _folder[isText ? "labels.txt" : "labels.npy"];
            LabelFile.Read(file);
            ProtectedIndices.Read(file);
        },
        typeof(NoiseFileException), typeof(DataException))
        {
            Tokens = Words("\n", "-1", "+1", " ", "\r\n", "1_000"),
        });
    }

    [Fact]
    public void Files_in_the_CIFAR_layout() => Check(new FuzzedParser(
        "cifar", [Cifar(3073), Cifar(3074), Cifar(3073)[..3073]], bytes =>
    {
        using var values = ImageValues.OpenAny(Written("noise.bin", bytes), CifarSet.Shape);
        values.Read(0, new float[values.Count * values.Shape.Size]);
    },
    typeof(NoiseFileException)));

    [Fact]
    public void Files_of_the_Python_version_of_CIFAR()
    {
        byte[] pixels = [.. Enumerable.Range(0, 2 * CifarSet.Shape.Size).Select(i => (byte)i)];
        byte[][] samples = [PickledBatch.Of("labels", [3, 9], pixels), PickledBatch.Of("fine_labels", [99, 0], pixels)];
        Check(new FuzzedParser("cifar python", samples, bytes =>
        {
            Written("batches/data_batch_1", bytes);
            using var values = ImageValues.OpenAny(_folder["batches"], CifarSet.Shape);
            values.Read(0, new float[values.Count * values.Shape.Size]);
        },
        typeof(NoiseFileException))
        {
            Tokens = Words("U\u0004data", "](", "e", "u.", "K\u0001", "N", "}", "cnumpy\ndtype\n", "J\0\u000c\0\0"),
        });
    }

    [Fact]
    public void Records_of_noise_sets()
    {
        string key = new('a', 64);
        var method = new PluginUse("em").With("radius", 8).With("note", "text");
        var schedule = new TrainingSchedule(10, 2, 0.1, 0.9, 0, [5]);
        var surrogate = new SurrogateSpec(new PluginUse("resnet18"), schedule);
        var noise = new NoiseSpec(method, surrogate, new PluginUse("cifar"));
        var card = new NoiseCard(
            key, new string('0', 64), 1.5, new DataSpec("shapes", 12, 3), noise, 0,
            new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
        Check(new FuzzedParser("noise card", [JsonSerializer.SerializeToUtf8Bytes(card, ContentKey.Json)], bytes =>
        {
            var read = NoiseCard.Read(Written($"{key}.json", bytes));
            var made = read.Noise;
            _ = $"{made.Method} {made.Surrogate?.Model} {made.Surrogate?.Schedule.DropAt.Length} "
                + $"{made.Augmentation} {read.Data.Name.Length}";
        },
        typeof(InvalidDataException))
        {
            Tokens = Words(
                "null", "\"method\":", "\"options\":{}", "\"id\":null,", "\"dropAt\":[]", ",", "{}", "[]"),
        });
    }

    private void Check(FuzzedParser parser)
    {
        var result = parser.Check();
        _output.WriteLine($"{result}");
        Assert.NotEqual(0, result.Refused);
    }

    /// <summary>Opens an array and reads its first numbers, of whatever shape it is.</summary>
    private void ReadArray(string file)
    {
        ReadNoise(file);
        using var array = StoredArray.Open(file);
        long count = array.Shape.Aggregate(1L, (product, size) => checked(product * size));
        array.Read(0, new float[Math.Min(count, 1 << 16)]);
    }

    /// <summary>Opens noise and looks at all of it, as <c>noise verify</c> does.</summary>
    private void ReadNoise(string file)
    {
        var reading = new NoiseReading { MayHaveMore = true, MayHaveOneSign = true };
        using var noise = ImportedNoise.Open(file, _images, reading);
        if (noise.IsGood)
        {
            noise.Read(0, new sbyte[noise.Count * noise.Shape.Size]);
        }
    }

    private string Written(string name, byte[] bytes)
    {
        string file = _folder[name];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static byte[][] Words(params string[] words) => [.. words.Select(Encoding.Latin1.GetBytes)];

    private byte[] Npy(Func<Tensor, Tensor> change) => File.ReadAllBytes(NoiseFixture.Npy(_folder, _noise, change));

    private byte[] SafetensorsNoise()
    {
        string file = _folder["sample.safetensors"];
        var origin = new NoiseOrigin(Radius.Per255(8), new DataSpec("shapes", 4), "", "em(radius=8)", 0);
        NoiseExport.Safetensors(file, new InMemoryNoise(_noise), origin);
        return File.ReadAllBytes(file);
    }

    private byte[] SmallSafetensors()
    {
        using var scope = NewDisposeScope();
        string file = _folder["small.safetensors"];
        Safetensors.Save(file, new Dictionary<string, Tensor> { ["a"] = ones(3), ["b"] = zeros(2, 2, dtype: int8) });
        return File.ReadAllBytes(file);
    }

    /// <summary>The length of the header as it now is: else hardly a change would get past it.</summary>
    private static byte[] WithLength(byte[] input)
    {
        int end = input.AsSpan().LastIndexOf("}}"u8) + 2;
        if (end < 10)
        {
            return input;
        }

        int padding = input.AsSpan(end).IndexOfAnyExcept((byte)' ');
        return [.. BitConverter.GetBytes((long)end + Math.Max(0, padding) - 8), .. input[8..]];
    }

    private static byte[] Png(int width, int height)
    {
        using var folder = new TempFolder();
        var random = new Random(3);
        byte[] rgb = new byte[3 * width * height];
        random.NextBytes(rgb);
        PngFile.Write(folder["a.png"], rgb, width, height);
        return File.ReadAllBytes(folder["a.png"]);
    }

    /// <summary>Every part of a PNG file with the checksum that fits what it has now.</summary>
    private static byte[] WithChecksums(byte[] input)
    {
        const int signature = 8, frame = 12;
        if (input.Length < signature + frame)
        {
            return input;
        }

        var file = new List<byte>(input[..signature]);
        int at = signature;
        while (at + frame <= input.Length)
        {
            long length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(input.AsSpan(at));
            if (length > input.Length - at - frame)
            {
                break;
            }

            file.AddRange(AnnouncedPng.Chunk(input.AsSpan(at + 4, 4), input.AsSpan(at + 8, (int)length)));
            at += frame + (int)length;
        }

        return [.. file, .. input[at..]];
    }

    private static byte[] Zip(params string[] names)
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in names)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(File.ReadAllBytes(NoiseFixture.File("noise-protocol2.pkl")));
            }
        }

        return content.ToArray();
    }

    private static IEnumerable<byte[]> ZippedArrays() => Directory.GetFiles(NoiseFixture.File("")).Order(StringComparer.Ordinal)
        .Where(file => Path.GetExtension(file) is ".pt" or ".npz").Select(File.ReadAllBytes);

    private static byte[] Cifar(int record) => [.. Enumerable.Range(0, 2 * record).Select(i => (byte)(i % 10))];
}
