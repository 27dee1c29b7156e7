using Microsoft.Win32.SafeHandles;

namespace PluginHost.Files;

/// <summary>
/// Where an open file lies. Who writes into a file goes on without a sign when it, or a folder above it, is removed or
/// renamed: this tells.
/// </summary>
/// <param name="file">The open file.</param>
/// <param name="path">Where it was opened.</param>
public sealed class OpenedPlace(SafeFileHandle file, string path)
{
    private const string Deleted = " (deleted)";

    private readonly string? _asOpened = PathOf(file);

    /// <summary>Whether the file is still where it was opened.</summary>
    public bool IsKept => File.Exists(path) && PathOf(file) == _asOpened;

    /// <summary>Whether it is known that the file was deleted.</summary>
    public bool IsDeleted => IsDeletedFile(file);

    /// <summary>
    /// Where the file is now; null where it was deleted, and where the system does not tell (all but Linux).
    /// </summary>
    public string? MovedTo =>
        PathOf(file) is { } now && now != _asOpened && File.Exists(now) ? now : null;

    /// <summary>Whether it is known that an open file was deleted.</summary>
    internal static bool IsDeletedFile(SafeFileHandle file) =>
        PathOf(file)?.EndsWith(Deleted, StringComparison.Ordinal) == true;

    private static string? PathOf(SafeFileHandle file) => OperatingSystem.IsLinux()
        ? new FileInfo($"/proc/self/fd/{(long)file.DangerousGetHandle()}").LinkTarget
        : null;
}
