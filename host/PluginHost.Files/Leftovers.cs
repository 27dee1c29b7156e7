using System.Text.RegularExpressions;

namespace PluginHost.Files;

/// <summary>
/// Files of <see cref="AtomicFile"/> that processes left which were killed while they wrote.
/// </summary>
public static partial class Leftovers
{
    /// <summary>Younger ones may still be written.</summary>
    private static readonly TimeSpan s_age = TimeSpan.FromHours(1);

    /// <summary>
    /// Those in a folder and below it; noise in the making, which is gone on with, is none.
    /// </summary>
    /// <param name="folder">The folder; there are none when it is not there.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder cannot be read.</exception>
    public static IEnumerable<FileInfo> In(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var partial = Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*.partial", SearchOption.AllDirectories)
            : [];
        return partial.Where(file => Ours().IsMatch(file.Name) && clock.GetUtcNow() - file.LastWriteTimeUtc > s_age);
    }

    /// <summary>Deletes them.</summary>
    /// <inheritdoc cref="In" path="/param"/>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">One cannot be deleted.</exception>
    public static void Delete(string folder, TimeProvider clock)
    {
        foreach (var file in In(folder, clock))
        {
            file.Delete();
        }
    }

    [GeneratedRegex("""\.[0-9a-f]{32}\.partial$""")]
    private static partial Regex Ours();
}
