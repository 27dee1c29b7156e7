using System.Security.Cryptography;
using System.Text;
using PluginHost.Files;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// Compiled recipes on disk, one file a recipe: the newest compilation replaces the one before. A file begins with the
/// SHA-256 of its key and content; one that is damaged or has another key counts as not there.
/// </summary>
internal sealed class RecipeCache(string folder)
{
    // A compiled recipe takes some hundreds of kilobytes.
    private const long Largest = 64 << 20;

    /// <summary>The compiled form of a recipe, if it is still what a compilation now would give.</summary>
    /// <param name="recipe">The recipe's full path.</param>
    /// <param name="key">The key of the recipe's text and of everything that it is compiled against.</param>
    public CompiledCode? Find(string recipe, string key)
    {
        var file = new FileInfo(FileOf(recipe));
        if (!file.Exists || Read(RegularFile.ReadAllBytes(file.FullName, Largest), key) is not { } code)
        {
            return null;
        }

        bool loadsTheSame = code.Loaded.All(
            f => File.Exists(f.Path) && SourceFile.Hash(RegularFile.ReadAllText(f.Path)) == f.Sha256);
        bool refersToTheSame = code.References.All(f => File.Exists(f.Path) && Hash(File.ReadAllBytes(f.Path)) == f.Sha256);
        return loadsTheSame && refersToTheSame ? code : null;
    }

    /// <summary>
    /// Keeps a compiled recipe; written beside and renamed, so that a reader never sees half a file. Where there is no
    /// store yet, or it cannot be written, nothing is kept: who only looks at a recipe makes no store, and a run has
    /// found out before whether it can write.
    /// </summary>
    public void Keep(string recipe, string key, CompiledCode code)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(folder))))
        {
            return;
        }

        byte[] content = code.ToBytes();
        try
        {
            AtomicFile.Write(FileOf(recipe), file => file.Write([.. Seal(key, content), .. content]), durable: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Compiled again the next time.
        }
    }

    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static CompiledCode? Read(byte[] bytes, string key)
    {
        const int sealLength = SHA256.HashSizeInBytes;
        return bytes.Length > sealLength && bytes.AsSpan(0, sealLength).SequenceEqual(Seal(key, bytes.AsSpan(sealLength)))
            ? CompiledCode.Of(new MemoryStream(bytes, sealLength, bytes.Length - sealLength))
            : null;
    }

    private static byte[] Seal(string key, ReadOnlySpan<byte> content) => SHA256.HashData([.. Encoding.UTF8.GetBytes(key), .. content]);

    private string FileOf(string recipe) => Path.Combine(
        folder, $"{Path.GetFileNameWithoutExtension(recipe)}-{Hash(Encoding.UTF8.GetBytes(recipe))[..12]}.compiled");
}
