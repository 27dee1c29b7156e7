using System.Diagnostics;

namespace PluginHost.TestKit;

/// <summary>A copy of a file under a name that is not UTF-8, which .NET can neither open nor delete.</summary>
public sealed class UnsayableFile : IDisposable
{
    private readonly string _folder;

    public UnsayableFile(string from, string folder)
    {
        _folder = folder;
        Run("cp \"$1\" \"$2\"/$'3\\xff.png'", from, folder);
    }

    public void Dispose() => Run("rm \"$1\"/$'3\\xff.png'", _folder);

    private static void Run(string command, params string[] arguments)
    {
        using var run = Process.Start("bash", ["-c", command, "bash", .. arguments]);
        run.WaitForExit();
        if (run.ExitCode != 0)
        {
            throw new IOException($"{command} failed");
        }
    }
}
