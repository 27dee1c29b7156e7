using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PluginHost.Files;

namespace PluginHost.Output;

/// <summary>What <c>--json</c> prints: specs and keys exactly as they are recorded.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Settings = new(ContentKey.Json)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteOrNull() },
    };

    public static void Write<T>(TextWriter output, T value) =>
        output.WriteLine(ShownText.Json(JsonSerializer.Serialize(value, Settings)));

    /// <summary>JSON has no infinity: an option without a largest value has null there.</summary>
    private sealed class FiniteOrNull : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
