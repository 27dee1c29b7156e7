using System.Globalization;
using System.Text.Json;

namespace PluginHost.Engine.Data;

/// <summary>
/// Image files decoded and fitted once, into one file that is memory-mapped afterwards: a header of 4096 bytes (one line
/// of JSON), then the images, uint8, (C, H, W) each. It is made beside its place, in steps that are safe on the disk one
/// by one, and renamed; a stopped process goes on where it was. It may hold the first images only, and grow later.
/// </summary>
/// <param name="file">Where it lies.</param>
/// <param name="root">The folder that the images' names are counted from.</param>
/// <param name="files">The image files, in the order of the images.</param>
/// <param name="fit">How they are fitted.</param>
/// <param name="shape">The shape that this gives.</param>
/// <param name="source">The hash of names, sizes and times of the files: another one makes the cache anew.</param>
internal sealed class ImageCache(
    string file, string root, IReadOnlyList<LabelledFile> files, ImageFit fit, ImageShape shape, string source)
{
    private const int Version = 1;
    private const int HeaderBytes = 4096;
    private const int StepBytes = 64 << 20;
    private const int MostNamed = 5;

    private sealed record Header(int Version, int Count, int Channels, int Height, int Width, string Source);

    private string Partial => file + ".partial";

    /// <summary>How many images it holds.</summary>
    public int Ready => Count(file);

    /// <summary>How many images a cache holds by its header, whatever its sources are now.</summary>
    public static int Glance(string path) => File.Exists(path) && HeaderOf(path) is { Version: Version } header ? header.Count : 0;

    /// <summary>Decodes what is missing of the first images.</summary>
    /// <exception cref="DataException">Images are damaged, the disk is full, or another process is at it.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was decoded is kept.</exception>
    public void Ensure(int count, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        if (Ready >= count)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
            if (Ready > Count(Partial))
            {
                File.Move(file, Partial, overwrite: true);
            }

            using (var stream = new FileStream(Partial, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0))
            {
                int done = Count(stream);
                RequireRoom((long)(count - done) * shape.Size);
                stream.SetLength(HeaderBytes + ((long)done * shape.Size));
                Fill(stream, done, count, progress, cancel);
            }

            File.Move(Partial, file, overwrite: true);
        }
        catch (IOException problem)
        {
            throw new DataException(
                $"images cannot be decoded into {Partial}: {problem.Message}; wait if another process is at it, make room, or name another data folder",
                problem);
        }
    }

    /// <summary>Opens the first images.</summary>
    public MappedImages Open(int count, int classes) =>
        new(
            MappedFile.OpenRead(file), HeaderBytes, [.. files.Take(count).Select(f => f.Label)],
            FolderListing.Names(root, files.Take(count)), shape, classes);

    private void Fill(FileStream stream, int done, int count, IProgress<DownloadProgress> progress, CancellationToken cancel)
    {
        var pixels = new byte[Math.Clamp(StepBytes / shape.Size, 1, count) * shape.Size];
        var damaged = new List<DataException>();
        Report(done);
        while (done < count)
        {
            int step = Math.Min(pixels.Length / shape.Size, count - done);
            cancel.ThrowIfCancellationRequested();
            damaged.AddRange(ImageFolder.Decode(files, done, step, fit, shape, pixels));
            if (damaged.Count == 0)
            {
                RandomAccess.Write(stream.SafeFileHandle, pixels.AsSpan(0, step * shape.Size), HeaderBytes + ((long)done * shape.Size));
                // The images before the header that speaks of them.
                stream.Flush(flushToDisk: true);
                RandomAccess.Write(stream.SafeFileHandle, Text(done + step), 0);
            }

            done += step;
            Report(done);
        }

        if (damaged.Count > 0)
        {
            // All are told at once: mending one of them changes the source, and the rest is decoded anew.
            string others = string.Join("; ", damaged.Skip(1).Take(MostNamed - 1).Select(d => d.Message));
            string more = damaged.Count > MostNamed ? $"; and {damaged.Count - MostNamed} more" : "";
            throw damaged.Count == 1 ? damaged[0] : new DataException($"{damaged[0].Message}; {others}{more}");
        }

        stream.Flush(flushToDisk: true);

        void Report(int images) => progress.Report(new DownloadProgress("decoding images,", (long)images * shape.Size, (long)count * shape.Size));
    }

    private byte[] Text(int count)
    {
        var bytes = new byte[HeaderBytes];
        bytes.AsSpan().Fill((byte)' ');
        JsonSerializer.SerializeToUtf8Bytes(new Header(Version, count, shape.Channels, shape.Height, shape.Width, source)).CopyTo(bytes, 0);
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static Header? HeaderOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return HeaderOf(stream);
    }

    private static Header? HeaderOf(FileStream stream)
    {
        var bytes = new byte[HeaderBytes];
        try
        {
            return RandomAccess.Read(stream.SafeFileHandle, bytes, 0) == HeaderBytes ? JsonSerializer.Deserialize<Header>(bytes) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private int Count(string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return Count(stream);
    }

    /// <summary>The images of a file that is a cache of these very sources; else 0.</summary>
    private int Count(FileStream stream) =>
        HeaderOf(stream) is { } header && header == new Header(Version, header.Count, shape.Channels, shape.Height, shape.Width, source)
        && stream.Length >= HeaderBytes + ((long)header.Count * shape.Size)
            ? Math.Min(header.Count, files.Count)
            : 0;

    private void RequireRoom(long bytes)
    {
        long free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".").AvailableFreeSpace;
        if (free < bytes)
        {
            throw new DataException(string.Create(
                CultureInfo.InvariantCulture,
                $"decoded images need {bytes / 1e9:0.0} GB more in {file}, and {free / 1e9:0.0} GB are free; make room, or name another data folder"));
        }
    }
}
