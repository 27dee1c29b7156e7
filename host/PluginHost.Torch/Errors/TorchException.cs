namespace PluginHost.Torch.Errors;

/// <summary>
/// What this layer refuses or cannot do, natives that cannot be loaded among it. Failed operations of TorchSharp are
/// its own exceptions.
/// </summary>
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
