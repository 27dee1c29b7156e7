namespace PluginHost.Engine;

/// <summary>A cell cannot be run or has gone wrong: what, where and how to mend it, in one line.</summary>
public sealed class EngineException : Exception
{
    /// <summary>An error of one line.</summary>
    public EngineException(string message) : base(message)
    {
    }

    /// <summary>An error with the one that caused it.</summary>
    public EngineException(string message, Exception inner) : base(message, inner)
    {
    }
}
