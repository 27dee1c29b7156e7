using PluginHost.Files;
using PluginHost.Running.Progress;
using PluginHost.Store.Records;

namespace PluginHost.Running.Words;

/// <summary>What went wrong, for people.</summary>
public static class FailureText
{
    // errno 28 as .NET hands it on, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28, DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);

    private const int Longest = 2_000;

    /// <summary>What, where and how to mend it, in one line.</summary>
    public static string Line(Exception error) => OneLine(error switch
    {
        OutputClosedException => error.Message,
        OperationCanceledException => "stopped",
        IOException { HResult: NoSpace or DiskFull or HandleDiskFull } =>
            $"no space on the disk: {error.Message.TrimEnd('.')}; "
            + "make room and run the same command again, it goes on from there",
        UnauthorizedAccessException =>
            $"{error.Message.TrimEnd('.')}; give yourself the right to it, "
            + "or another folder with --store or --data-dir",
        QueryException => error.Message.Split('\n')[0],
        IOException => error.Message,
        // Exceptions of the project's own boundaries, those of plugins' faults among them: written for users.
        _ when ThrownError.IsHost(error.GetType().Assembly) => error.Message,
        _ when TorchErrors.Message(error) is { } message => message,
        _ => $"{error.GetType().Name}: {ThrownError.Text(error)} "
            + "(this is a defect; run again with --verbose to see where)",
    });

    private static string OneLine(string text)
    {
        // A damaged file may bring texts of any length into a message.
        string start = text.Length > Longest ? text[..Longest] + " …" : text;
        return ShownText.Of(ThrownError.OneLine(start));
    }
}
