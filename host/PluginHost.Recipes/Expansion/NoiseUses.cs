using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PluginHost.Recipes;

/// <summary>One noise of an experiment: a single method with single values, and what tables call it.</summary>
internal sealed record LabelledNoise(NoiseChoice Choice, PluginUse? Use, string Label);

/// <summary>Expands the noises of an experiment and finds labels that tell them apart.</summary>
internal static partial class NoiseUses
{
    /// <summary>Every noise with single values, in the recipe's order.</summary>
    public static ImmutableArray<LabelledNoise> Of(IEnumerable<NoiseChoice> choices, IPluginCatalogue catalogue)
    {
        var uses = choices.SelectMany(choice => choice.IsClean
            ? [(Choice: choice, Use: null)]
            : choice.Uses().Select(use => (Choice: choice, Use: (PluginUse?)use))).ToList();
        return
        [
            .. uses.Select(u => new LabelledNoise(u.Choice, u.Use, u.Use is null
                ? u.Choice.Label ?? "clean"
                : Label(u.Choice, u.Use, [.. uses.Where(o => o.Use?.Id == u.Use.Id).Select(o => (o.Choice, o.Use!))], catalogue))),
        ];
    }

    /// <summary>
    /// The method's name, with the options in which its uses differ; a label of the recipe's own stands for itself, with
    /// the differing options behind it where it would stand for several uses.
    /// </summary>
    private static string Label(
        NoiseChoice choice, PluginUse use, ImmutableArray<(NoiseChoice Choice, PluginUse Use)> sameMethod, IPluginCatalogue catalogue)
    {
        var rivals = sameMethod.Where(o => o.Choice.Label == choice.Label).Select(o => catalogue.Resolve(PluginKind.Noise, o.Use)).ToList();
        var own = catalogue.Resolve(PluginKind.Noise, use);
        string name = Placeholder().Replace(choice.Label ?? use.Id, m => own.Options.TryGetValue(m.Groups[1].Value, out var value)
            ? value.ToString()
            : throw new RecipeException(
                $".As(\"{choice.Label}\"): {use.Id} has no option '{m.Groups[1].Value}'{Nearest.Hint(m.Groups[1].Value, own.Options.Keys)}"));
        if (name != (choice.Label ?? use.Id))
        {
            return name;
        }

        var declared = catalogue.Plugins.First(p => p.Identity.Kind == PluginKind.Noise && p.Identity.Id == use.Id).Options;
        var differing = declared.Where(o => rivals.Select(r => r.Options[o.Name]).Distinct().Count() > 1);
        return string.Join(' ', differing.Select(o => $"{o.Name}={own.Options[o.Name]}").Prepend(name));
    }

    [GeneratedRegex(@"\{([a-z0-9-]+)\}")]
    private static partial Regex Placeholder();
}
