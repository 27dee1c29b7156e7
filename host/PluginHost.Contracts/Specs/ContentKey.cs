using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>
/// The identity of a cell or an artifact: the SHA-256 of the canonical JSON (sorted names, no white space) of all that
/// decides its content. Equal keys mean equal content; nothing is looked up by time or by place.
/// </summary>
/// <param name="Hash">64 lower-case hexadecimal digits.</param>
public readonly record struct ContentKey(string Hash)
{
    private static readonly JsonSerializerOptions Settings = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new RadiusJson() },
    };

    /// <summary>The first 12 digits, for people.</summary>
    public string Short => Hash[..12];

    /// <summary>The key of a value.</summary>
    public static ContentKey Of<T>(T content) => new(Convert.ToHexStringLower(SHA256.HashData(Canonical(content))));

    /// <summary>The canonical JSON (UTF-8) that keys are made of.</summary>
    public static byte[] Canonical<T>(T content) =>
        JsonSerializer.SerializeToUtf8Bytes(Sorted(JsonSerializer.SerializeToNode(content, Settings)));

    /// <summary>The settings that specs are written and read with everywhere: journals, records, keys.</summary>
    public static JsonSerializerOptions Json => Settings;

    /// <summary>The whole hash.</summary>
    public override string ToString() => Hash;

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject record => new JsonObject(record.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    /// <summary>Radii are written as their number of grey levels.</summary>
    private sealed class RadiusJson : JsonConverter<Radius>
    {
        public override Radius Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(reader.GetDouble());

        public override void Write(Utf8JsonWriter writer, Radius value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Levels);
    }
}
