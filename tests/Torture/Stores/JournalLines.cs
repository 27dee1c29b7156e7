using System.Text.Json;

namespace PluginHost.Torture.Stores;

/// <summary>A whole line of a journal, read without the program's own reader.</summary>
/// <param name="Journal">Its journal's name below <c>journals/</c>.</param>
/// <param name="Text">The line.</param>
internal sealed record JournalLine(string Journal, string Text)
{
    /// <summary>What happened, such as <c>cell-finished</c>; empty for a line that cannot be read.</summary>
    public string Event => Entry?.GetProperty("event").GetString() ?? "";

    /// <summary>Its entry; null where the line is no JSON.</summary>
    public JsonElement? Entry { get; } = EntryOf(Text);

    /// <summary>The whole lines of all journals of a store; what follows the last line feed is none.</summary>
    public static IReadOnlyList<JournalLine> Of(string store)
    {
        string folder = Path.Combine(store, "journals");
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(folder, "*.jsonl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .SelectMany(file => Lines(file).Select(
                    line => new JournalLine(Path.GetRelativePath(folder, file), line))),
        ];
    }

    private static string[] Lines(string file)
    {
        // A worker that outlives its run for a moment does not write journals: nobody writes here now.
        string text = File.ReadAllText(file);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static JsonElement? EntryOf(string text)
    {
        try
        {
            return JsonDocument.Parse(text).RootElement.GetProperty("entry");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
