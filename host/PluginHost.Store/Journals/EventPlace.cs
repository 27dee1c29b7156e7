namespace PluginHost.Store.Journals;

/// <summary>Where an event lies.</summary>
/// <param name="Journal">The file, below the journals' folder.</param>
/// <param name="Offset">Where the line begins, in bytes.</param>
/// <param name="Length">How many bytes it has, without its line feed.</param>
public readonly record struct EventPlace(string Journal, long Offset, long Length);
