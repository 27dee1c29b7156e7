using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PluginHost.Files;

/// <summary>Waits until the disk has what was written. .NET's own way says nothing when the disk fails at it.</summary>
public static partial class Durable
{
    /// <summary>Returns when the disk has it.</summary>
    /// <exception cref="IOException">The disk does not have it.</exception>
    public static void Flush(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.FlushToDisk(file);
        }
        else if (FSync(file) != 0)
        {
            throw new IOException($"it cannot be made durable (fsync): {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);
}
