namespace PluginHost.Running;

/// <summary>How a run ended.</summary>
public enum RunEnd
{
    /// <summary>Everything was done.</summary>
    Done,

    /// <summary>Some cells failed.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Stopped,
}
