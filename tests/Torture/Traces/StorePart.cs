namespace PluginHost.Torture.Traces;

/// <summary>A part of a store that calls touch.</summary>
internal enum StorePart
{
    Journal,
    Database,
    Checkpoint,
    Noise,
    Model,
    Status,
    Lock,
    Other,
}

/// <summary>Which part of a store a call touches.</summary>
internal static class StoreParts
{
    private static readonly (string Folder, StorePart Part)[] s_parts =
    [
        ("journals/", StorePart.Journal),
        ("db/", StorePart.Database),
        ("checkpoints/", StorePart.Checkpoint),
        ("artifacts/noise/", StorePart.Noise),
        ("artifacts/models/", StorePart.Model),
        ("live/", StorePart.Status),
        ("locks/", StorePart.Lock),
    ];

    /// <summary>The part that a call's arguments name; null when they name nothing of the store.</summary>
    public static StorePart? Of(string arguments, string store)
    {
        int at = arguments.IndexOf(store + "/", StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var below = arguments.AsSpan(at + store.Length + 1);
        foreach (var (folder, part) in s_parts)
        {
            if (below.StartsWith(folder, StringComparison.Ordinal))
            {
                return part;
            }
        }

        return StorePart.Other;
    }
}
