using System.Text;

namespace PluginHost.Files;

/// <summary>
/// Reads files that people name, or that lie in folders which they name. A named pipe would be waited for without end,
/// and so would some devices: they are refused before they are opened. What is read whole has a largest size.
/// </summary>
public static class RegularFile
{
    /// <summary>More than any text that people write: settings, keys, views, recipes, method cards.</summary>
    public const long LargestText = 4 << 20;

    private static readonly UTF8Encoding s_strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="bufferSize">The stream's buffer in bytes.</param>
    /// <exception cref="IOException">It is not there, no regular file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, FileShare share = FileShare.Read, int bufferSize = 1 << 16)
    {
        Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, share, bufferSize);
    }

    /// <summary>
    /// Refuses what is not a regular file; a file that is not there passes, and is told when it is opened.
    /// </summary>
    /// <exception cref="IOException">It is a named pipe, a device, a socket, a folder or a link to nothing.</exception>
    public static void Require(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (path.Contains('\0', StringComparison.Ordinal))
        {
            throw new IOException($"no file can be called '{ShownText.Of(path)}': the name has a NUL character");
        }

        if (path.Contains('\uFFFD', StringComparison.Ordinal) && !File.Exists(path))
        {
            throw new IOException($"{path} has a name that is not UTF-8 (� stands for what is not); rename it");
        }

        if (FileKind.Of(path) is { } kind)
        {
            throw new IOException($"{path} is {kind}, not a file; name a file, or remove it");
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="IOException">It is larger, or as for <see cref="Open"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] ReadAllBytes(string path, long most = LargestText)
    {
        using var file = Open(path, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        RequireLength(file, path, most);
        byte[] bytes = new byte[file.Length];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length == bytes.Length ? bytes : bytes[..length];
    }

    /// <summary>Reads a whole text: UTF-8, or what its byte order mark says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="IOException">It is no such text, or as for <see cref="ReadAllBytes"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string ReadAllText(string path, long most = LargestText)
    {
        using var text = new StreamReader(new MemoryStream(ReadAllBytes(path, most)), s_strict);
        try
        {
            return text.ReadToEnd();
        }
        catch (DecoderFallbackException damage)
        {
            throw NoText(path, damage);
        }
    }

    /// <summary>Reads the lines of a text.</summary>
    /// <inheritdoc cref="ReadAllText"/>
    public static string[] ReadAllLines(string path, long most = LargestText) => [.. ReadLines(path, most)];

    /// <summary>Reads the lines of a text one by one: a long list never is in memory as a whole.</summary>
    /// <inheritdoc cref="ReadAllText"/>
    public static IEnumerable<string> ReadLines(string path, long most = LargestText)
    {
        using var file = Open(path, FileShare.ReadWrite | FileShare.Delete);
        RequireLength(file, path, most);
        using var text = new StreamReader(file, s_strict);
        while (Line() is { } line)
        {
            yield return line;
        }

        string? Line()
        {
            try
            {
                return text.ReadLine();
            }
            catch (DecoderFallbackException damage)
            {
                throw NoText(path, damage);
            }
        }
    }

    private static void RequireLength(FileStream file, string path, long most)
    {
        if (file.Length > most)
        {
            throw new IOException(
                $"{path} has {file.Length} bytes, and at most {most} are read; is it the right file?");
        }
    }

    private static IOException NoText(string path, DecoderFallbackException damage) =>
        new($"{path} is no text in UTF-8; save it as UTF-8", damage);
}
