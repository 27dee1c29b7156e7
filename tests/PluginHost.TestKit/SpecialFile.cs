using System.Diagnostics;

namespace PluginHost.TestKit;

/// <summary>
/// Things in a folder that are no regular files, and files that are larger than what is on the disk of them.
/// </summary>
public static class SpecialFile
{
    /// <summary>Makes a named pipe that nobody writes to: whoever opens it waits without end.</summary>
    public static string Pipe(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return made.ExitCode == 0 ? path : throw new IOException($"mkfifo {path} failed");
    }

    /// <summary>Makes a file of zeros behind a beginning; the disk keeps the beginning only.</summary>
    public static string Sparse(string path, ReadOnlySpan<byte> beginning, long length)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        file.Write(beginning);
        file.SetLength(length);
        return path;
    }
}
