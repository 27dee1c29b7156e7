using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>One noise of an experiment: a single method with single values, and what tables call it.</summary>
/// <param name="Choice">What the recipe says.</param>
/// <param name="Use">The method with all that recipe, command line and protocol give; null for clean data.</param>
/// <param name="Label">What tables, plans and errors call it.</param>
internal sealed record LabelledNoise(NoiseChoice Choice, PluginUse? Use, string Label);

/// <summary>Expands the noises of an experiment and finds labels that tell them apart.</summary>
/// <param name="catalogue">The noise methods.</param>
/// <param name="asGiven">Adds what the command line gives: by these options noises are told apart.</param>
/// <param name="asMade">Adds the protocol's options: labels show the values that noise is made with.</param>
internal sealed partial class NoiseUses(IPluginCatalogue catalogue, Func<PluginUse, PluginUse> asGiven, Func<PluginUse, PluginUse> asMade)
{
    // As papers write them; published numbers are found by these names.
    private static readonly string[] s_acronyms = ["em", "rem", "tap", "ntga"];

    /// <summary>Every noise with single values, in the recipe's order.</summary>
    public ImmutableArray<LabelledNoise> Of(IEnumerable<NoiseChoice> choices)
    {
        List<(NoiseChoice Choice, PluginUse? Given)> uses =
            [.. choices.SelectMany(choice => choice.IsClean ? [(choice, null)] : choice.Uses().Select(use => (choice, (PluginUse?)asGiven(use))))];
        var rivals = uses.SelectMany(u => u.Given is { } given ? [(u.Choice, Use: catalogue.Resolve(PluginKind.Noise, given))] : (IEnumerable<(NoiseChoice Choice, PluginUse Use)>)[])
            .ToLookup(u => (u.Use.Id, u.Choice.Label), u => u.Use);
        return [.. uses.Select(u => u.Given is null
            ? new LabelledNoise(u.Choice, null, u.Choice.Label ?? "clean")
            : Labelled(u.Choice, asMade(u.Given), rivals[(u.Given.Id, u.Choice.Label)]))];
    }

    private LabelledNoise Labelled(NoiseChoice choice, PluginUse use, IEnumerable<PluginUse> rivals)
    {
        var plugin = catalogue.Plugins.First(p => p.Identity.Kind == PluginKind.Noise && p.Identity.Id == use.Id);
        var values = catalogue.Resolve(PluginKind.Noise, use).Options;
        var differing = plugin.Options.Where(o => rivals.Select(r => r.Options[o.Name]).Distinct().Count() > 1);
        return new LabelledNoise(choice, use, choice.Label is { } label ? Own(label, use.Id, values, differing) : Usual(plugin, values, differing));
    }

    /// <summary>A label of the recipe's own stands for itself, with the differing options behind it where it would stand for several uses.</summary>
    private static string Own(string label, string id, ImmutableSortedDictionary<string, OptionValue> values, IEnumerable<OptionInfo> differing)
    {
        string name = Placeholder().Replace(label, m => values.TryGetValue(m.Groups[1].Value, out var value)
            ? value.ToString()
            : throw new RecipeException(
                $".As(\"{label}\"): {id} has no option '{m.Groups[1].Value}'{Nearest.Hint(m.Groups[1].Value, values.Keys)}"));
        return name != label ? name : WithOptions(name, differing, values);
    }

    /// <summary>As papers call noise: the method and its radii in 1/255, the defensive one first, <c>REM 8-4</c>; then the other options that differ.</summary>
    private static string Usual(PluginInfo plugin, ImmutableSortedDictionary<string, OptionValue> values, IEnumerable<OptionInfo> differing)
    {
        OptionInfo[] radii = [.. plugin.Options.Where(IsRadius).OrderByDescending(o => o.Name == "radius")];
        string name = string.Join(' ', Acronym(plugin.Identity), string.Join('-', radii.Select(o => values[o.Name]))).TrimEnd();
        return WithOptions(name, differing.Except(radii), values);
    }

    private static string WithOptions(string name, IEnumerable<OptionInfo> options, ImmutableSortedDictionary<string, OptionValue> values) =>
        string.Join(' ', options.Select(o => $"{o.Name}={values[o.Name]}").Prepend(name));

    private static bool IsRadius(OptionInfo option) =>
        option.Type == OptionType.Radius && (option.Name == "radius" || option.Name.EndsWith("-radius", StringComparison.Ordinal));

    /// <summary>
    /// The papers' methods have acronyms: <c>REM</c>, and <c>EM-huang</c> with its variant. What others call theirs stays
    /// as it is.
    /// </summary>
    private static string Acronym(PluginIdentity method)
    {
        string first = method.Id.Split('-')[0];
        return s_acronyms.Contains(first) && !method.IsOfRecipe
            ? first.ToUpperInvariant() + method.Id[first.Length..]
            : method.Id;
    }

    [GeneratedRegex(@"\{([a-z0-9-]+)\}")]
    private static partial Regex Placeholder();
}
