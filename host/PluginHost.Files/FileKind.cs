using System.Runtime.InteropServices;

namespace PluginHost.Files;

/// <summary>What a path leads to, where that is not a regular file.</summary>
internal static partial class FileKind
{
    private const int CurrentFolder = -100, NoFollow = 0x100;
    private const uint TypeWanted = 1;

    // Where the mode lies in what the system fills: in Linux' statx, and in stat of macOS on ARM.
    private const int ModeOfStatx = 28, ModeOfStat = 4, LargestAnswer = 256;

    private const int TypeBits = 0xF000, Link = 0xA000, Regular = 0x8000;

    /// <summary>
    /// For example <c>a named pipe</c>; null for a regular file, and where nothing is there or nothing is known.
    /// </summary>
    public static string? Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.Exists(path) ? "a folder" : null;
        }

        return TypeOf(path, follow: true) switch
        {
            null => TypeOf(path, follow: false) == Link ? "a link to nothing" : null,
            Regular => null,
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0x4000 => "a folder",
            0xC000 => "a socket",
            _ => "something else",
        };
    }

    private static int? TypeOf(string path, bool follow)
    {
        Span<byte> answer = stackalloc byte[LargestAnswer];
        answer.Clear();
        if (OperatingSystem.IsLinux())
        {
            int flags = follow ? 0 : NoFollow;
            return StatX(CurrentFolder, path, flags, TypeWanted, ref answer[0]) == 0 ? Type(answer, ModeOfStatx) : null;
        }

        int result = follow ? Stat(path, ref answer[0]) : LStat(path, ref answer[0]);
        return result == 0 ? Type(answer, ModeOfStat) : null;
    }

    private static int Type(ReadOnlySpan<byte> answer, int at) => MemoryMarshal.Read<ushort>(answer[at..]) & TypeBits;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, ref byte answer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte answer);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LStat(string path, ref byte answer);
}
