namespace PluginHost.Files;

/// <summary>
/// Writes a file beside its place and renames it when it is complete, so that a reader never sees half of one.
/// </summary>
public static class AtomicFile
{
    /// <summary>Writes a file in place of what is there; its folder is made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="durable">Whether to wait until the disk has it; not for each of many small files.</param>
    /// <exception cref="IOException">It cannot be written; what was there stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written; what was there stays.</exception>
    public static void Write(string path, Action<Stream> write, bool durable = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");

        // A random name: the numbers of processes and threads repeat where containers share a folder.
        string beside = $"{full}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);

                // On disk before the rename, otherwise a power cut leaves the new name with no content.
                stream.Flush();
                if (durable)
                {
                    Durable.Flush(stream.SafeFileHandle);
                }
            }

            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            Discard(beside);
            throw;
        }
    }

    private static void Discard(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Why it could not be written is told; what is left of it, Leftovers deletes.
        }
    }
}
