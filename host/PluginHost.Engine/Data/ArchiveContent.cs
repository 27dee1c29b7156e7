using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using PluginHost.Files;

namespace PluginHost.Engine.Data;

/// <summary>Unpacks one folder of a .tar.gz archive.</summary>
internal static class ArchiveContent
{
    /// <summary>
    /// Unpacks the files of a folder into the folder of the same name, beside it first and then moved in. Other files
    /// in the target stay; a file of the same name and another content is kept under another name.
    /// </summary>
    /// <returns>Where files were moved to that lay in the way.</returns>
    /// <exception cref="DataException">The archive cannot be read.</exception>
    public static async Task<IReadOnlyList<string>> UnpackAsync(
        string archive, string folder, string into, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        var partial = Path.Combine(into, folder + ".partial");
        var target = Path.Combine(into, folder);
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        Directory.CreateDirectory(partial);
        try
        {
            await ExtractAsync(archive, folder, partial, progress, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw new DataException($"{archive} cannot be unpacked: {problem.Message}; remove it and download it again", problem);
        }

        Directory.CreateDirectory(target);
        var kept = new List<string>();
        foreach (var file in Directory.EnumerateFiles(partial))
        {
            string place = Path.Combine(target, Path.GetFileName(file));
            if (File.Exists(place) && !HaveSameBytes(file, place))
            {
                kept.Add(FreeName(place));
                File.Move(place, kept[^1]);
            }

            File.Move(file, place, overwrite: true);
        }

        Directory.Delete(partial);
        return kept;
    }

    private static bool HaveSameBytes(string one, string other)
    {
        bool areAsLong = new FileInfo(one).Length == new FileInfo(other).Length;
        return areAsLong && ContentHash.OfFile(one) == ContentHash.OfFile(other);
    }

    private static string FreeName(string place)
    {
        int number = 1;
        while (File.Exists(Name()))
        {
            number++;
        }

        return Name();

        string Name() => string.Create(CultureInfo.InvariantCulture, $"{place}.before-{number}");
    }

    private static async Task ExtractAsync(
        string archive, string folder, string target, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        await using var packed = File.OpenRead(archive);
        await using var unzipped = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unzipped);
        while (await tar.GetNextEntryAsync(cancellationToken: cancel) is { } entry)
        {
            // Only plain files directly in the folder, by their bare names: nothing can be written elsewhere.
            var name = Path.GetFileName(entry.Name);
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile
                && Path.GetDirectoryName(entry.Name)?.TrimStart('.', '/') == folder)
            {
                await entry.ExtractToFileAsync(Path.Combine(target, name), overwrite: true, cancel);
            }

            progress.Report(new DownloadProgress("unpacking", packed.Position, packed.Length));
        }
    }
}
