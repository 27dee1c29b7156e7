using System.Security.Cryptography;

namespace PluginHost.Files;

/// <summary>The SHA-256 of whole files, as records and keys have it.</summary>
public static class ContentHash
{
    private const int Buffer = 1 << 16;

    /// <summary>The hash of what a regular file holds, in lower-case hex; reads all of it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It cannot be read, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = RegularFile.Open(path, bufferSize: Buffer);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
