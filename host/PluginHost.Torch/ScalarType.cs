namespace PluginHost.Torch;

public static partial class torch
{
    /// <summary>Element type of a tensor, with PyTorch's codes.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned 8 bits (uint8).</summary>
        Byte = 0,

        /// <summary>Signed 8 bits.</summary>
        Int8 = 1,

        /// <summary>Signed 16 bits.</summary>
        Int16 = 2,

        /// <summary>Signed 32 bits.</summary>
        Int32 = 3,

        /// <summary>Signed 64 bits; labels and indices.</summary>
        Int64 = 4,

        /// <summary>IEEE half precision.</summary>
        Float16 = 5,

        /// <summary>Single precision, the default.</summary>
        Float32 = 6,

        /// <summary>Double precision.</summary>
        Float64 = 7,

        /// <summary>True or false, one byte each.</summary>
        Bool = 11,

        /// <summary>Single precision's range with 8 bits of precision.</summary>
        BFloat16 = 15,
    }

    /// <summary>How the elements of an image batch lie in memory.</summary>
    public enum memory_format : sbyte
    {
        /// <summary>Row-major by the order of the dimensions (N, C, H, W).</summary>
        contiguous_format = 0,

        /// <summary>As the input lies.</summary>
        preserve_format = 1,

        /// <summary>Channels innermost (N, H, W, C) under unchanged dimensions (N, C, H, W).</summary>
        channels_last = 2,
    }

    /// <summary>Unsigned 8-bit integers.</summary>
    public const ScalarType uint8 = ScalarType.Byte;

    /// <summary>Signed 8-bit integers.</summary>
    public const ScalarType int8 = ScalarType.Int8;

    /// <summary>Signed 16-bit integers.</summary>
    public const ScalarType int16 = ScalarType.Int16;

    /// <summary>Signed 32-bit integers.</summary>
    public const ScalarType int32 = ScalarType.Int32;

    /// <summary>Signed 64-bit integers.</summary>
    public const ScalarType int64 = ScalarType.Int64;

    /// <summary>Half precision.</summary>
    public const ScalarType float16 = ScalarType.Float16;

    /// <summary>Single precision.</summary>
    public const ScalarType float32 = ScalarType.Float32;

    /// <summary>Double precision.</summary>
    public const ScalarType float64 = ScalarType.Float64;

    /// <summary>Brain floating point, 16 bits.</summary>
    public const ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary>Booleans.</summary>
    public const ScalarType @bool = ScalarType.Bool;

    /// <summary>See <see cref="memory_format.contiguous_format"/>.</summary>
    public const memory_format contiguous_format = memory_format.contiguous_format;

    /// <summary>See <see cref="memory_format.preserve_format"/>.</summary>
    public const memory_format preserve_format = memory_format.preserve_format;

    /// <summary>See <see cref="memory_format.channels_last"/>.</summary>
    public const memory_format channels_last = memory_format.channels_last;

    /// <summary>Whether the type is float16, bfloat16, float32 or float64.</summary>
    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    /// <summary>Whether the type is one of the integers (bool is not).</summary>
    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64;

    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an element type this library knows."),
    };

    /// <summary>The element type of a C# type; an <see cref="ArgumentException"/> for any other.</summary>
    internal static ScalarType TypeOf<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(short) ? ScalarType.Int16
        : typeof(T) == typeof(sbyte) ? ScalarType.Int8
        : typeof(T) == typeof(byte) ? ScalarType.Byte
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : typeof(T) == typeof(Half) ? ScalarType.Float16
        : throw new ArgumentException($"Tensors hold no elements of C# type {typeof(T).Name}.");
}
