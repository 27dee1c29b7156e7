using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>Elements of arrays as numbers.</summary>
internal static class NumberBytes
{
    /// <summary>One element as a float32, whose precision is enough for noise and pixels.</summary>
    public static float Single(NumberType type, ReadOnlySpan<byte> bytes) => (type.Kind, type.Size) switch
    {
        (NumberKind.Float, 4) => BitConverter.UInt32BitsToSingle((uint)Bits(type, bytes)),
        (NumberKind.Float, 8) => (float)BitConverter.UInt64BitsToDouble(Bits(type, bytes)),
        (NumberKind.Float, _) => (float)BitConverter.UInt16BitsToHalf((ushort)Bits(type, bytes)),
        (NumberKind.BrainFloat, _) => BitConverter.UInt32BitsToSingle((uint)Bits(type, bytes) << 16),
        // What noise and images mostly are.
        (NumberKind.Signed, 1) => (sbyte)bytes[0],
        (_, 1) => bytes[0],
        _ => Integer(type, bytes),
    };

    /// <summary>One element as a whole number; one beyond long is negative.</summary>
    public static long Integer(NumberType type, ReadOnlySpan<byte> bytes)
    {
        ulong value = Bits(type, bytes);
        int unused = 64 - (8 * type.Size);
        return type.Kind == NumberKind.Signed ? (long)(value << unused) >> unused : (long)value;
    }

    /// <summary>One element, as a long or a double.</summary>
    public static object Value(NumberType type, ReadOnlySpan<byte> bytes)
    {
        if (type.IsFloat)
        {
            return Double(type, bytes);
        }

        return Integer(type, bytes);
    }

    /// <summary>One element with a fraction, as exactly as it is.</summary>
    public static double Double(NumberType type, ReadOnlySpan<byte> bytes) => type is { Kind: NumberKind.Float, Size: 8 }
        ? BitConverter.UInt64BitsToDouble(Bits(type, bytes))
        : Single(type, bytes);

    /// <summary>An element's bits, whichever end they begin at.</summary>
    private static ulong Bits(NumberType type, ReadOnlySpan<byte> bytes)
    {
        ulong bits = 0;
        for (int i = 0; i < type.Size; i++)
        {
            bits = (bits << 8) | bytes[type.IsBigEndian ? i : type.Size - 1 - i];
        }

        return bits;
    }
}
