namespace PluginHost.Results;

/// <summary>A journal, and how far it was read.</summary>
internal sealed class IndexedJournal
{
    public required string Name { get; init; }

    /// <summary>Up to which byte; the line that begins there was not whole yet.</summary>
    public long Offset { get; set; }

    /// <summary>The cells and artifacts that it speaks of.</summary>
    public KeySet Keys { get; init; } = new();
}
