using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PluginHost.Recipes.Language;
using PluginHost.Recipes.Scripts;

namespace PluginHost.Screens.Recipes;

/// <summary>A script as the screen shows it.</summary>
/// <param name="Info">What is listed of it.</param>
/// <param name="Text">Its lines.</param>
/// <param name="Presets">The presets that it can be run with: its own ones first, then those that every recipe has.</param>
/// <param name="Default">The preset that it is run with when none is asked for; empty where the script does not say it in plain words.</param>
internal sealed partial record RecipeScript(RecipeInfo Info, ImmutableArray<string> Text, ImmutableArray<string> Presets, string Default)
{
    /// <summary>The scripts of a folder; none when there is no such folder.</summary>
    public static ImmutableArray<RecipeScript> All(string folder) =>
        Directory.Exists(folder) ? [.. RecipeFolder.List(folder).Select(info => Of(info, File.ReadAllText(info.File)))] : [];

    /// <summary>A script by its text.</summary>
    public static RecipeScript Of(RecipeInfo info, string text) => new(
        info, [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Replace("\t", "    ", StringComparison.Ordinal))],
        [.. OwnPreset().Matches(text).Select(match => match.Groups[1].Value).Concat(StandardPresets.Names).Distinct()],
        DefaultPreset().Match(text).Groups[1].Value);

    [GeneratedRegex(@"\.Preset\(\s*""([^""]+)""")]
    private static partial Regex OwnPreset();

    [GeneratedRegex(@"\.DefaultPreset\(\s*""([^""]+)""")]
    private static partial Regex DefaultPreset();
}
