using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginHost.Store.Journals;

/// <summary>
/// Goes over a curve without keeping its points. It looks at each all the same: a line that counts here must be read
/// whole later, when the spec or the curves of its result are asked for.
/// </summary>
internal sealed class SkippedCurve : JsonConverter<Curve>
{
    private static readonly Curve s_empty = new([], []);

    public override Curve Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int? steps = null, values = null;
        Require(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool areSteps = reader.ValueTextEquals("steps"u8), areValues = reader.ValueTextEquals("values"u8);
            reader.Read();
            if (areSteps)
            {
                steps = Steps(ref reader);
            }
            else if (areValues)
            {
                values = Values(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        Require(steps is not null && steps == values);
        return s_empty;
    }

    public override void Write(Utf8JsonWriter writer, Curve value, JsonSerializerOptions options) =>
        throw new NotSupportedException("curves are skipped on reading only");

    private static int Steps(ref Utf8JsonReader reader)
    {
        int count = 0;
        Require(reader.TokenType == JsonTokenType.StartArray);
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            Require(reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out _));
        }

        return count;
    }

    private static int Values(ref Utf8JsonReader reader)
    {
        int count = 0;
        Require(reader.TokenType == JsonTokenType.StartArray);
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            Require(reader.TokenType == JsonTokenType.Number || IsNamed(ref reader));
        }

        return count;
    }

    private static bool IsNamed(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && (reader.ValueTextEquals("NaN"u8) || reader.ValueTextEquals("Infinity"u8)
            || reader.ValueTextEquals("-Infinity"u8));

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new JsonException("a curve has as many whole steps as values");
        }
    }
}
