namespace PluginHost.Torch.IO;

/// <summary>
/// Writes a file beside its place and renames it when it is complete, so that a reader never sees half of one.
/// </summary>
internal static class AtomicFile
{
    internal static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        // A random name: the numbers of processes and threads repeat where containers share a folder.
        string beside = $"{full}.{Guid.NewGuid():N}.partial";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                // On disk before the rename, otherwise a power cut leaves the new name with no content.
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
