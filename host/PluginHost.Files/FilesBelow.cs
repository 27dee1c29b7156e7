using System.IO.Enumeration;

namespace PluginHost.Files;

/// <summary>
/// The files of a folder and of those below it. Links to folders are followed, but not without end: one may lead back
/// up.
/// </summary>
public static class FilesBelow
{
    private static readonly EnumerationOptions s_options = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 8,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>Their paths, in no order.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">What their names are like, such as <c>*.png</c>.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<string> Of(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, s_options);

    /// <summary>The files, and of folders that are passed over the folders themselves.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isHidden">Whether a folder of a name is passed over with all it holds.</param>
    /// <returns>Paths in no order, and whether one is such a folder.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<(string Path, bool IsHiddenFolder)> Shown(string folder, Func<string, bool> isHidden) =>
        new FileSystemEnumerable<(string, bool)>(
            folder, (ref FileSystemEntry entry) => (entry.ToSpecifiedFullPath(), entry.IsDirectory), s_options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory || isHidden(entry.FileName.ToString()),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !isHidden(entry.FileName.ToString()),
        };
}
