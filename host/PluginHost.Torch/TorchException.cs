namespace PluginHost.Torch;

/// <summary>A failed tensor operation (with libtorch's own message, the operator and the shapes), or natives that cannot be loaded.</summary>
public sealed class TorchException : Exception
{
    /// <summary>Makes an exception with a message that says what failed, where, and how to mend it.</summary>
    public TorchException(string message)
        : base(message)
    {
    }

    /// <summary>As above, keeping the exception that caused it.</summary>
    public TorchException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
