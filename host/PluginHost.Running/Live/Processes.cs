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

    /// <summary>Which of the standard output and error lead to a terminal, by their numbers.</summary>
    public static IReadOnlyList<int> OutputsOnTerminal() =>
        OperatingSystem.IsWindows() ? [] : [.. new[] { 1, 2 }.Where(file => IsTerminal(file) != 0)];

    /// <summary>Leads outputs to nowhere: their terminal is gone.</summary>
    /// <param name="outputs">Their numbers.</param>
    public static void Silence(IReadOnlyList<int> outputs)
    {
        using var nowhere = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        foreach (int output in outputs)
        {
            Replace(output, (int)nowhere.DangerousGetHandle());
        }
    }

    /// <summary>A second number for an open file, which stays when another file takes the place of the first.</summary>
    public static int Second(int file) => Duplicate(file);

    /// <summary>Lets an open file take the place of another one, such as of the standard output.</summary>
    public static void Replace(int file, int by) => _ = Duplicate(by, file);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int SetSession();

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int file);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int oldFile, int newFile);
}

/// <summary>A run cannot be started, stopped or gone on with.</summary>
public sealed class RunControlException(string message) : Exception(message);
