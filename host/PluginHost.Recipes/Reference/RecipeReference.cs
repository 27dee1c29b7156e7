using System.Reflection;
using System.Text;
using System.Text.Json;
using PluginHost.Recipes.Compiling;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Expansion;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Reference;

/// <summary>Something that a recipe can say.</summary>
/// <param name="Group">Under which heading it stands.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Signature">As it is written, with types and defaults.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Parameters">What is said of each parameter.</param>
public sealed record ReferenceEntry(
    string Group, string Name, string Signature, string Summary, IReadOnlyList<(string Name, string Text)> Parameters)
{
    /// <summary>The name by which <c>--set</c> changes it; empty where it cannot.</summary>
    public string Setting { get; init; } = "";
}

/// <summary>
/// Everything that a recipe can say and that <c>--set</c> can change: read from the documentation of the language itself and
/// from what the loaded plugins declare, so that it cannot differ from either.
/// </summary>
public sealed class RecipeReference
{
    private RecipeReference(IReadOnlyList<ReferenceEntry> entries) => Entries = entries;

    /// <summary>All entries, by group.</summary>
    public IReadOnlyList<ReferenceEntry> Entries { get; }

    /// <summary>The reference for a set of plugins.</summary>
    /// <param name="plugins">The loaded plugins.</param>
    /// <exception cref="FileNotFoundException">The documentation of the language does not lie beside the program.</exception>
    public static RecipeReference Of(IEnumerable<PluginInfo> plugins)
    {
        ArgumentNullException.ThrowIfNull(plugins);
        var language = DocumentedMembers.OfRecipes();
        return new RecipeReference(
        [
            .. language.Of(typeof(Recipe), "Every recipe", NoSetting),
            .. language.Of(typeof(Experiment), "After Experiment(…)", NoSetting),
            .. language.Of(typeof(PluginChoice<>), "After a noise, model, augmentation or filter", NoSetting),
            .. language.Of(typeof(NoiseChoice), "After a noise", NoSetting),
            .. language.Of(typeof(ModelChoice), "After a model", NoSetting),
            .. language.Of(typeof(Protocol), "Protocol and presets: p => p with { … }", Setting),
            .. plugins.OrderBy(plugin => plugin.Identity.Kind).ThenBy(plugin => plugin.Identity.Id, StringComparer.Ordinal)
                .Select(Function),
        ]);
    }

    /// <summary>The entries of a name, whatever its capitals.</summary>
    /// <param name="name">Such as <c>Table</c>, <c>Models.Resnet18</c> or <c>train-iterations</c>.</param>
    /// <returns>At least one.</returns>
    /// <exception cref="RecipeException">There is none; the nearest name is told.</exception>
    public IReadOnlyList<ReferenceEntry> Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ReferenceEntry[] found =
            [.. Entries.Where(entry => Is(entry.Name) || Is(entry.Setting) || Is(entry.Name.Split('.')[^1]))];
        return found.Length > 0
            ? found
            : throw new RecipeException(
                $"nothing is called '{name}' in recipes{Nearest.Hint(name, Entries.Select(entry => entry.Name).Distinct())}");

        bool Is(string known) => string.Equals(known, name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>All of it as a page in Markdown.</summary>
    public string Markdown()
    {
        var page = new StringBuilder("""
            # What a recipe can say

            Written by `pluginhost recipes help --markdown`; `pluginhost recipes help NAME` shows one entry. Radii and step sizes are in 1/255.
            `Sweep<T>` stands for one value or a list of values; every value of a list gives cells of its own.
            Where an entry has a name for `--set`, `pluginhost run RECIPE --set NAME=VALUE` changes it; noise's options change by
            `--set noise.OPTION=VALUE` for all methods and `--set METHOD.OPTION=VALUE` for one.

            """);
        foreach (var group in Entries.GroupBy(entry => entry.Group))
        {
            page.Append($"\n## {group.Key}\n");
            foreach (var entry in group)
            {
                page.Append($"\n**`{entry.Signature}`**\n\n{entry.Summary}\n");
                page.Append(entry.Setting.Length > 0 ? $"By `--set {entry.Setting}=…`.\n" : "");
                page.Append(entry.Parameters.Count > 0 ? "\n" : "");
                foreach (var (name, text) in entry.Parameters)
                {
                    page.Append($"- `{name}`: {text}\n");
                }
            }
        }

        return page.ToString();
    }

    private static string NoSetting(PropertyInfo property) => "";

    private static string Setting(PropertyInfo property)
    {
        string name = JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name);
        return ProtocolFields.Names.Contains(name) ? name : "";
    }

    private static ReferenceEntry Function(PluginInfo plugin)
    {
        var (name, options) = PluginFunctions.Call(plugin);
        string kind = plugin.Identity.Kind.ToString();
        string parameters = string.Join(", ", options.Select(option => $"{option.Type} {option.Name}"));
        return new ReferenceEntry(
            $"{kind} plugins", name, $"{name}({parameters})", $"{plugin.Summary}. {plugin.Source}".TrimEnd(' ', '.') + ".",
            [.. options.Select(option => (option.Name, option.About))]);
    }
}
