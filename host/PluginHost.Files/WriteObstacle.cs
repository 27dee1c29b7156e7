namespace PluginHost.Files;

/// <summary>Why a folder cannot be written, for people: what .NET says names a file that nobody asked about.</summary>
public static class WriteObstacle
{
    // errno EROFS as .NET hands it on.
    private const int ReadOnlyFileSystem = 30;

    /// <summary>In some words, without a full stop.</summary>
    /// <param name="error">What trying to write threw.</param>
    public static string Of(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error switch
        {
            IOException { HResult: ReadOnlyFileSystem } => "its file system is read-only",
            UnauthorizedAccessException => "its owner, mode or an immutable mark forbids it",
            _ => error.Message.TrimEnd('.'),
        };
    }
}
