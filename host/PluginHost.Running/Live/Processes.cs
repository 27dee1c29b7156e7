using System.Runtime.InteropServices;

namespace PluginHost.Running.Live;

/// <summary>What the system does with processes and .NET has no call for.</summary>
public static partial class Processes
{
    private const int SigTerm = 15;

    /// <summary>Asks a process to stop.</summary>
    /// <exception cref="RunControlException">It is on another machine, gone already, or somebody else's.</exception>
    public static void Terminate(LiveProcess process)
    {
        if (process.IsAlive is not { } alive)
        {
            throw new RunControlException($"the run is on {process.Host}; stop it there");
        }

        if (!alive)
        {
            throw new RunControlException($"process {process.Id} has ended already");
        }

        if (OperatingSystem.IsWindows())
        {
            throw new RunControlException("Windows has no signal that stops a run gently; press Ctrl-C where it runs");
        }

        if (Kill(process.Id, SigTerm) != 0)
        {
            throw new RunControlException($"process {process.Id} cannot be stopped: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        }
    }

    /// <summary>Leaves the terminal: its hangup and its Ctrl-C reach this process no more.</summary>
    public static void LeaveTerminal() => _ = SetSession();

    /// <summary>Lets an open file take the place of another one, such as of the standard output.</summary>
    public static void Replace(int file, int by) => _ = Duplicate(by, file);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int oldFile, int newFile);
}

/// <summary>A run cannot be started, stopped or gone on with.</summary>
public sealed class RunControlException(string message) : Exception(message);
