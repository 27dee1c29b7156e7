using System.Text;

namespace PluginHost.Files;

/// <summary>
/// What a file is by its first bytes, where it is not what it should be: said in words, with what to do.
/// </summary>
public static class KnownContent
{
    private const int Looked = 512, TarMarkAt = 257, FilmMarkAt = 4, MostShown = 30;

    private static readonly (byte[] Start, string What)[] s_binary =
    [
        ([0x1F, 0x8B], "is compressed by gzip; unpack it first: gunzip -k '{0}'"),
        ([.. "BZh"u8], "is compressed by bzip2; unpack it first: bunzip2 -k '{0}'"),
        ([0xFD, .. "7zXZ"u8], "is compressed by xz; unpack it first: unxz -k '{0}'"),
        ([0x28, 0xB5, 0x2F, 0xFD], "is compressed by zstd; unpack it first: unzstd '{0}'"),
        ([.. "7z"u8, 0xBC, 0xAF], "is a 7z archive; unpack it first: 7z x '{0}'"),
        ([.. "Rar!"u8], "is a rar archive; unpack it first: unrar x '{0}'"),
        ([.. "PK\x03\x04"u8], "is a zip file; unpack it first: unzip '{0}'"),
        ([.. "PK\x05\x06"u8], "is an empty zip file; get it again"),
        ([.. "%PDF"u8], "is a PDF document; get the file itself"),
        ([0x89, .. "HDF"u8], "is an HDF5 file; write the array in it: numpy.save('noise.npy', "
            + "h5py.File('{0}')['noise'][()])"),
        ([.. "MATLAB 5.0"u8], "is a MATLAB file; write the array in it: numpy.save('noise.npy', "
            + "scipy.io.loadmat('{0}')['noise'])"),
        ([.. "II*\0"u8], "is a TIFF image; write it as PNG"),
        ([.. "MM\0*"u8], "is a TIFF image; write it as PNG"),
        ([0x93, .. "NUMPY"u8], "is an array of NumPy (npy), whatever its name says"),
        ([0, 5, 0x16, 7], "is a companion file of macOS (AppleDouble), without content; remove it"),
    ];

    private static readonly (byte[] Start, string What)[] s_images =
    [
        ([0x89, .. "PNG"u8], "is a PNG image; where a set of images is meant, name their folder"),
        ([0xFF, 0xD8, 0xFF], "is a JPEG image; where a set of images is meant, name their folder"),
        ([.. "GIF8"u8], "is a GIF image; write it as PNG"),
    ];

    /// <summary>
    /// For example <c>is empty; get it again</c>, to be put behind the file's name; null where the content is not
    /// known.
    /// </summary>
    /// <param name="path">A regular file.</param>
    /// <param name="isImage">Whether an image is wanted, so that it being one says nothing.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string? Of(string path, bool isImage = false)
    {
        Span<byte> start = stackalloc byte[Looked];
        using var file = RegularFile.Open(path, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.Length == 0)
        {
            return "is empty; get it again";
        }

        foreach (var (mark, what) in isImage ? s_binary : s_binary.Concat(s_images))
        {
            if (start.StartsWith(mark))
            {
                return what.Replace("{0}", Path.GetFileName(path), StringComparison.Ordinal);
            }
        }

        if (start.Length > FilmMarkAt && start[FilmMarkAt..].StartsWith("ftyp"u8))
        {
            return "is an image or film of a telephone (HEIC, AVIF, MP4); write it as PNG";
        }

        if (start.Length > TarMarkAt && start[TarMarkAt..].StartsWith("ustar"u8))
        {
            return $"is a tar archive; unpack it first: tar xf '{Path.GetFileName(path)}'";
        }

        return start.ContainsAnyExcept((byte)0) ? OfText(start) : "begins with zeros only, as a download that was "
            + "cut does; get it again";
    }

    private static string? OfText(ReadOnlySpan<byte> start)
    {
        // A character at the end may be cut in two.
        string text = Encoding.UTF8.GetString(start).TrimEnd('\uFFFD').TrimStart('\uFEFF').TrimStart();
        if (text.Length == 0 || text.Any(c => c == '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c))))
        {
            return null;
        }

        if (text.StartsWith("version https://git-lfs", StringComparison.Ordinal))
        {
            return "is a pointer of Git LFS, not the file itself; fetch it where it comes from: git lfs pull";
        }

        bool isPage = text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<html", StringComparison.OrdinalIgnoreCase);
        if (isPage)
        {
            return "is a web page, not the file itself, as a download is that must be confirmed; "
                + "open its address in a browser, and save the file";
        }

        string line = text.Split('\n')[0].Trim();
        return $"is a text ('{ShownText.Of(line.Length > MostShown ? line[..MostShown] + "…" : line)}'), not the "
            + "file itself; get it again";
    }
}
