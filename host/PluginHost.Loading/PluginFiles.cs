using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PluginHost.Files;

namespace PluginHost.Loading;

/// <summary>The files that a plugin is made of.</summary>
internal static class PluginFiles
{
    private const long LargestLibrary = 1 << 30;

    /// <summary>
    /// SHA-256 over all .dll files of a folder by path: each one's path (with /, from the folder), a zero, its length
    /// and its content, but for the marks of its build (see <see cref="BuildMarks"/>). Folders that a build in place leaves
    /// (obj, bin) do not belong to the plugin.
    /// </summary>
    public static string Hash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(long)];
        foreach (var (name, file) in Libraries(folder))
        {
            byte[] content = RegularFile.ReadAllBytes(file, LargestLibrary);
            BuildMarks.Erase(content);
            BinaryPrimitives.WriteInt64LittleEndian(length, content.Length);
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
            hash.AppendData(length);
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<(string Name, string File)> Libraries(string folder) =>
        FilesBelow.Of(folder, "*.dll")
            .Select(file => (Name: Path.GetRelativePath(folder, file).Replace('\\', '/'), File: file))
            .Where(f => f.Name.Split('/')[0] is not ("obj" or "bin"))
            .OrderBy(f => f.Name, StringComparer.Ordinal);
}
