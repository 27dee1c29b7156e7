using PluginHost.Torch.IO;

namespace PluginHost.Engine.Arrays;

/// <summary>
/// NumPy arrays in Python pickles (protocols 0 to 5), such as the noise and the index files of the reference
/// implementation, alone or in lists and dictionaries, and lists of numbers. Nothing in the file is run: of the calls
/// that a pickle can ask for, those that make up arrays are known, and are done here; any other is refused by its name.
/// </summary>
internal static class PickledArrays
{
    /// <summary>
    /// The array of a pickle: the only one, or the one that is called <c>noise</c>; or a list of numbers.
    /// </summary>
    public static ArrayPlace Place(string path, Stream stream)
    {
        var machine = new PickleMachine(path, stream);
        object? held = machine.Run();
        return Numbers(held) ?? Place(machine, FoundArray.Only(held, machine, path));
    }

    /// <summary>Where an array of a pickle lies.</summary>
    public static ArrayPlace Place(PickleMachine machine, FoundArray found)
    {
        var (type, shape, strides, data, _) = found.Array;
        if (type is not { } number || data is not PickledText text)
        {
            throw machine.Bad("its array holds Python objects, not numbers");
        }

        byte[]? decoded = text.Form == PickledForm.Bytes ? null : PickledBytes.Of(machine, text);
        long bytes = decoded?.Length ?? text.Length;
        if (bytes != Bytes(machine, shape, number.Size))
        {
            throw machine.Bad(
                $"it gives the array the shape ({string.Join(", ", shape)}) of {number.Name}, and {bytes} bytes for "
                + "it");
        }

        return new ArrayPlace("pickle" + found.Where, number, shape, strides, decoded is null ? text.Offset : 0) { Bytes = decoded };
    }

    /// <summary>How many bytes an array takes.</summary>
    public static long Bytes(PickleMachine machine, IReadOnlyList<long> shape, int size)
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

    /// <summary>A list or tuple of numbers as an array; null for anything else.</summary>
    private static ArrayPlace? Numbers(object? held)
    {
        IReadOnlyList<object?>? values = (held as PickledList)?.Values ?? held as object?[] as IReadOnlyList<object?>;
        if (values is null || values.Count == 0 || !values.All(value => value is long or double or bool))
        {
            return null;
        }

        bool areWhole = values.All(value => value is not double);
        byte[] bytes = new byte[sizeof(long) * values.Count];
        for (int i = 0; i < values.Count; i++)
        {
            long bits = values[i] switch
            {
                bool truth => Bits(truth ? 1 : 0),
                long whole => Bits(whole),
                double number => BitConverter.DoubleToInt64Bits(number),
                _ => 0,
            };
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), bits);
        }

        var type = new NumberType(areWhole ? NumberKind.Signed : NumberKind.Float, sizeof(long));
        return new ArrayPlace("pickled list", type, [values.Count], [1], 0) { Bytes = bytes };

        long Bits(long whole) => areWhole ? whole : BitConverter.DoubleToInt64Bits(whole);
    }
}
