namespace PluginHost.Running.Progress;

/// <summary>
/// Nobody reads what is printed any more, such as <c>head</c> that has seen enough: whatever is done is stopped.
/// </summary>
/// <param name="message">What is closed.</param>
/// <param name="inner">What the system said; null where it was closed from the beginning.</param>
public sealed class OutputClosedException(string message, Exception? inner) : OperationCanceledException(message, inner)
{
    /// <summary>Whether somebody read it before; otherwise it was closed when the program began.</summary>
    public bool WasRead => InnerException is not null;
}
