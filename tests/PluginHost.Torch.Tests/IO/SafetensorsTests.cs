using System.Buffers.Binary;
using System.Text;
using PluginHost.Torch.IO;
using Xunit;

namespace PluginHost.Torch.Tests.IO;

public sealed class SafetensorsTests : TensorTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    private string File => Path.Combine(folder, "x.safetensors");

    protected override void CleanUp() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_element_type_comes_back_with_its_values_order_and_strings()
    {
        ScalarType[] types =
        [
            ScalarType.Byte, ScalarType.Float64, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64,
            ScalarType.Float16, ScalarType.Float32, ScalarType.BFloat16, ScalarType.Bool,
        ];
        var tensors = types.ToDictionary(type => $"t.{type}", type => arange(6, float32).reshape(2, 3).to(type));
        tensors["scalar"] = tensor(3.5);
        tensors["nothing"] = zeros(0, 4);

        Safetensors.Save(File, tensors, new Dictionary<string, string> { ["seed"] = "7", ["ρ"] = "8/255" });
        var back = Safetensors.Load(File, out IReadOnlyDictionary<string, string> metadata);

        Assert.Equal(tensors.Keys, back.Keys);
        Assert.Equal("8/255", metadata["ρ"]);
        Assert.All(tensors, entry => AssertSame(entry.Value, back[entry.Key]));
    }

    [Fact]
    public void Any_memory_layout_is_written_row_major()
    {
        var x = randn(2, 3, 4, 5);

        Safetensors.Save(File, new Dictionary<string, Tensor>
        {
            ["cl"] = x.contiguous(memory_format.channels_last), ["turned"] = x.permute(3, 2, 1, 0),
        });
        var back = Safetensors.Load(File);

        AssertSame(x, back["cl"]);
        AssertSame(x, back["turned"].permute(3, 2, 1, 0));
    }

    [Fact]
    public void A_network_comes_back_through_a_file()
    {
        using var saved = new SmallNet();
        using var loaded = new SmallNet();
        saved.to(memory_format.channels_last);

        Safetensors.Save(File, saved.state_dict());
        loaded.load_state_dict(Safetensors.Load(File));

        Assert.All(saved.state_dict(), entry => AssertSame(entry.Value, loaded.state_dict()[entry.Key]));
    }

    [Fact]
    public void A_stream_that_cannot_seek_will_do()
    {
        using var memory = new MemoryStream();
        Safetensors.Save(memory, new Dictionary<string, Tensor> { ["a"] = arange(5), ["b"] = ones(3) });
        memory.Position = 0;
        using var gate = new System.IO.Compression.DeflateStream(Deflated(memory), System.IO.Compression.CompressionMode.Decompress);

        var back = Safetensors.Load(gate, out _);

        Assert.Equal([0L, 1L, 2L, 3L, 4L], back["a"].data<long>().ToArray());
        Assert.Equal([1f, 1f, 1f], back["b"].data<float>().ToArray());
    }

    [Fact]
    public void Single_tensors_are_read_on_demand_and_unknown_names_told()
    {
        Safetensors.Save(File, new Dictionary<string, Tensor> { ["a"] = zeros(4), ["b"] = ones(2, 2) });

        using SafetensorsFile file = SafetensorsFile.Open(File);

        Assert.Equal([1f, 1f, 1f, 1f], file.Read("b").data<float>().ToArray());
        Assert.Equal([2L, 2L], file.Entries[1].Shape);
        Assert.Contains("'c'; it has a, b", Assert.Throws<KeyNotFoundException>(() => file.Read("c")).Message);
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_other()
    {
        Safetensors.Save(File, new Dictionary<string, Tensor> { ["a"] = ones(1) });
        var gone = ones(1);
        var bad = new Dictionary<string, Tensor> { ["a"] = gone };
        gone.Dispose();

        Assert.ThrowsAny<Exception>(() => Safetensors.Save(File, bad));

        Assert.Equal([File], Directory.GetFiles(folder));
        Assert.Equal([1f], Safetensors.Load(File)["a"].data<float>().ToArray());
    }

    [Theory]
    [InlineData("", "ends after 0 bytes")]
    [InlineData("garbage, not tensors at all", "give a header of")]
    public void Rubbish_is_told_from_its_first_bytes(string content, string complaint)
    {
        System.IO.File.WriteAllText(File, content);
        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Load(File)).Message;
        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message);
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4, "the header describes 8 bytes of data, the file holds 4: it is truncated")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 9, "something follows the last tensor")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "'a' of shape [3] and type F32 needs 12 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "unknown element type 'F31'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "'a' lacks a valid dtype, shape or data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "begins at byte 4 of the data, expected 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}", 0, "impossible shape")]
    [InlineData("[1, 2]", 0, "not a JSON object")]
    [InlineData("{\"a\":", 0, "not JSON")]
    public void A_broken_header_is_told_with_what_is_wrong(string header, int dataBytes, string complaint)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        System.IO.File.WriteAllBytes(File, bytes);

        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Load(File)).Message;

        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message);
    }

    [Fact]
    public void Every_truncation_is_noticed_and_leaks_nothing()
    {
        Safetensors.Save(File, new Dictionary<string, Tensor> { ["a"] = ones(3), ["b"] = arange(4) });
        byte[] whole = System.IO.File.ReadAllBytes(File);
        using var leaks = new LeakCheck();
        for (int length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Assert.Throws<InvalidDataException>(() => Safetensors.Load(File));
            Assert.Throws<InvalidDataException>(() => Safetensors.Load(new MemoryStream(whole, 0, length), out _));
        }
    }

    private static MemoryStream Deflated(Stream source)
    {
        var packed = new MemoryStream();
        using (var pack = new System.IO.Compression.DeflateStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            source.CopyTo(pack);
        }

        packed.Position = 0;
        return packed;
    }
}
