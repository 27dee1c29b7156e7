using System.Runtime.InteropServices;

namespace PluginHost.Tui.Terminals;

/// <summary>The C library's functions for terminals, by their own names.</summary>
internal static unsafe partial class LibC
{
    public const int Interrupted = 4, TryAgain = 11, SigStop = 19, SigTstp = 20, PollIn = 1;

    /// <summary>Larger than <c>struct termios</c> on any system (60 bytes on Linux, 72 on macOS); we never look into it.</summary>
    public const int TermiosSize = 256;

    /// <summary>TCSAFLUSH: when what was written is out, and without what was typed before.</summary>
    public const int Flush = 2;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Found;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    public static partial int GetAttributes(int fd, byte* termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    public static partial int SetAttributes(int fd, int when, byte* termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    public static partial void MakeRaw(byte* termios);

    [LibraryImport("libc", EntryPoint = "isatty")]
    public static partial int IsTerminal(int fd);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* fds, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IoControl(int fd, nuint request, ushort* size);

    /// <summary>
    /// The runtime notes the terminal's settings when it first starts a process, and puts them back at the end: it must do
    /// so before we change them.
    /// </summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_InitializeTerminalAndSignalHandling")]
    public static partial int InitializeRuntimesTerminal();
}
