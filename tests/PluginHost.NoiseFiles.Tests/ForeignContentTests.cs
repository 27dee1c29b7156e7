using System.IO.Compression;
using System.Text;
using PluginHost.Engine.Arrays;
using PluginHost.Files;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Files that are something else than their names say are told by what they are.</summary>
public sealed class ForeignContentTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "is empty; get it again")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 614400128\n", "is a pointer of Git LFS, not the file itself; fetch it where it comes from: git lfs pull")]
    [InlineData("<!DOCTYPE html><html><head><title>Virus scan warning</title></head></html>", "is a web page, not the file itself")]
    [InlineData("\n  <HTML><body>404</body></HTML>", "is a web page, not the file itself")]
    [InlineData("Not Found\n", "is a text ('Not Found'), not the file itself; get it again")]
    [InlineData("%PDF-1.7", "is a PDF document")]
    [InlineData("\u0089HDF\r\n\u001a\n", "is an HDF5 file; write the array in it: numpy.save('noise.npy', h5py.File('noise.npy')['noise'][()])")]
    [InlineData("\u0089PNG\r\n\u001a\n", "is a PNG image; where a set of images is meant, name their folder")]
    [InlineData("\u00fd7zXZ\0", "is compressed by xz; unpack it first: unxz -k 'noise.npy'")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", "begins with zeros only")]
    [InlineData("\u0001\u0002\u0003\u00ff", "is no npy, npz, safetensors, torch or pickle file (it begins with 010203ff)")]
    public void What_is_not_the_file_is_named_with_what_to_do(string content, string told)
    {
        string file = Written(Encoding.Latin1.GetBytes(content));

        Assert.StartsWith($"{file} {told}", Refused(file));
    }

    [Fact]
    public void What_is_compressed_is_told_with_the_command_that_unpacks_it()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(new byte[100]);
        }

        Assert.EndsWith("is compressed by gzip; unpack it first: gunzip -k 'noise.npy'", Refused(Written(packed.ToArray())));
    }

    [Fact]
    public void An_image_is_no_surprise_where_images_are_wanted()
    {
        PngFile.Write(_folder["a.png"], new byte[12], 2, 2);

        Assert.Null(KnownContent.Of(_folder["a.png"], isImage: true));
    }

    [Fact]
    public void A_header_that_NumPy_would_read_is_read()
    {
        foreach (string shape in (string[])["(1L, 1L, 2L, 2L)", "(np.int64(1), np.int64(1), np.int64(2), np.int64(2))", "[1, 1, 2, 2]"])
        {
            string file = Written(Npy($"{{\"descr\": \"|i1\", \"shape\": {shape}, \"fortran_order\": False}}", [1, 2, 3, 4]));
            using var array = StoredArray.Open(file);

            Assert.Equal([1, 2, 3, 4], array.ReadIntegers());
        }
    }

    [Theory]
    [InlineData("'>f4'", new byte[] { 0x3F, 0x80, 0, 0 }, "float32")]
    [InlineData("'>i2'", new byte[] { 0, 1 }, "int16")]
    [InlineData("'<u2'", new byte[] { 1, 0 }, "uint16")]
    [InlineData("'>u8'", new byte[] { 0, 0, 0, 0, 0, 0, 0, 1 }, "uint64")]
    [InlineData("'?'", new byte[] { 1 }, "bool")]
    public void Numbers_of_any_type_and_byte_order_are_read(string type, byte[] one, string name)
    {
        using var array = StoredArray.Open(Written(Npy($"{{'descr': {type}, 'fortran_order': False, 'shape': (1,), }}", one)));

        Assert.Equal((1L, name), (Assert.Single(array.ReadIntegers()), array.Type.Name));
    }

    [Theory]
    [InlineData("'|O'", "Python objects, such as a dictionary; write the array in it alone: numpy.save('noise.npy', numpy.load('noise.npy', allow_pickle=True).item()['noise'])")]
    [InlineData("'<c8'", "complex numbers; write their real part: numpy.save('noise.npy', numpy.load('noise.npy').real)")]
    [InlineData("'<U5'", "texts; write numbers")]
    [InlineData("'<f16'", "numbers that only some machines have; write: numpy.save('noise.npy', numpy.load('noise.npy').astype('float64'))")]
    [InlineData("[('a', '<f4')]", "records of several fields; write one of them")]
    [InlineData("'<M8[s]'", "no plain numbers")]
    public void Other_element_types_are_told_with_the_line_that_converts_them(string type, string told) =>
        Assert.Contains(told, Refused(Written(Npy($"{{'descr': {type}, 'fortran_order': False, 'shape': (1,), }}", new byte[8]))), StringComparison.Ordinal);

    [Fact]
    public void Unsigned_numbers_of_more_than_a_byte_are_no_noise_until_they_are_written_as_bytes()
    {
        string file = Written(Npy("{'descr': '<u2', 'fortran_order': False, 'shape': (1, 1, 1, 1), }", [128, 0]));
        using var images = NoiseFixture.Images(1, new ImageShape(1, 1, 1), classes: 1);

        var error = Assert.Throws<NoiseFileException>(() => ImportedNoise.Open(file, images, new NoiseReading()));

        Assert.Contains("holds uint16 (1, 1, 1, 1)", error.Message, StringComparison.Ordinal);
        Assert.Contains("numpy.save('noise-uint8.npy', numpy.load('noise.npy').astype('uint8'))", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_safetensors_file_without_tensors_says_so()
    {
        string file = _folder["none.safetensors"];
        File.WriteAllBytes(file, [2, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8]);

        Assert.Equal($"{file} has no tensors; write the noise into it, called 'noise'", Refused(file));
    }

    private static byte[] Npy(string header, byte[] data) =>
        [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)(header.Length + 1)), .. Encoding.ASCII.GetBytes(header + "\n"), .. data];

    private string Written(byte[] content)
    {
        File.WriteAllBytes(_folder["noise.npy"], content);
        return _folder["noise.npy"];
    }

    private static string Refused(string file) => Bounded.Refuses<NoiseFileException>(() => StoredArray.Open(file)).Message;
}
