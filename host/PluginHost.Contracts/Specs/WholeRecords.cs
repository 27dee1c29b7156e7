using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PluginHost.Contracts;

/// <summary>
/// Reads records from JSON that may be damaged. Without it a part that lacks is null, also where the type says that it
/// never is, and fails far from the file that it came from.
/// </summary>
public static class WholeRecords
{
    /// <summary>
    /// The same settings, but a record that lacks a part, or has null for one, is a <see cref="JsonException"/>. Parts
    /// that may be null, and those with a default, may be left out; so may numbers and words of older files.
    /// </summary>
    public static JsonSerializerOptions Of(JsonSerializerOptions settings) => new(settings)
    {
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireParts } },
    };

    private static void RequireParts(JsonTypeInfo type)
    {
        var needed = type.Properties.Where(
            part => part.AssociatedParameter is { HasDefaultValue: false, IsNullable: false });
        foreach (var part in needed)
        {
            part.IsRequired |= !part.PropertyType.IsPrimitive && !part.PropertyType.IsEnum;
        }
    }
}
