using System.Text;
using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles.Tests;

public sealed class PickledNoiseTests : IDisposable
{
    private const string ArrayStart = "\u0080\u0002cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("noise-python2.pkl")]
    [InlineData("noise-protocol0.pkl")]
    [InlineData("noise-protocol1.pkl")]
    [InlineData("noise-protocol2.pkl")]
    [InlineData("noise-protocol3.pkl")]
    [InlineData("noise-protocol4.pkl")]
    [InlineData("noise-protocol5.pkl")]
    [InlineData("noise-fortran.pkl")]
    [InlineData("noise-fortran5.pkl")]
    public void Every_protocol_and_order_gives_the_array_that_was_pickled(string name)
    {
        using var array = StoredArray.Open(NoiseFixture.File(name));
        var values = new float[NoiseFixture.Written.Length];

        array.Read(0, values);

        Assert.Equal([4, 3, 2, 2], array.Shape);
        Assert.Equal("int8", array.Type.Name);
        Assert.Equal(NoiseFixture.Written, values);
    }

    [Fact]
    public void A_piece_of_an_array_is_read_alone()
    {
        using var array = StoredArray.Open(NoiseFixture.File("noise-fortran.pkl"));
        var values = new float[12];

        array.Read(24, values);

        Assert.Equal(NoiseFixture.Written[24..36], values);
    }

