using System.Runtime.InteropServices;

namespace PluginHost.Screens.Views;

/// <summary>How the system treats what is typed on a terminal, as it was found; to be put back.</summary>
internal sealed unsafe partial class TerminalSettings
{
    private const int Input = 0;

    // Larger than struct termios on any system (60 bytes on Linux, 72 on macOS); nobody looks into it here.
    private const int Size = 256;

    // TCSANOW: at once; what was typed ahead stays for the shell.
    private const int Now = 0;

    private readonly byte[] _settings;

    private TerminalSettings(byte[] settings) => _settings = settings;

    /// <summary>The settings of standard input; null where it is no terminal.</summary>
    public static TerminalSettings? Read()
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // The runtime notes the terminal's settings when it first starts a process, and puts them back at the end: it
        // must do so before they are changed.
        _ = InitializeRuntimesTerminal();
        byte[] settings = new byte[Size];
        fixed (byte* first = settings)
        {
            return GetAttributes(Input, first) == 0 ? new TerminalSettings(settings) : null;
        }
    }

    /// <summary>Puts them back. Where the terminal is gone there is nothing to put back.</summary>
    public void Restore()
    {
        fixed (byte* first = _settings)
        {
            _ = SetAttributes(Input, Now, first);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int descriptor, byte* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int descriptor, int when, byte* settings);

    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_InitializeTerminalAndSignalHandling")]
    private static partial int InitializeRuntimesTerminal();
}
