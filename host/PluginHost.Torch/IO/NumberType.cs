using System.Globalization;

namespace PluginHost.Torch.IO;

/// <summary>What the bytes of an element stand for.</summary>
public enum NumberKind
{
    /// <summary>Truth values, a byte each.</summary>
    Bool,

    /// <summary>Whole numbers with a sign.</summary>
    Signed,

    /// <summary>Whole numbers without a sign.</summary>
    Unsigned,

    /// <summary>IEEE floating point.</summary>
    Float,

    /// <summary>The upper half of a float32.</summary>
    BrainFloat,
}

/// <summary>The element type of an array in a file: also those that libtorch has no tensors of.</summary>
/// <param name="Kind">What the bytes stand for.</param>
/// <param name="Size">How many bytes an element has.</param>
/// <param name="IsBigEndian">Whether the highest byte comes first.</param>
public readonly record struct NumberType(NumberKind Kind, int Size, bool IsBigEndian = false)
{
    /// <summary>NumPy's codes of the types that are read, without the byte order.</summary>
    public const string Codes = "i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8, b1";

    /// <summary>The name in NumPy, such as <c>float32</c>.</summary>
    public string Name => Kind switch
    {
        NumberKind.Bool => "bool",
        NumberKind.Signed => $"int{8 * Size}",
        NumberKind.Unsigned => $"uint{8 * Size}",
        NumberKind.Float => $"float{8 * Size}",
        _ => "bfloat16",
    };

    /// <summary>Whether values may have a fraction.</summary>
    public bool IsFloat => Kind is NumberKind.Float or NumberKind.BrainFloat;

    /// <summary>The same among tensors; null where libtorch has none.</summary>
    public ScalarType? Scalar => (Kind, Size) switch
    {
        (NumberKind.Bool, 1) => ScalarType.Bool,
        (NumberKind.Signed, 1) => ScalarType.Int8,
        (NumberKind.Signed, 2) => ScalarType.Int16,
        (NumberKind.Signed, 4) => ScalarType.Int32,
        (NumberKind.Signed, 8) => ScalarType.Int64,
        (NumberKind.Unsigned, 1) => ScalarType.Byte,
        (NumberKind.Float, 2) => ScalarType.Float16,
        (NumberKind.Float, 4) => ScalarType.Float32,
        (NumberKind.Float, 8) => ScalarType.Float64,
        (NumberKind.BrainFloat, 2) => ScalarType.BFloat16,
        _ => null,
    };

    /// <summary>The type of a tensor.</summary>
    public static NumberType Of(ScalarType type) => type switch
    {
        ScalarType.Bool => new NumberType(NumberKind.Bool, 1),
        ScalarType.Byte => new NumberType(NumberKind.Unsigned, 1),
        ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 =>
            new NumberType(NumberKind.Signed, type.ElementSize()),
        ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 =>
            new NumberType(NumberKind.Float, type.ElementSize()),
        ScalarType.BFloat16 => new NumberType(NumberKind.BrainFloat, 2),
        _ => throw new NotSupportedException($"no file has elements of the type {type}."),
    };

    /// <summary>Reads a code of NumPy such as <c>&lt;f4</c>; null for what is no plain number.</summary>
    public static NumberType? Of(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        bool isBigEndian = code.StartsWith('>');
        string bare = code.TrimStart('<', '>', '=', '|');
        if (bare == "?")
        {
            return new NumberType(NumberKind.Bool, 1);
        }

        if (bare.Length != 2 || !int.TryParse(bare[1..], NumberStyles.None, CultureInfo.InvariantCulture, out int size))
        {
            return null;
        }

        return (bare[0], size) switch
        {
            ('b', 1) => new NumberType(NumberKind.Bool, 1),
            ('i', 1 or 2 or 4 or 8) => new NumberType(NumberKind.Signed, size, isBigEndian),
            ('u', 1 or 2 or 4 or 8) => new NumberType(NumberKind.Unsigned, size, isBigEndian),
            ('f', 2 or 4 or 8) => new NumberType(NumberKind.Float, size, isBigEndian),
            _ => null,
        };
    }

    /// <summary>
    /// What a code stands for that <see cref="Of(string)"/> does not know, and how to write it otherwise.
    /// </summary>
    /// <param name="code">The code, such as <c>|O</c>.</param>
    /// <param name="file">The file that has it.</param>
    public static string Refusal(string code, string file)
    {
        ArgumentNullException.ThrowIfNull(code);
        string name = Path.GetFileName(file);
        bool isNpy = name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
        string load = isNpy ? $"numpy.load('{name}')" : "array";
        string objects = isNpy ? $"numpy.load('{name}', allow_pickle=True)" : "array";
        string what = code.TrimStart('<', '>', '=', '|') switch
        {
            ['O', ..] => $"Python objects, such as a dictionary; write the array in it alone: "
                + $"{Saved($"{objects}.item()['noise']")}",
            ['c', ..] => $"complex numbers; write their real part: {Saved($"{load}.real")}",
            ['U' or 'S' or 'a', ..] => $"texts; write numbers: {Saved($"{load}.astype('int64')")}",
            ['V', ..] or ['[', ..] => $"records of several fields; write one of them: {Saved($"{load}['noise']")}",
            ['f', ..] => $"numbers that only some machines have; write: {Saved($"{load}.astype('float64')")}",
            _ => $"no plain numbers; write them so: {Saved($"{load}.astype('float32')")}",
        };
        return $"its element type is '{code}', {what} (read are {Codes})";

        static string Saved(string array) => $"numpy.save('noise.npy', {array})";
    }
}
