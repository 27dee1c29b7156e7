namespace PluginHost.Engine.Arrays;

/// <summary>An array that was found in what a file holds.</summary>
/// <param name="Array">The array.</param>
/// <param name="Name">Where it is, as Python would write it: <c>['noise']</c>, <c>[0]</c>; empty for the whole.</param>
internal sealed record FoundArray(PickledArray Array, string Name)
{
    private const int MostNamed = 8, MostLooked = 100_000, LongestName = 100;

    /// <summary>For example <c>, its ['noise']</c>; empty for the whole.</summary>
    public string Where => Name.Length > 0 ? $", its {Name}" : "";

    /// <summary>The only array, or the one that is called <c>noise</c>.</summary>
    /// <param name="held">What the pickle holds.</param>
    /// <param name="machine">What read it.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="NoiseFileException">There is none, or there are several.</exception>
    public static FoundArray Only(object? held, PickleMachine machine, string path)
    {
        var found = All(held, machine);
        var named = found.FindAll(array => array.Name.EndsWith($"['{StoredArray.NoiseTensor}']", StringComparison.Ordinal));
        if (found.Count == 0)
        {
            throw new NoiseFileException(
                $"{path} holds no array, but {Described(held)}; save the array of the noise, or a list of labels");
        }

        return found.Count == 1 || named.Count == 1
            ? named.FirstOrDefault(found[0])
            : throw new NoiseFileException(
                $"{path} holds {found.Count} arrays: {string.Join(", ", found.Take(MostNamed).Select(Told))}"
                + $"{(found.Count > MostNamed ? ", …" : "")}; the noise must be called '{StoredArray.NoiseTensor}', "
                    + "or be alone");
    }

    /// <summary>The arrays in what a pickle holds. A value that occurs twice counts once.</summary>
    private static List<FoundArray> All(object? held, PickleMachine machine)
    {
        var found = new List<FoundArray>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Queue<(object? Value, string Name)>([(held, "")]);
        while (open.TryDequeue(out var next) && seen.Count < MostLooked)
        {
            var (value, name) = next;
            if (value is null || !seen.Add(value))
            {
                continue;
            }

            if (value is PickledArray { Type: not null } array)
            {
                found.Add(new FoundArray(array, name));
                continue;
            }

            var parts = Parts(value, machine)
                .Where(part => part.Value is PickledArray or PickledList or PickledDictionary or object?[]);
            foreach (var (key, part) in parts)
            {
                open.Enqueue((part, name.Length < LongestName ? name + key : name));
            }
        }

        return found;
    }

    private static IEnumerable<(string Key, object? Value)> Parts(object value, PickleMachine machine) => value switch
    {
        PickledArray { Data: PickledList objects } => objects.Values.Select(part => ("", part)),
        PickledList list => list.Values.Select((part, i) => ($"[{i}]", part)),
        object?[] tuple => tuple.Select((part, i) => ($"[{i}]", part)),
        PickledDictionary dictionary => dictionary.Items.Select(item => ($"['{KeyOf(item.Key, machine)}']", item.Value)),
        _ => [],
    };

    private static string KeyOf(object? key, PickleMachine machine) => key switch
    {
        PickledText { Length: < LongestName } text => machine.Text(text),
        long number => $"{number}",
        _ => "…",
    };

    private static string Told(FoundArray array) => $"{array.Name} ({string.Join(", ", array.Array.Shape)})";

    private static string Described(object? held) => held switch
    {
        PickledList { Values.Count: 0 } => "an empty list",
        PickledList => "a list of other things",
        PickledDictionary => "a dictionary of other things",
        object?[] => "a tuple of other things",
        PickledArray => "an array of Python objects, not numbers",
        PickledText => "a text",
        null => "nothing (None)",
        _ => "a single number",
    };
}
