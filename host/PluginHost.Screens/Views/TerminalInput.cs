using System.Runtime.InteropServices;

namespace PluginHost.Screens.Views;

/// <summary>Waits for what is typed, without taking it.</summary>
internal static unsafe partial class TerminalInput
{
    private const int Input = 0;
    private const short PollIn = 1;

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Descriptor;
        public short Events;
        public short Found;
    }

    /// <summary>Waits until something was typed, or the terminal is gone.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <returns>Whether there is something, or never will be again.</returns>
    public static bool Await(TimeSpan timeout)
    {
        if (OperatingSystem.IsWindows())
        {
            Thread.Sleep(timeout);
            return false;
        }

        var poll = new PollFd { Descriptor = Input, Events = PollIn };
        return Poll(&poll, 1, (int)timeout.TotalMilliseconds) > 0;
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(PollFd* descriptors, nuint count, int milliseconds);
}
