using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PluginHost.Running.Workers;

/// <summary>Messages as lines of JSON.</summary>
internal static class MessageLines
{
    private static readonly JsonSerializerOptions Json = new(ContentKey.Json)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // A loss may be infinite or not a number.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
    };

    /// <summary>A message and a line feed, in UTF-8.</summary>
    public static byte[] Of<T>(T message) => [.. JsonSerializer.SerializeToUtf8Bytes(message, Json), (byte)'\n'];

    /// <summary>A message; null for a line that is none, such as one that native code printed between.</summary>
    public static T? Parse<T>(string line)
        where T : class
    {
        if (!line.StartsWith("{\"message\":", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A reader of lines.</summary>
    public static StreamReader Reader(Stream stream) => new(stream, new UTF8Encoding(false), false, 1 << 16);
}
