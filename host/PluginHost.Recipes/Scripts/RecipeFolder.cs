using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PluginHost.Files;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Scripts;

/// <summary>A script as it is listed.</summary>
/// <param name="Name">The file name without <c>.csx</c>.</param>
/// <param name="File">The path.</param>
/// <param name="Summary">Its first comment line.</param>
/// <param name="Experiments">The names of its experiments, as far as they are written out.</param>
public sealed record RecipeInfo(string Name, string File, string Summary, ImmutableArray<string> Experiments);

/// <summary>A folder of recipes.</summary>
public static partial class RecipeFolder
{
    /// <summary>The recipes of a folder, by name. Nothing is compiled: a script that does not compile is listed too.</summary>
    /// <exception cref="RecipeException">There is no such folder.</exception>
    public static ImmutableArray<RecipeInfo> List(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.csx").Order(StringComparer.Ordinal).Select(Read)]
        : throw new RecipeException($"there is no folder {folder}");

    /// <summary>
    /// The script that a name means: a path, or a name without folder and ending, which is looked for here, in
    /// <c>scripts/</c> here and in <c>scripts/</c> of the root.
    /// </summary>
    /// <param name="name">Such as <c>scripts/table1.csx</c> or <c>table1</c>.</param>
    /// <param name="root">The folder of plugins.json.</param>
    /// <exception cref="RecipeException">There is none; the nearest name is told.</exception>
    public static string Find(string name, string root)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (File.Exists(name))
        {
            return name;
        }

        bool isBare = Path.GetFileName(name) == name;
        string[] folders = isBare
            ? [".", "scripts", Path.Combine(root, "scripts")]
            : [Path.GetDirectoryName(name) ?? "."];
        string file = name.EndsWith(".csx", StringComparison.Ordinal) ? name : name + ".csx";
        string? found = folders.Select(folder => Path.Combine(folder, Path.GetFileName(file))).FirstOrDefault(File.Exists);
        return found is not null ? Path.GetRelativePath(".", found) : throw new RecipeException(Missing(name, folders));
    }

    private static string Missing(string name, IEnumerable<string> folders)
    {
        bool isWhole = name.EndsWith(".csx", StringComparison.Ordinal);
        var names = folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csx"))
            .Select(file => isWhole ? Path.GetFileName(file) : Path.GetFileNameWithoutExtension(file))
            .Distinct().Order(StringComparer.Ordinal);
        return $"there is no recipe {name}{Nearest.Hint(Path.GetFileName(name), names)}";
    }

    /// <summary>Writes a recipe to begin with.</summary>
    /// <returns>The file that was written.</returns>
    /// <exception cref="RecipeException">The name is no file name, or there is such a recipe already.</exception>
    public static string New(string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string stem = name.EndsWith(".csx", StringComparison.Ordinal) ? name[..^4] : name;
        if (!FileName().IsMatch(stem))
        {
            throw new RecipeException($"'{name}' is no name for a recipe: letters, digits, - and _ only");
        }

        string file = Path.Combine(folder, stem + ".csx");
        if (File.Exists(file))
        {
            throw new RecipeException($"there is a recipe {file} already");
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(file, Start(stem));
        return file;
    }

    private static RecipeInfo Read(string file)
    {
        string text = TextOf(file);
        string summary = text.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith("//", StringComparison.Ordinal) && line.Trim('/', ' ').Length > 0) ?? "";
        return new RecipeInfo(
            Path.GetFileNameWithoutExtension(file), file, summary.Trim('/', ' '),
            [.. ExperimentName().Matches(text).Select(m => m.Groups[1].Value).Distinct()]);
    }

    /// <summary>A recipe's text for lists; of a file that cannot be read, a comment that says why.</summary>
    public static string TextOf(string file)
    {
        try
        {
            return RegularFile.ReadAllText(file);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"// cannot be read: {ShownText.Of(problem.Message)}";
        }
    }

    private static string Start(string name) => $$"""
        // What this recipe compares, in one line.
        //
        //   pluginhost run {{name}}.csx --dry-run          shows the plan
        //   pluginhost run {{name}}.csx --preset smoke     tries it in seconds
        //   pluginhost run {{name}}.csx --preset mini      minutes to hours on a CPU
        //
        // Radii are in 1/255. A list such as [2, 4] gives a row or a column for each value.

        Experiment("{{name}}")
            .Data("cifar10")
            .Noise(Clean, Em(8), Rem(8, adversarialRadius: [2, 4]))
            .Train("resnet18", Plain, AdversarialTraining(LInf, radius: 4))
            .Seeds(1)
            .DefaultPreset("smoke")
            .Table(rows: "train.radius", columns: "noise", metrics: "test-accuracy, train-loss");

        """;

    [GeneratedRegex(@"\bExperiment\(\s*""([^""]+)""")]
    private static partial Regex ExperimentName();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*$")]
    private static partial Regex FileName();
}
