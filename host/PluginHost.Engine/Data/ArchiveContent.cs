using System.Formats.Tar;
using System.IO.Compression;

namespace PluginHost.Engine.Data;

/// <summary>Unpacks one folder of a .tar.gz archive.</summary>
internal static class ArchiveContent
{
    /// <summary>
    /// Unpacks the files of a folder into the folder of the same name, beside it first and then moved in. Other files
    /// in the target stay.
    /// </summary>
    /// <exception cref="DataException">The archive cannot be read.</exception>
    public static async Task UnpackAsync(
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
            throw new DataException($"{archive} cannot be unpacked: {problem.Message}; delete it and download it again", problem);
        }

        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(partial))
        {
            File.Move(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        Directory.Delete(partial);
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
