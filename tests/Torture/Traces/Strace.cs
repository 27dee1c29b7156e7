using System.ComponentModel;
using System.Diagnostics;

namespace PluginHost.Torture.Traces;

/// <summary>The program that watches system calls, and makes them fail.</summary>
internal static class Strace
{
    /// <summary>Stops a process at the watched calls only. No signals are delivered beside it.</summary>
    public const string Faster = "--seccomp-bpf";

    /// <summary>Whether it is there and may watch processes.</summary>
    public static bool IsThere { get; } = Works();

    private static bool Works()
    {
        var start = new ProcessStartInfo("strace", ["-f", Faster, "-o", "/dev/null", "true"])
        {
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start);
            process?.StandardError.ReadToEnd();
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
