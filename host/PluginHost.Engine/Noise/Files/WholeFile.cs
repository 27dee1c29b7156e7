namespace PluginHost.Engine;

/// <summary>Writes a file beside its place and renames it when it is complete.</summary>
internal static class WholeFile
{
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="durable">Whether to wait until the disk has it: not for each of many small files.</param>
    public static void Write(string path, Action<Stream> write, bool durable = true)
    {
        string full = Path.GetFullPath(path), partial = $"{full}.{Environment.ProcessId}.partial";
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? ".");
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(durable);
            }

            File.Move(partial, full, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
