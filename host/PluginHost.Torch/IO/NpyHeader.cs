using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PluginHost.Torch.IO;

/// <summary>The header of a NumPy file: magic, version, and a Python dictionary with element type, order and shape.</summary>
internal sealed partial record NpyHeader(ScalarType DType, bool FortranOrder, long[] Shape)
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    // A header is one short line; NumPy itself refuses to parse more than this without being told to.
    private const uint LargestHeader = 10_000;

    private static readonly Dictionary<string, ScalarType> Types = new()
    {
        ["<f4"] = ScalarType.Float32, ["<f8"] = ScalarType.Float64, ["<f2"] = ScalarType.Float16,
        ["<i8"] = ScalarType.Int64, ["<i4"] = ScalarType.Int32, ["<i2"] = ScalarType.Int16,
        ["|i1"] = ScalarType.Int8, ["|u1"] = ScalarType.Byte, ["|b1"] = ScalarType.Bool,
    };

    internal long Count => Shape.Aggregate(1L, (product, size) => checked(product * size));

    internal static NpyHeader Read(Stream stream, string source)
    {
        Span<byte> start = stackalloc byte[8];
        int got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (got < start.Length || !start[..6].SequenceEqual(Magic))
        {
            throw Bad(source, got < start.Length ? $"it ends after {got} bytes" : "it does not begin with \\x93NUMPY");
        }

        int version = start[6];
        if (version is < 1 or > 3)
        {
            throw Bad(source, $"its format version is {version}.{start[7]}; 1, 2 and 3 are known");
        }

        Span<byte> lengthBytes = stackalloc byte[version == 1 ? 2 : 4];
        ReadHeaderPart(stream, lengthBytes, source);
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (version != 1 && length > LargestHeader)
        {
            throw Bad(source, $"it gives a header of {length} bytes; at most {LargestHeader} are allowed");
        }

        var text = new byte[length];
        ReadHeaderPart(stream, text, source);
        return Parse((version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), source);
    }

    /// <summary>Version 1.0, padded so that the data begins at a multiple of 64 bytes.</summary>
    internal byte[] Write()
    {
        string type = Types.FirstOrDefault(item => item.Value == DType).Key
            ?? throw new NotSupportedException($"npy has no element type for {DType}; convert the tensor first.");
        string shape = string.Join(", ", Shape) + (Shape.Length == 1 ? "," : "");
        string text = $"{{'descr': '{type}', 'fortran_order': {(FortranOrder ? "True" : "False")}, 'shape': ({shape}), }}";
        int padded = (Magic.Length + 4 + text.Length + 1 + 63) / 64 * 64;
        var bytes = new byte[padded];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), checked((ushort)(padded - 10)));
        bytes.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    internal static InvalidDataException Bad(string source, string what) => new($"{source} is not a readable npy file: {what}.");

    private static void ReadHeaderPart(Stream stream, Span<byte> into, string source)
    {
        int got = stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        if (got < into.Length)
        {
            throw Bad(source, $"it is truncated inside its header ({got} of {into.Length} bytes)");
        }
    }

    private static NpyHeader Parse(string text, string source)
    {
        Match descr = DescrPattern().Match(text);
        Match order = OrderPattern().Match(text);
        Match shape = ShapePattern().Match(text);
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw Bad(source, $"its header lacks a plain descr, fortran_order or shape: {text.Trim()}");
        }

        string type = descr.Groups[1].Value;
        if (!Types.TryGetValue(type.Replace('=', '<'), out ScalarType dtype))
        {
            throw Bad(source, $"its element type is '{type}'; known are {string.Join(", ", Types.Keys)}");
        }

        var sizes = new List<long>();
        foreach (string part in shape.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            sizes.Add(long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                ? size
                : throw Bad(source, $"its shape holds '{part}'"));
        }

        return new NpyHeader(dtype, order.Groups[1].Value == "True", [.. sizes]);
    }

    [GeneratedRegex("'descr'\\s*:\\s*'([^']*)'")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([^)]*)\\)")]
    private static partial Regex ShapePattern();
}
