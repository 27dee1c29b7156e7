using System.Security.Cryptography;
using System.Text;
using PluginHost.Engine.Arrays;
using PluginHost.Files;

namespace PluginHost.NoiseFiles;

/// <summary>The hash of a noise file, or of a folder of images: what noise of other people's making is known by.</summary>
public static class NoiseFileHash
{
    /// <summary>SHA-256, lower-case hex: of the bytes of a file; of a folder, of all names and hashes of its files in order.</summary>
    /// <exception cref="NoiseFileException">There is nothing, or it cannot be read.</exception>
    public static string Of(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                return File.Exists(path) ? ContentHash.OfFile(path) : throw new NoiseFileException($"there is no noise file {path}");
            }

            var lines = FilesBelow.Of(path, "*")
                .Select(file => (Name: Path.GetRelativePath(path, file).Replace('\\', '/'), File: file))
                .OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{ContentHash.OfFile(file.File)}  {file.Name}\n");
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new NoiseFileException($"{path} cannot be read: {problem.Message.TrimEnd('.')}", problem);
        }
    }
}
