using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Stores;

/// <summary>What a run told as recorded.</summary>
internal static class Acknowledged
{
    /// <summary>How many results.</summary>
    public static int In(Ended ended) =>
        ended.Output.Count(line => line.StartsWith('[') && line.Contains("] test accuracy ", StringComparison.Ordinal));
}
