using System.Buffers.Binary;
using System.Text;
using PluginHost.Torch.IO;

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
    public void Wide_elements_lie_first_and_the_header_keeps_the_order()
    {
        Safetensors.Save(
            File, new Dictionary<string, Tensor> { ["a"] = zeros(3, int8), ["b"] = ones(1), ["c"] = zeros(1, int64) },
            new Dictionary<string, string> { ["k"] = "v" });

        string json = "{\"__metadata__\":{\"k\":\"v\"},\"a\":{\"dtype\":\"I8\",\"shape\":[3],\"data_offsets\":[12,15]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
            + "\"c\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}";
        byte[] text = Encoding.UTF8.GetBytes(json.PadRight((json.Length + 7) / 8 * 8));
        byte[] expected =
            [.. BitConverter.GetBytes((long)text.Length), .. text, 0, 0, 0, 0, 0, 0, 0, 0, .. BitConverter.GetBytes(1f), 0, 0, 0];
        Assert.Equal(expected, System.IO.File.ReadAllBytes(File));
        Assert.Equal(["a", "b", "c"], Safetensors.Load(File).Keys);
    }

    [Fact]
    public void A_file_without_tensors_or_with_unknown_fields_is_read()
    {
        Safetensors.Save(File, new Dictionary<string, Tensor>());
        Assert.Empty(Safetensors.Load(File, out var metadata));
        Assert.Empty(metadata);

        Write("{\"a\":{\"dtype\":\"U8\",\"note\":{},\"shape\":[],\"data_offsets\":[0,1]}}   ", 1);
        Assert.Empty(Safetensors.Load(File)["a"].shape);
    }

    [Fact]
    public void Without_a_scope_the_tensors_are_the_callers()
    {
        Safetensors.Save(File, new Dictionary<string, Tensor> { ["a"] = ones(3), ["b"] = arange(4) });

        // Scopes and counts are a thread's own.
        long made = 0, left = 0;
        var alone = new Thread(() =>
        {
            var back = Safetensors.Load(File);
            made = LeakCheck.Live;
            back["a"].Dispose();
            back["b"].Dispose();
            left = LeakCheck.Live;
        });
        alone.Start();
        alone.Join();

        Assert.Equal((2, 0), (made, left));
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
    [InlineData("", "truncated inside its header (0 of 8 bytes)")]
    [InlineData("garbage, not tensors at all", "gives a header of")]
    public void Rubbish_is_told_from_its_first_bytes(string content, string complaint)
    {
        System.IO.File.WriteAllText(File, content);
        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Load(File)).Message;
        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message);
    }

    [Theory]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 4, "the header describes 8 bytes of data, the file holds 4: it is truncated")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 9, "something follows the last element")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8, "'a' of shape [3] and type F32 needs 12 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, "unknown element type 'F31'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", 8, "'a' lacks a valid dtype, shape or data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "begins at byte 4 of the data, expected 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}", 0, "impossible shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1,-2],\"data_offsets\":[0,8]}}", 8, "impossible shape [-1, -2]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,9]}}", 8, "its data_offsets are [0, 8, 9]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", 8, "'a' lacks a valid dtype")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":null,\"data_offsets\":[0,8]}}", 8, "'a' lacks a valid dtype")]
    [InlineData("{\"a\":null}", 0, "'a' lacks a valid dtype")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}", 2, "each name occurs once")]
    [InlineData("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]},\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[1,3]}}", 3, "'b' begins at byte 1 of the data, expected 2")]
    [InlineData("{\"__metadata__\":{\"a\":1}}", 0, "__metadata__ is not an object of strings")]
    [InlineData("{\"__metadata__\":{\"a\":null}}", 0, "__metadata__ is not an object of strings")]
    [InlineData("[1, 2]", 0, "not a JSON object")]
    [InlineData("null", 0, "not a JSON object")]
    [InlineData("{\"a\":", 0, "not a JSON object")]
    [InlineData("{\"\\ud83d\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "not a JSON object")]
    [InlineData("{\"a\":{\"dtype\":\"\\ud83d\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0, "'a' lacks a valid dtype")]
    [InlineData("{\"__metadata__\":{\"a\":\"\\ud83d\"}}", 0, "__metadata__ is not an object of strings")]
    public void A_broken_header_is_told_with_what_is_wrong(string header, int dataBytes, string complaint)
    {
        Write(header, dataBytes);

        string message = Assert.Throws<InvalidDataException>(() => Safetensors.Load(File)).Message;

        Assert.StartsWith(File, message, StringComparison.Ordinal);
        Assert.Contains(complaint, message);
    }

    [Fact]
    public void Metadata_of_null_are_none()
    {
        Write("{\"__metadata__\":null,\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1);

        Assert.Single(Safetensors.Load(File, out var metadata));
        Assert.Empty(metadata);
    }

    [Fact]
    public void Bytes_in_the_header_that_are_no_UTF_8_are_told()
    {
        Write("{\"abc\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0);
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        foreach (int at in (int[])[11, 25])
        {
            byte[] changed = [.. bytes];
            changed[at] = 0xE9;
            System.IO.File.WriteAllBytes(File, changed);

            var error = Assert.Throws<InvalidDataException>(() => Safetensors.Load(File));
            Assert.StartsWith(File, error.Message, StringComparison.Ordinal);
        }
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
        }
    }

    private void Write(string header, int dataBytes)
    {
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        Encoding.UTF8.GetBytes(header, bytes.AsSpan(8));
        System.IO.File.WriteAllBytes(File, bytes);
    }
}
