using System.Buffers.Binary;
using System.Text;

namespace PluginHost.Torch.IO;

/// <summary>The header of a NumPy file: magic, version, and a Python dictionary of type, order and shape.</summary>
internal static class NpyHeader
{
    private const ulong Largest = 1_000_000;
    private const int MostShown = 200;

    private static readonly byte[] s_magic = [0x93, .. "NUMPY"u8];

    private static readonly Dictionary<string, ScalarType> s_types = new()
    {
        ["<f4"] = ScalarType.Float32, ["<f8"] = ScalarType.Float64, ["<f2"] = ScalarType.Float16,
        ["<i8"] = ScalarType.Int64, ["<i4"] = ScalarType.Int32, ["<i2"] = ScalarType.Int16,
        ["|i1"] = ScalarType.Int8, ["|u1"] = ScalarType.Byte, ["|b1"] = ScalarType.Bool,
    };

    /// <summary>Reads up to the first element, and checks that the file ends with the last one.</summary>
    /// <param name="stream">At the beginning of the file.</param>
    /// <param name="path">What to call it.</param>
    /// <param name="length">How many bytes the file has.</param>
    internal static NpyLayout Read(Stream stream, string path, long length)
    {
        var reader = new HeaderReader(stream, length, path, "npy", Largest);
        Description array = Parse(ReadText(reader), reader);
        NumberType type = NumberType.Of(array.Descr) ?? throw reader.Bad(NumberType.Refusal(array.Descr, path));
        long bytes = TensorBytes.Count(type.Size, array.Shape)
            ?? throw reader.Bad($"its shape ({string.Join(", ", array.Shape)}) is impossible");
        reader.CheckData(bytes);
        return new NpyLayout(type, array.FortranOrder, array.Shape, reader.Position);
    }

    /// <summary>Version 1.0 for an array in C order, padded so that the data begin at a multiple of 64 bytes.</summary>
    internal static byte[] Write(ScalarType type, long[] shape)
    {
        string descr = s_types.FirstOrDefault(known => known.Value == type).Key
            ?? throw new NotSupportedException($"npy has no element type for {type}; convert the tensor first.");
        string sizes = string.Join(", ", shape) + (shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int start = s_magic.Length + 4;
        int end = (start + text.Length + 1 + 63) / 64 * 64;
        byte[] body = Encoding.ASCII.GetBytes(text.PadRight(end - start - 1) + '\n');
        return [.. s_magic, 1, 0, .. BitConverter.GetBytes(checked((ushort)body.Length)), .. body];
    }

    private static string ReadText(HeaderReader reader)
    {
        byte[] start = reader.Read(8);
        if (!start.AsSpan().StartsWith(s_magic))
        {
            throw reader.Bad("it does not begin with \\x93NUMPY");
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw reader.Bad($"its format version is {version}.{start[7]}; 1, 2 and 3 are known");
        }

        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(reader.Read(2))
            : BinaryPrimitives.ReadUInt32LittleEndian(reader.Read(4));
        return Encoding.UTF8.GetString(reader.Read(length));
    }

    private static Description Parse(string python, HeaderReader reader)
    {
        if (Literal(python) is { } header
            && header.GetValueOrDefault("fortran_order") is bool fortran
            && header.GetValueOrDefault("shape") is object?[] shape && shape.All(size => size is long))
        {
            switch (header.GetValueOrDefault("descr"))
            {
                case string code:
                    return new Description(code, fortran, [.. shape.Cast<long>()]);
                case object?[]:
                    return new Description("[…]", fortran, []);
            }
        }

        throw reader.Bad($"its header lacks a plain descr, fortran_order or shape: {Shortened(python.Trim())}");
    }

    private static Dictionary<string, object?>? Literal(string python)
    {
        try
        {
            return PythonLiteral.Parse(python) as Dictionary<string, object?>;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Shortened(string text) => text.Length > MostShown ? text[..MostShown] + " …" : text;

    /// <summary>The dictionary, by NumPy's names.</summary>
    private sealed record Description(string Descr, bool FortranOrder, long[] Shape);
}
