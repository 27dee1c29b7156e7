using System.Text;
using PluginHost.Torch.IO;

namespace PluginHost.Torch.Tests.IO;

public sealed class NpyTests : TensorTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("npy").FullName;

    private string File => Path.Combine(folder, "x.npy");

    protected override void CleanUp() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void An_array_comes_back_with_its_type_shape_and_values(ScalarType type)
    {
        var x = arange(24, float32).reshape(2, 3, 4).to(type);

        Npy.Save(File, x);
        var back = Npy.Load(File);

        Assert.Equal(type, back.dtype);
        AssertSame(x, back);
        Assert.Equal(0, (System.IO.File.ReadAllBytes(File).Length - x.numel() * type.ElementSize()) % 64);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void All_format_versions_are_read(byte version)
    {
        System.IO.File.WriteAllBytes(File, Made(version, "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }", [1, 2, 3]));

        Assert.Equal([1, 2, 3], Npy.Load(File).data<byte>().ToArray());
    }

    [Fact]
    public void Fortran_order_is_turned_into_rows()
    {
        System.IO.File.WriteAllBytes(File, Made(1, "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 3), }", [1, 4, 2, 5, 3, 6]));

        var x = Npy.Load(File);

        Assert.Equal([2L, 3L], x.shape);
        Assert.True(x.is_contiguous());
        Assert.Equal([1, 2, 3, 4, 5, 6], x.data<sbyte>().ToArray());
    }

    [Theory]
    [InlineData("{'shape': (3,), 'fortran_order': True, 'descr': '|u1'}")]
    [InlineData("{\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (3,)}   ")]
    [InlineData("{'descr':'|u1','fortran_order':False,'shape':(1,3,1)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (3L,), }")]
    [InlineData("{'descr': u'|u1', 'fortran_order': False, 'shape': (np.int64(3),)}")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': [3]}")]
    public void Other_ways_to_write_the_header_are_read(string header)
    {
        System.IO.File.WriteAllBytes(File, Made(1, header, [1, 2, 3]));

        Assert.Equal([1, 2, 3], Npy.Load(File).data<byte>().ToArray());
    }

    [Fact]
    public void The_highest_byte_may_come_first()
    {
        System.IO.File.WriteAllBytes(File, Made(1, "{'descr': '>f4', 'fortran_order': True, 'shape': (1, 2), }", [0x3F, 0x80, 0, 0, 0xC0, 0, 0, 0]));

        Assert.Equal([1, -2], Npy.Load(File).data<float>().ToArray());
    }

    [Fact]
    public void Three_dimensions_in_Fortran_order_are_turned_and_nothing_else_is_left()
    {
        var x = arange(24, float32).reshape(2, 3, 4);
        Npy.Save(File, x.permute(2, 1, 0));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        string header = Encoding.ASCII.GetString(bytes.AsSpan(10, 118)).Replace("False", "True ").Replace("(4, 3, 2)", "(2, 3, 4)");
        System.IO.File.WriteAllBytes(File, [.. bytes[..10], .. Encoding.ASCII.GetBytes(header), .. bytes[128..]]);

        long before = LeakCheck.Live;
        var back = Npy.Load(File);

        Assert.Equal(before + 1, LeakCheck.Live);
        Assert.True(Npy.Layout(File).FortranOrder);
        AssertSame(x, back);
    }

    [Fact]
    public void The_bytes_are_those_that_NumPy_writes()
    {
        Npy.Save(File, TensorData.from_span<sbyte>([1, -2], [2]));

        string header = "{'descr': '|i1', 'fortran_order': False, 'shape': (2,), }".PadRight(117) + "\n";
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(header), 1, 254];
        Assert.Equal(expected, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void The_header_is_read_while_the_file_is_written()
    {
        using var stream = new FileStream(File, FileMode.Create, FileAccess.Write, FileShare.Read);
        Assert.Equal(128, Npy.WriteHeader(stream, ScalarType.Int8, 5, 3));
        stream.SetLength(128 + 15);

        NpyLayout layout = Npy.Layout(File);

        Assert.Equal(((ScalarType?)ScalarType.Int8, false, 128L), (layout.Type.Scalar, layout.FortranOrder, layout.DataOffset));
        Assert.Equal([5L, 3L], layout.Shape);
    }

    [Fact]
    public void An_element_type_that_NumPy_lacks_is_refused_and_leaves_no_file()
    {
        var failure = Assert.Throws<NotSupportedException>(() => Npy.Save(File, zeros(2, bfloat16)));

        Assert.Contains("BFloat16", failure.Message);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Scalars_and_empty_arrays_are_read()
    {
        Npy.Save(File, tensor(2.5));
        Assert.Empty(Npy.Load(File).shape);
        Npy.Save(File, zeros(0, 3));
        Assert.Equal([0L, 3L], Npy.Load(File).shape);
    }

    [Theory]
    [InlineData("{'descr': '>c8', 'fortran_order': False, 'shape': (1,), }", "element type is '>c8', complex numbers")]
    [InlineData("{'descr': '<u4', 'fortran_order': False, 'shape': (1,), }", "holds uint32, and no tensor does")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (4), }", "lacks a plain descr")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (__import__('os').system('x'),), }", "lacks a plain descr")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (((((((((((((((((((((((4,),", "lacks a plain descr")]
    [InlineData("{'descr': '|u1\\'', 'fortran_order': False, 'shape': (4,), }", "lacks a plain descr")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "describes 8 bytes of data, the file holds 4: it is truncated")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "something follows the last element")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }", "its shape (-2) is impossible")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2, -2), }", "its shape (-2, -2) is impossible")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2.0,), }", "lacks a plain descr")]
    [InlineData("{'descr': '|u1', 'descr': '|i1', 'fortran_order': False, 'shape': (4,), }", "lacks a plain descr")]
    [InlineData("{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (4,), }", "records of several fields")]
    [InlineData("{'descr': '<f4', 'shape': (1,), }", "lacks a plain descr, fortran_order or shape")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 4), }", "is impossible")]
    public void A_broken_header_is_told_with_what_is_wrong(string header, string complaint)
    {
        System.IO.File.WriteAllBytes(File, Made(1, header, [0, 0, 0, 0]));
        string message = Assert.Throws<InvalidDataException>(() => Npy.Load(File)).Message;
        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message);
    }

    [Fact]
    public void Every_truncation_and_rubbish_is_noticed_and_leaks_nothing()
    {
        byte[] whole = Made(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }", new byte[16]);
        using var leaks = new LeakCheck();
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<InvalidDataException>(() => Npy.Load(File));
        }

        System.IO.File.WriteAllText(File, "no array at all");
        Assert.Contains("does not begin with", Assert.Throws<InvalidDataException>(() => Npy.Load(File)).Message);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public void Other_format_versions_are_refused(byte version)
    {
        System.IO.File.WriteAllBytes(File, Made(version, "{}", []));

        string message = Assert.Throws<InvalidDataException>(() => Npy.Load(File)).Message;
        Assert.Contains($"format version is {version}.0; 1, 2 and 3 are known", message);
    }

    [Fact]
    public void A_header_of_gigabytes_is_refused_before_it_is_read()
    {
        System.IO.File.WriteAllBytes(File, [0x93, .. "NUMPY"u8, 2, 0, 0, 0, 0, 0xf0]);

        Assert.Contains("gives a header of 4026531840 bytes", Assert.Throws<InvalidDataException>(() => Npy.Load(File)).Message);
    }

    private static byte[] Made(byte version, string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes((uint)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
