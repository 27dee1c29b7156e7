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
    /// Deletes them in a folder and those below it; noise in the making, which is gone on with, stays.
    /// </summary>
    /// <param name="folder">The folder; nothing is done when it is not there.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="IOException">One cannot be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">One cannot be deleted.</exception>
    public static void Delete(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.partial", SearchOption.AllDirectories)
            .Where(file => Ours().IsMatch(file.Name) && clock.GetUtcNow() - file.LastWriteTimeUtc > s_age))
        {
            file.Delete();
        }
    }

    [GeneratedRegex("""\.[0-9a-f]{32}\.partial$""")]
    private static partial Regex Ours();
}