    [Fact]
    public void Floats_and_index_files_are_read()
    {
        using var floats = StoredArray.Open(NoiseFixture.File("noise-float32.pkl"));
        using var indices = StoredArray.Open(NoiseFixture.File("idx.pkl"));
        var values = new float[NoiseFixture.Written.Length];
        floats.Read(0, values);

        Assert.Equal(NoiseFixture.Written, values.Select(value => MathF.Round(value * 255)));
        Assert.Equal([7, 1, 5, 40000], indices.ReadIntegers());
        Assert.Contains("float32", Assert.Throws<NoiseFileException>(() => floats.ReadIntegers()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes-python2.pkl")]
    [InlineData("bytes-protocol0.pkl")]
    [InlineData("bytes-protocol1.pkl")]
    public void Every_byte_comes_back_from_the_texts_that_older_protocols_write(string name)
    {
        using var array = StoredArray.Open(NoiseFixture.File(name));

        Assert.Equal(Enumerable.Range(0, 256).Select(value => (long)value), array.ReadIntegers());
    }

    [Fact]
    public void The_highest_byte_may_come_first()
    {
        using var array = StoredArray.Open(NoiseFixture.File("noise-big-endian.pkl"));
        var values = new float[NoiseFixture.Written.Length];

        array.Read(0, values);

        Assert.Equal(NoiseFixture.Written, values.Select(value => MathF.Round(value * 255)));
    }

    [Theory]
    [InlineData("dictionary.pkl", "pickle, its ['noise']")]
    [InlineData("tuple.pkl", "pickle, its [0]")]
    public void The_one_array_of_a_dictionary_or_tuple_is_read_and_named(string name, string format)
    {
        using var array = StoredArray.Open(NoiseFixture.File(name));
        var values = new float[NoiseFixture.Written.Length];

        array.Read(0, values);

        Assert.Equal(format, array.Format);
        Assert.Equal(NoiseFixture.Written, values);
    }

    [Theory]
    [InlineData("labels-list-protocol0.pkl")]
    [InlineData("labels-list-protocol2.pkl")]
    [InlineData("labels-list-protocol4.pkl")]
    [InlineData("labels-scalars.pkl")]
    public void A_list_of_numbers_is_an_array_of_them(string name)
    {
        using var array = StoredArray.Open(NoiseFixture.File(name));

        Assert.Equal([4L], array.Shape);
        Assert.Equal([7, 1, 5, 40000], array.ReadIntegers());
    }

    [Theory]
    [InlineData("numpy.core")]
    [InlineData("numpy._core")]
    public void Arrays_of_Python_2_and_of_NumPy_2_are_read(string core)
    {
        string file = Write(ArrayStart.Replace("numpy.core", core, StringComparison.Ordinal)
            + "(K\u0001K\u0001K\u0002K\u0002tcnumpy\ndtype\nU\u0002i1K\0K\u0001\u0087R(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089U\u0004\u0001\u0002\u00fe\u00fftb.");
        using var array = StoredArray.Open(file);
        var values = new float[4];

        array.Read(0, values);

        Assert.Equal([1, 2, -2, -1], values);
    }

    [Fact]
    public void Anything_else_than_an_array_is_refused_by_its_name_and_not_run()
    {
        string owned = _folder["owned"];
        string file = Write($"\u0080\u0004\u008c\u0005posix\u008c\u0006system\u0093\u008c{(char)(6 + owned.Length)}touch {owned}\u0085R.");

        var error = Assert.Throws<NoiseFileException>(() => StoredArray.Open(file));

        Assert.Contains("it wants to use posix.system", error.Message, StringComparison.Ordinal);
        Assert.Contains("numpy.save", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(owned));
    }

    [Theory]
    [InlineData("two-arrays.pkl", @"holds 2 arrays: \['a'\] \(4, 3, 2, 2\), \['b'\] \(4\); the noise must be called 'noise', or be alone")]
    [InlineData("objects.pkl", "Python objects|element type 'O8'")]
    public void Other_contents_are_refused_with_the_reason(string name, string reason) =>
        Assert.Matches(reason, Assert.Throws<NoiseFileException>(() => StoredArray.Open(NoiseFixture.File(name))).Message);

    [Theory]
    [InlineData("\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f.", "announces 9223372036854775807 bytes")]
    [InlineData("\u0080\u0004\u008e\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff.", "announces -1 bytes")]
    [InlineData("\u0080\u0004B\u00ff\u00ff\u00ff\u007f.", "announces 2147483647 bytes")]
    [InlineData("\u0080\u0005\u0080\u0006N.", "protocol 6")]
    [InlineData("\u0080\u0004N.", "holds no array, but nothing (None)")]
    [InlineData("\u0080\u0004]\u0094(h\0h\0e.", "holds no array, but a list of other things")]
    [InlineData("\u0080\u0004U\u0001aQ.", "a persistent id")]
    [InlineData("(I1\nI2\n.", "ends in the middle")]
    [InlineData("(dS'noise\n.", "no quotes around it")]
    [InlineData("]Kaa(", "is a text")]
    [InlineData("\u0080\u0004Kae.", "closes a tuple, list or dictionary")]
    [InlineData("\u0080\u0004]KaKas.", "adds an entry to something that is no dictionary")]
    [InlineData("\u0080\u0004KaKaa.", "adds a value to something that is no list")]
    [InlineData("\u0080\u0004NN.", "ends in the middle")]
    [InlineData("\u0080\u0004N.N", "something follows")]
    [InlineData("\u0080\u0004h\u0005.", "entry 5 of its memo")]
    [InlineData("\u0080\u0004\u0085.", "a value that is not there")]
    [InlineData("\u0080\u0004\u0097.", "out-of-band")]
    [InlineData("\u0080\u0004i.", "0x69 at byte 2")]
    public void Hostile_files_are_refused_before_anything_is_allocated(string content, string reason)
    {
        string file = Write(content);
        long before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<NoiseFileException>(() => StoredArray.Open(file));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Bombs_of_values_memo_entries_and_nested_tuples_end_early()
    {
        foreach (string content in (string[])["\u0080\u0004" + new string('N', 100_000), "\u0080\u0004N" + new string('\u0094', 100_000), "\u0080\u0004N" + string.Concat(Enumerable.Repeat("\u0094h\0\u0086", 50_000)), "\u0080\u0004" + new string(']', 100_000) + new string('a', 99_999) + "."])
        {
            Assert.Throws<NoiseFileException>(() => StoredArray.Open(Write(content)));
        }
    }

    [Theory]
    [InlineData("N")]
    [InlineData("]\u0094")]
    [InlineData("(t")]
    [InlineData("N\u0085")]
    [InlineData("L8888L\n")]
    [InlineData("V\n")]
    [InlineData("S''\n")]
    [InlineData("X\0\0\0\0")]
    [InlineData("ccollections\nOrderedDict\n")]
    [InlineData("cnumpy\ndtype\nq\0X\u0002\0\0\0u1\u0085q\u0001h\0h\u0001R", "h\0h\u0001R")]
    public void Millions_of_operations_of_any_kind_take_little_time_and_memory(string first, string? repeated = null)
    {
        const int times = 3_100_000;
        byte[] again = Encoding.Latin1.GetBytes(repeated ?? first);
        string file = _folder["noise.pkl"];
        using (var stream = new FileStream(file, FileMode.Create))
        {
            stream.Write([0x80, 2, .. Encoding.Latin1.GetBytes(first)]);
            byte[] many = [.. Enumerable.Repeat(again, 1000).SelectMany(bytes => bytes)];
            for (int i = 0; i < times / 1000; i++)
            {
                stream.Write(many);
            }
        }

        var error = Bounded.Refuses<NoiseFileException>(() => StoredArray.Open(file));

        Assert.Matches("takes more than 3000000 operations|names more than 10000 things", error.Message);
    }

    [Fact]
    public void A_list_of_as_many_labels_as_ImageNet_has_is_read_within_bounds()
    {
        const int labels = 1_300_000;
        string file = _folder["labels.pkl"];
        File.WriteAllBytes(file, [0x80, 2, (byte)']', (byte)'(', .. Enumerable.Range(0, labels).SelectMany(i => (byte[])[(byte)'M', (byte)(i % 250), 3]), (byte)'e', (byte)'.']);

        long[] read = Bounded.Do(() =>
        {
            using var array = StoredArray.Open(file);
            return array.ReadIntegers();
        });

        Assert.Equal((labels, 768 + 249), (read.Length, read.Max()));
    }

    [Fact]
    public void A_shape_that_the_bytes_do_not_fill_is_refused()
    {
        byte[] bytes = File.ReadAllBytes(NoiseFixture.File("noise-protocol4.pkl"));
        bytes[89] = 200;
        string file = _folder["noise.pkl"];
        File.WriteAllBytes(file, bytes);

        Assert.Contains("(200, 3, 2, 2)", Assert.Throws<NoiseFileException>(() => StoredArray.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused_wherever_it_ends()
    {
        byte[] whole = File.ReadAllBytes(NoiseFixture.File("noise-protocol4.pkl"));
        string file = _folder["noise.pkl"];
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            Assert.Throws<NoiseFileException>(() => StoredArray.Open(file));
        }
    }

    [Fact]
    public void Whatever_bytes_are_changed_it_is_an_array_or_a_clear_error()
    {
        var random = new Random(11);
        byte[][] files = [.. Directory.GetFiles(NoiseFixture.File(""), "noise-*.pkl").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        string file = _folder["noise.pkl"];
        int refused = 0;
        for (int round = 0; round < 4000; round++)
        {
            byte[] bytes = [.. files[round % files.Length]];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(file, bytes);
            try
            {
                using var array = StoredArray.Open(file);
                array.Read(0, new float[array.Shape.Aggregate(1L, (a, b) => a * b)]);
            }
            catch (NoiseFileException error)
            {
                Assert.DoesNotContain(error.Message, char.IsControl);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 4000);
    }

    private string Write(string content)
    {
        string file = _folder["noise.pkl"];
        File.WriteAllBytes(file, Encoding.Latin1.GetBytes(content));
        return file;
    }
}
