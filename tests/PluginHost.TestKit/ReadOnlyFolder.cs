using System.Diagnostics;

namespace PluginHost.TestKit;

/// <summary>
/// A folder that nobody can write into while this lives: no permission to, or, for the root user whom permissions do
/// not bind, marked as immutable.
/// </summary>
public sealed class ReadOnlyFolder : IDisposable
{
    public const string Reason = "nothing keeps this user from writing here: the file system knows no immutable files";

    private readonly string _path;

    private ReadOnlyFolder(string path) => _path = path;

    /// <summary>Closes a folder and all below it; null where that cannot be done, for <see cref="Reason"/>.</summary>
    public static ReadOnlyFolder? Of(string path)
    {
        if (!Run(Environment.IsPrivilegedProcess ? ["chattr", "-R", "+i", path] : ["chmod", "-R", "a-w", path]))
        {
            return null;
        }

        var closed = new ReadOnlyFolder(path);
        if (!CanWrite(path))
        {
            return closed;
        }

        closed.Dispose();
        return null;
    }

    public void Dispose() =>
        Run(Environment.IsPrivilegedProcess ? ["chattr", "-R", "-i", _path] : ["chmod", "-R", "u+w", _path]);

    private static bool CanWrite(string folder)
    {
        string probe = Path.Combine(folder, "probe");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Run(string[] command)
    {
        try
        {
            var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true };
            using var process = Process.Start(start)
                ?? throw new InvalidOperationException($"{command[0]} did not start");
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
