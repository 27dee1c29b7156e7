using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// The distinct specs, seeds aside. Ten thousands of them have few different parts (a training, a noise, a model), so every
/// part's JSON is kept once and a spec is a code for each; its fields are kept likewise, so that tables and filters need
/// read no JSON. One thread adds, any may read what was there.
/// </summary>
internal sealed class SpecShapes(
    int count, IEnumerable<CodesByShape<string>> parts, IEnumerable<CodesByShape<OptionValue>> fields)
{
    private const string Seed = "seed", NoiseLabel = "noiseLabel";

    /// <summary>Seeds of one spec come together, so the last few are enough to know most that come.</summary>
    private const int Remembered = 4096;

    private readonly SortedDictionary<string, CodesByShape<OptionValue>> _fields =
        new(fields.ToDictionary(field => field.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    private readonly Dictionary<CellSpec, int> _known = [];

    // By name; replaced as a whole, because others read it meanwhile.
    private CodesByShape<string>[] _parts = [.. parts.OrderBy(part => part.Name, StringComparer.Ordinal)];
    private CellSpec?[] _specs = new CellSpec?[count];
    private Dictionary<string, int>? _byCodes;

    public SpecShapes() : this(0, [], [])
    {
    }

    public int Count { get; private set; } = count;

    public IReadOnlyCollection<CodesByShape<string>> Parts => _parts;

    public IReadOnlyCollection<CodesByShape<OptionValue>> Fields => _fields.Values;

    /// <summary>The code of a spec, whatever its seed.</summary>
    public int Of(CellSpec spec)
    {
        spec = spec with { Seed = 0 };
        if (!_known.TryGetValue(spec, out int shape))
        {
            if (_known.Count == Remembered)
            {
                _known.Clear();
            }

            _known[spec] = shape = Find(spec);
        }

        return shape;
    }

    /// <summary>A spec.</summary>
    public CellSpec Spec(int shape, int seed)
    {
        // Whoever comes first makes it; specs share their parts' objects with all seeds.
        var spec = shape < _specs.Length ? _specs[shape] : null;
        if (spec is null)
        {
            spec = Read(shape);
            if (shape < _specs.Length)
            {
                _specs[shape] = spec;
            }
        }

        return spec with { Seed = seed };
    }

    /// <summary>Whether two specs are the same, whatever their noise is called.</summary>
    public bool AreSame(int shape, int other) => shape == other
        || Array.TrueForAll(_parts, part => part.Name == NoiseLabel || part.Shapes.Items[shape] == part.Shapes.Items[other]);

    private int Find(CellSpec spec)
    {
        var json = JsonSerializer.SerializeToNode(spec, ContentKey.Json)?.AsObject() ?? [];
        json.Remove(Seed);
        var given = json.Where(part => part.Value is not null).Select(part => (part.Key, Text: part.Value!.ToJsonString())).ToList();
        var byCodes = _byCodes ??= ByCodes();
        foreach (var (name, _) in given)
        {
            if (!Array.Exists(_parts, part => part.Name == name))
            {
                // Specs before it lack it, which changes the key of every one.
                var added = new CodesByShape<string>(name, new Codes<string>(), new Growing<int>());
                added.FillUpTo(Count);
                _parts = [.. _parts.Append(added).OrderBy(part => part.Name, StringComparer.Ordinal)];
                byCodes = _byCodes = ByCodes();
            }
        }

        int[] codes = [.. _parts.Select(part => given.Find(g => g.Key == part.Name).Text is { } text ? part.Values.Of(text) : -1)];
        string key = KeyOf(codes);
        return byCodes.TryGetValue(key, out int shape) ? shape : byCodes[key] = Add(codes, spec);
    }

    private int Add(int[] codes, CellSpec spec)
    {
        int shape = Count;
        foreach (var (part, code) in _parts.Zip(codes))
        {
            part.Shapes.Add(code);
        }

        foreach (var (name, value) in spec.Fields().Where(field => field.Key != Seed))
        {
            if (!_fields.TryGetValue(name, out var field))
            {
                _fields[name] = field = new CodesByShape<OptionValue>(name, new Codes<OptionValue>(), new Growing<int>());
            }

            field.Add(shape, value);
        }

        Count++;
        foreach (var field in _fields.Values)
        {
            field.FillUpTo(Count);
        }

        if (_specs.Length < Count)
        {
            Array.Resize(ref _specs, Math.Max(64, Count * 2));
        }

        return shape;
    }

    private CellSpec Read(int shape)
    {
        var parts = _parts.Where(part => part.Shapes.Items[shape] >= 0)
            .Select(part => $"\"{part.Name}\":{part.Values[part.Shapes.Items[shape]]}");
        return JsonSerializer.Deserialize<CellSpec>($"{{{string.Join(',', parts)}}}", ContentKey.Json) ?? throw new JsonException("a spec is null");
    }

    private Dictionary<string, int> ByCodes()
    {
        var byCodes = new Dictionary<string, int>(Count, StringComparer.Ordinal);
        int[] codes = new int[_parts.Length];
        for (int shape = 0; shape < Count; shape++)
        {
            int next = 0;
            foreach (var part in _parts)
            {
                codes[next++] = part.Shapes.Items[shape];
            }

            byCodes[KeyOf(codes)] = shape;
        }

        return byCodes;
    }

    private static string KeyOf(int[] codes) => new(MemoryMarshal.Cast<int, char>(codes));
}
