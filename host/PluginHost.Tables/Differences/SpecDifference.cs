using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PluginHost.Tables.Differences;

/// <summary>Where two specs differ: in their fields, and in the settings that are no fields, such as the weight decay.</summary>
public static class SpecDifference
{
    /// <summary>Parts of a spec that decide its numbers and that no field tells; all others have a field.</summary>
    private static readonly string[] WithoutField =
        ["momentum", "weightDecay", "dropAt", "warmUp", "coolDown", "randomStart", "testEvery", "images", "sha256"];

    /// <summary>Everything of two specs, in the order of names.</summary>
    public static IReadOnlyList<Difference> All(CellSpec first, CellSpec second)
    {
        var (a, b) = (Values(first), Values(second));
        return [.. a.Keys.Union(b.Keys).Order(StringComparer.Ordinal).Select(name => new Difference(name, Value(a, name), Value(b, name)))];
    }

    /// <summary>What differs.</summary>
    public static IReadOnlyList<Difference> Between(CellSpec first, CellSpec second) => [.. All(first, second).Where(d => !d.IsSame)];

    private static OptionValue? Value(ImmutableSortedDictionary<string, OptionValue> values, string name) =>
        values.TryGetValue(name, out var value) ? value : default(OptionValue?);

    private static ImmutableSortedDictionary<string, OptionValue> Values(CellSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var values = spec.Fields().ToBuilder();
        Walk(JsonSerializer.SerializeToNode(spec, ContentKey.Json), "");
        return values.ToImmutable();

        void Walk(JsonNode? node, string path)
        {
            if (node is JsonObject record)
            {
                foreach (var (name, inner) in record)
                {
                    Walk(inner, path.Length == 0 ? name : $"{path}.{name}");
                }
            }
            else if (node is not null && WithoutField.Contains(path[(path.LastIndexOf('.') + 1)..]))
            {
                values[path] = OptionValue.Parse(node.ToJsonString(ContentKey.Json).Trim('"'));
            }
        }
    }
}
