using PluginHost.Engine.Arrays;
using PluginHost.NoiseFiles;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Language;

/// <summary>Finds the noise file that a recipe names, and makes it a noise choice that is known by the file's hash.</summary>
internal static class ForeignNoise
{
    private const string Method = "imported";

    public static NoiseChoice Of(RecipeSession session, string file, double? radius)
    {
        try
        {
            string path = Find(session, file);
            double levels = radius ?? ToldRadius(path)?.Levels
                ?? throw new RecipeException($"NoiseFile(\"{file}\"): the file does not tell its radius; add it: NoiseFile(\"{file}\", radius: 8)");
            // It is there already: no augmentation takes part in making it, so none in its key.
            return new NoiseChoice(Method).Unaugmented().As(Path.GetFileNameWithoutExtension(path).Replace('{', '(').Replace('}', ')'))
                .Giving([("file", path), ("sha256", NoiseFileHash.Of(path)), ("radius", levels)]);
        }
        catch (NoiseFileException problem)
        {
            throw new RecipeException($"NoiseFile(\"{file}\"): {problem.Message}", problem);
        }
    }

    private static string Find(RecipeSession session, string file)
    {
        string path = Path.GetFullPath(file, session.Folder);
        if (File.Exists(path) || Directory.Exists(path))
        {
            return path;
        }

        var imported = session.Inputs.Store is { } store ? new NoiseSets(store).Imported() : new Dictionary<string, string>();
        return !NoiseSets.IsName(file) ? throw new NoiseFileException($"there is no file or folder {path}")
            : imported.TryGetValue(file, out string? found) ? found
            : throw new NoiseFileException(
                $"there is no file {path}, and no noise was imported under this name{Nearest.Hint(file, imported.Keys)}; bring it with `pluginhost noise import FILE --name {file}`");
    }

    private static Radius? ToldRadius(string path)
    {
        if (Directory.Exists(path) || Path.GetExtension(path) == ".bin")
        {
            return null;
        }

        using var array = StoredArray.Open(path);
        return NoiseOrigin.Of(array.Metadata).Radius;
    }
}
