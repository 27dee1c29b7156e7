namespace PluginHost.Engine.Arrays;

/// <summary>
/// NumPy arrays in Python pickles (protocols 2 to 5), such as the noise and the index files of the reference
/// implementation. Nothing in the file is run: of the calls that a pickle can ask for, the five that make up an array are
/// known, and are done here; any other is refused by its name.
/// </summary>
internal static class PickledArrays
{
    public static ArrayPlace Place(string path, FileStream stream)
    {
        var machine = new PickleMachine(path, stream);
        var (dtype, shape, fortran, data) = machine.Run() as PickledArray ?? throw machine.Bad("what it holds is not a NumPy array");
        if (data.Length != Bytes(machine, shape, dtype.Size))
        {
            throw machine.Bad($"it gives the array the shape ({string.Join(", ", shape)}) of {dtype.Code}, and {data.Length} bytes for it");
        }

        return new ArrayPlace("pickle", dtype.Type, shape, fortran, data.Offset, data.Decoded, ArrayPlace.NoMetadata);
    }

    private static long Bytes(PickleMachine machine, IReadOnlyList<long> shape, int size)
    {
        try
        {
            return shape.Aggregate((long)size, (product, n) => checked(product * n));
        }
        catch (OverflowException)
        {
            throw machine.Bad($"its shape ({string.Join(", ", shape)}) is impossible");
        }
    }
}

/// <summary>Bytes in the file, or decoded from a text of it.</summary>
internal sealed record PickledBytes(long Offset, long Length, byte[]? Decoded = null);

/// <summary>A text in the file; read only where its meaning is needed, as it may be the whole array in disguise.</summary>
internal sealed record PickledText(long Offset, long Length);

/// <summary>The name of something that the pickle wants to call.</summary>
internal sealed record PickledGlobal(string Name);

/// <summary>An element type.</summary>
internal sealed record PickledType(string Code, ScalarType Type, int Size);

/// <summary>A finished array.</summary>
internal sealed record PickledArray(PickledType Type, IReadOnlyList<long> Shape, bool FortranOrder, PickledBytes Data);

/// <summary>An array that is still without its content.</summary>
internal sealed record PickledShell;
