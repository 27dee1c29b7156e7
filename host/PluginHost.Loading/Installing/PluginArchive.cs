using System.Collections.Immutable;
using System.IO.Compression;
using PluginHost.Files;

namespace PluginHost.Loading.Installing;

/// <summary>
/// A .zip or .nupkg with plugins: each is a folder NAME that holds NAME.dll, at any depth, or the archive is one.
/// </summary>
internal sealed class PluginArchive : IDisposable
{
    /// <summary>More than any plugin with its libraries has; an archive's word for its size is not taken.</summary>
    public const long MostBytes = 1L << 30;

    public const int MostFiles = 10_000;

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly ImmutableArray<(string Path, ZipArchiveEntry Entry)> _files;
    private long _written;

    /// <exception cref="PluginInstallException">The file is no such archive.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public PluginArchive(string path)
    {
        _path = path;
        _zip = Open(path);
        try
        {
            var files = _zip.Entries.Where(entry => !entry.FullName.EndsWith('/'));
            _files = [.. files.Select(entry => (PlainPath(entry), entry))];
            RequireBounds();
            Plugins = [.. FindPlugins()];
        }
        catch
        {
            _zip.Dispose();
            throw;
        }
    }

    /// <summary>The plugins' folders in the archive, each with its name; the path is empty or ends with /.</summary>
    public ImmutableArray<(string Path, string Name)> Plugins { get; }

    public void Dispose() => _zip.Dispose();

    /// <summary>Writes the files of a plugin; its source and what builds leave (obj, bin) stay out.</summary>
    /// <param name="plugin">The plugin's folder in the archive.</param>
    /// <param name="folder">A new folder.</param>
    public void Extract(string plugin, string folder)
    {
        foreach (var (path, entry) in _files.Where(file => file.Path.StartsWith(plugin, StringComparison.Ordinal)))
        {
            string within = path[plugin.Length..];
            if (within.Split('/')[0] is "obj" or "bin" || IsSource(within))
            {
                continue;
            }

            string file = Path.Combine(folder, within);
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? folder);
            using var to = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            Copy(entry, to);
        }
    }

    /// <summary>A folder with source is its author's, and is never removed by a command.</summary>
    internal static bool IsSource(string file) => Path.GetExtension(file) is ".cs" or ".csproj";

    private void Copy(ZipArchiveEntry entry, FileStream to)
    {
        try
        {
            using var from = entry.Open();
            byte[] part = new byte[1 << 16];
            while (from.Read(part) is > 0 and int count)
            {
                _written += count;
                if (_written > MostBytes)
                {
                    throw TooLarge();
                }

                to.Write(part, 0, count);
            }
        }
        catch (InvalidDataException damage)
        {
            throw new PluginInstallException($"{_path}: {entry.FullName} is damaged; get it again", damage);
        }
    }

    private static ZipArchive Open(string path)
    {
        // The archive closes it.
        var file = RegularFile.Open(path);
        try
        {
            var zip = new ZipArchive(file);
            // Read here, so that damage is told here.
            _ = zip.Entries;
            return zip;
        }
        catch (InvalidDataException damage)
        {
            file.Dispose();
            throw new PluginInstallException(
                $"{path} is no zip archive or NuGet package, or a damaged one; get it again", damage);
        }
    }

    /// <summary>The entry's path with / between its parts; one that leads out of its folder is refused.</summary>
    private string PlainPath(ZipArchiveEntry entry)
    {
        string path = entry.FullName.Replace('\\', '/');
        string shown = ShownText.Of(path);
        if (!path.Split('/').All(IsWithin))
        {
            throw new PluginInstallException(
                $"{_path} holds a file that would lie elsewhere: '{shown}'; do not trust where it comes from");
        }

        return shown == path
            ? path
            : throw new PluginInstallException(
                $"{_path} holds a file whose name has control characters: '{shown}'; do not trust it");
    }

    /// <summary>Whether a part of a path leads further in; C: would be a drive.</summary>
    private static bool IsWithin(string part) =>
        part.Length > 0 && part is not ("." or "..") && !part.Contains(':', StringComparison.Ordinal);

    private void RequireBounds()
    {
        if (_files.Length > MostFiles || _files.Sum(file => (decimal)file.Entry.Length) > MostBytes)
        {
            throw TooLarge();
        }

        var twice = _files.GroupBy(file => file.Path, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(same => same.Count() > 1);
        if (twice is not null)
        {
            throw new PluginInstallException($"{_path} holds {twice.Key} twice; pack it again");
        }
    }

    private PluginInstallException TooLarge() =>
        new($"{_path} holds more than {MostFiles} files or {MostBytes >> 20} MB; pack the plugin's own folder alone");

    private IEnumerable<(string Path, string Name)> FindPlugins()
    {
        foreach (var (path, _) in _files)
        {
            string[] parts = path.Split('/');
            if (parts.Length > 1 && parts[^1] == parts[^2] + ".dll" && !parts.Any(part => part is "obj" or "bin"))
            {
                yield return (path[..^parts[^1].Length], parts[^2]);
            }
        }

        // A zip of a plugin's files without their folder; its .deps.json tells it from the libraries that it uses.
        var paths = _files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (string path in paths.Where(path => !path.Contains('/', StringComparison.Ordinal)))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (Path.GetExtension(path) == ".dll" && paths.Contains($"{name}.deps.json"))
            {
                yield return ("", name);
            }
        }
    }
}
