using PluginHost.Engine.Arrays;
using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Data;

/// <summary>
/// One file of the Python version of CIFAR: a pickled dictionary of <c>data</c>, uint8 (N, 3072), the red, green and
/// blue plane of an image in each row, and <c>labels</c> (CIFAR-10) or <c>fine_labels</c> (CIFAR-100). Nothing in it is
/// run.
/// </summary>
public sealed class CifarBatch
{
    private const string Data = "data";

    private static readonly string[] s_labelNames = ["fine_labels", "labels"];

    private readonly string _path;
    private readonly ArrayPlace _place;

    private CifarBatch(string path, ArrayPlace place, int[] labels) => (_path, _place, Labels) = (path, place, labels);

    /// <summary>The label of every image.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Opens a file: reads all but the images.</summary>
    /// <param name="path">The file, such as <c>data_batch_1</c>.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="DataException">It is not there, damaged, or another file.</exception>
    public static CifarBatch Open(string path, int classes)
    {
        try
        {
            using var stream = RegularFile.Open(path);
            if (stream.Length == 0 || stream.ReadByte() is not (0x80 or '('))
            {
                throw new DataException(
                    $"{path} {KnownContent.Of(path) ?? "is no pickle, as the Python version of CIFAR has"}");
            }

            stream.Position = 0;
            var machine = new PickleMachine(path, stream);
            if (machine.Run() is not PickledDictionary held)
            {
                throw new DataException(
                    $"{path} holds no dictionary of {Data} and labels, as the Python version of CIFAR does");
            }

            var values = held.Items.Where(item => item.Key is PickledText).ToLookup(
                item => machine.Text((PickledText)item.Key!), item => item.Value, StringComparer.Ordinal);
            int[] labels = LabelsOf(path, values, machine, classes);
            return new CifarBatch(path, PlaceOf(path, values[Data].FirstOrDefault(), machine, labels.Length), labels);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NoiseFileException)
        {
            throw new DataException(problem.Message, problem);
        }
    }

    /// <summary>Reads the first images: planes, row by row, one after the other.</summary>
    /// <param name="first">The first one.</param>
    /// <param name="pixels">Filled; its length is a multiple of the size of an image.</param>
    /// <exception cref="DataException">The file became shorter.</exception>
    public void Read(int first, Span<byte> pixels)
    {
        long offset = _place.Offset + ((long)first * CifarSet.Shape.Size);
        if (_place.Bytes is { } held)
        {
            held.AsSpan((int)offset, pixels.Length).CopyTo(pixels);
            return;
        }

        using var stream = RegularFile.Open(_path);
        stream.Position = offset;
        if (stream.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false) < pixels.Length)
        {
            throw new DataException($"{_path} became shorter while it was read");
        }
    }

    private static ArrayPlace PlaceOf(string path, object? data, PickleMachine machine, int images)
    {
        if (data is not PickledArray array)
        {
            throw new DataException($"{path} has no array '{Data}', as the Python version of CIFAR has");
        }

        var place = PickledArrays.Place(machine, new FoundArray(array, ""));
        bool fits = place.Type is { Kind: NumberKind.Unsigned, Size: 1 } && place.Count == (long)images * CifarSet.Shape.Size
            && place.Strides.SequenceEqual(ArrayPlace.StridesOf(place.Shape));
        return fits
            ? place
            : throw new DataException(
                $"{path} has {place.Type.Name} ({string.Join(", ", place.Shape)}) for {images} labels, not uint8 "
                    + $"({images}, {CifarSet.Shape.Size}) row by row");
    }

    private static int[] LabelsOf(string path, ILookup<string, object?> values, PickleMachine machine, int classes)
    {
        string name = Array.Find(s_labelNames, values.Contains) ?? throw new DataException(
            $"{path} has no {string.Join(" or ", s_labelNames)}");
        if (values[name].First() is not PickledList { Values.Count: > 0 } list)
        {
            throw machine.Bad($"its {name} are no list of numbers");
        }

        int wrong = list.Values.FindIndex(label => label is not long number || number < 0 || number >= classes);
        return wrong < 0
            ? [.. list.Values.Select(label => (int)(long)label!)]
            : throw new DataException(
                $"{path}, image {wrong} has the label {list.Values[wrong]}, which is not in 0…{classes - 1}");
    }
}
