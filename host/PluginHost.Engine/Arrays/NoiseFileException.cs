using PluginHost.Files;

namespace PluginHost.Engine.Arrays;

/// <summary>A noise file cannot be read, written or used: which file, what is wrong and how to mend it, in one line.</summary>
public sealed class NoiseFileException : Exception
{
    /// <summary>An error of one line.</summary>
    public NoiseFileException(string message) : base(ShownText.Of(message))
    {
    }

    /// <summary>An error with the one that caused it.</summary>
    public NoiseFileException(string message, Exception inner) : base(ShownText.Of(message), inner)
    {
    }
}
