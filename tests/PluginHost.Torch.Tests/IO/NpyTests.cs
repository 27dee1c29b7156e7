using System.Text;
using PluginHost.Torch.IO;
using Xunit;

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

    [Fact]
    public void Scalars_and_empty_arrays_are_read()
    {
        Npy.Save(File, tensor(2.5));
        Assert.Empty(Npy.Load(File).shape);
        Npy.Save(File, zeros(0, 3));
        Assert.Equal([0L, 3L], Npy.Load(File).shape);
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "element type is '>f4'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "describes 8 bytes of data, the file holds 4: it is truncated")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "something follows the array")]
    [InlineData("{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }", "its shape holds '-2'")]
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
            Assert.Throws<InvalidDataException>(() => Npy.Load(new MemoryStream(whole, 0, length)));
        }

        System.IO.File.WriteAllText(File, "no array at all");
        Assert.Contains("does not begin with", Assert.Throws<InvalidDataException>(() => Npy.Load(File)).Message);
    }

    private static byte[] Made(byte version, string header, byte[] data)
    {
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes((uint)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
