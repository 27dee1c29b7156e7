using System.Text.Encodings.Web;
using System.Text.Json;
using PluginHost.Contracts;

namespace PluginHost.Output;

/// <summary>What <c>--json</c> prints: specs and keys exactly as they are recorded.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Settings = new(ContentKey.Json)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write<T>(TextWriter output, T value) => output.WriteLine(JsonSerializer.Serialize(value, Settings));
}
