using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Screens.Recipes;

/// <summary>A script as the screen shows it.</summary>
/// <param name="Info">What is listed of it.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Presets">
/// The presets that it can be run with: its own ones first, then those that every recipe has.
/// </param>
/// <param name="Default">
/// The preset that it is run with when none is asked for; empty where the script does not say it in plain words.
/// </param>
internal sealed partial record RecipeScript(
    RecipeInfo Info, ImmutableArray<string> Text, ImmutableArray<RecipePreset> Presets, string Default)
{
    /// <summary>The preset that is taken when none is asked for, in words.</summary>
    public string OwnPreset => Default.Length > 0 ? $"{Default} (its own)" : "its own";

    public IEnumerable<string> PresetNames => Presets.Select(preset => preset.Name);

    /// <summary>What a filter looks for its words in.</summary>
    public IEnumerable<string> Texts => [Info.Name, Info.Summary, .. Text];

    /// <summary>The scripts of a folder; none when there is no such folder.</summary>
    public static ImmutableArray<RecipeScript> All(string folder) => Directory.Exists(folder)
        ? [.. RecipeFolder.List(folder).Select(info => Of(info, RecipeFolder.TextOf(info.File)))]
        : [];

    /// <summary>A script by its text.</summary>
    public static RecipeScript Of(RecipeInfo info, string text)
    {
        var own = PresetOfScript().Matches(text)
            .Select(match => RecipePreset.Own(match.Groups[1].Value, match.Groups[2].Value));
        var ofAll = StandardPresets.Names.Select(name => new RecipePreset(name, StandardPresets.Meaning(name)));
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return new RecipeScript(
            info, [.. lines.Select(line => line.Replace("\t", "    ", StringComparison.Ordinal))],
            [.. own.Concat(ofAll).DistinctBy(preset => preset.Name)], DefaultPreset().Match(text).Groups[1].Value);
    }

    // A preset, and what it changes as far as the brace that closes it.
    [GeneratedRegex(@"\.Preset\(\s*""([^""]+)""\s*,([^}]*)")]
    private static partial Regex PresetOfScript();

    [GeneratedRegex(@"\.DefaultPreset\(\s*""([^""]+)""")]
    private static partial Regex DefaultPreset();
}

/// <summary>A preset that a recipe can be run with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it means, in a few words; empty where that is not known.</param>
internal sealed partial record RecipePreset(string Name, string Meaning)
{
    /// <summary>A preset that a script has itself, by what it changes there.</summary>
    public static RecipePreset Own(string name, string changes)
    {
        var sizes = Size().Matches(changes).Select(match => InWords(match.Groups[1].Value, match.Groups[2].Value));
        return new RecipePreset(name, string.Join(", ", sizes));
    }

    private static string InWords(string field, string number) => field switch
    {
        "TrainImages" => $"{number} images",
        "NoiseIterations" => $"{number} noise steps",
        "TrainIterations" => $"{number} training steps",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "not a size that is told"),
    };

    [GeneratedRegex(@"\b(TrainImages|NoiseIterations|TrainIterations) = (\d+)\b")]
    private static partial Regex Size();
}
