using System.Globalization;
using System.Security;
using System.Text;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Compiling;

/// <summary>
/// Writes the C# functions that recipes call plugins with, from the options that the plugins declare: noise <c>rem</c>
/// becomes <c>Rem(radius: 8, adversarialRadius: [0, 4])</c>, model <c>resnet-mini</c> becomes <c>Models.ResnetMini(width: 16)</c>.
/// </summary>
internal static class PluginFunctions
{
    /// <summary>The namespace of the functions.</summary>
    public const string Namespace = "PluginHost.Recipes.Plugins";

    private const string Language = "global::PluginHost.Recipes.Language";

    /// <summary>The class of noise methods, whose functions recipes call without a prefix.</summary>
    public const string Noises = "Noises";

    private static readonly (PluginKind Kind, string Class, string Choice)[] Kinds =
    [
        (PluginKind.Noise, Noises, nameof(NoiseChoice)),
        (PluginKind.Model, "Models", nameof(ModelChoice)),
        (PluginKind.Augmentation, "Augmentations", nameof(AugmentationChoice)),
        (PluginKind.Filter, "Filters", nameof(FilterChoice)),
    ];

    /// <summary>The source: one static class a kind, one function a plugin. The same plugins give the same text.</summary>
    public static string Source(IEnumerable<PluginInfo> plugins)
    {
        var source = new StringBuilder("#nullable enable\nnamespace ").Append(Namespace).Append(";\n");
        var byKind = plugins.OrderBy(p => p.Identity.Id, StringComparer.Ordinal).ToLookup(p => p.Identity.Kind);
        foreach (var (kind, name, choice) in Kinds)
        {
            source.Append($"\n/// <summary>The loaded plugins of kind {kind.ToString().ToLowerInvariant()}.</summary>\n");
            source.Append($"public static class {name}\n{{\n");
            foreach (var plugin in byKind[kind])
            {
                Function(source, plugin, choice);
            }

            source.Append("}\n");
        }

        return source.ToString();
    }

    /// <summary><c>resnet-mini</c> as a function: <c>ResnetMini</c>; <c>wrn34-10</c>: <c>Wrn34_10</c>.</summary>
    public static string FunctionName(string id)
    {
        var name = new StringBuilder();
        foreach (string word in id.Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            bool digitsMeet = char.IsDigit(word[0]) && (name.Length == 0 || char.IsDigit(name[^1]));
            name.Append(digitsMeet ? "_" : "").Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }

        return name.ToString();
    }

    /// <summary>How recipes call a plugin: the function, and each parameter with its type and what is said of it.</summary>
    public static (string Name, IReadOnlyList<(string Type, string Name, string About)> Parameters) Call(PluginInfo plugin)
    {
        string prefix = Kinds.First(kind => kind.Kind == plugin.Identity.Kind).Class;
        string name = FunctionName(plugin.Identity.Id);
        return (
            prefix == Noises ? name : $"{prefix}.{name}",
            [.. InOrder(plugin).Select(option => ($"Sweep<{CSharp(option.Type)}>", ParameterName(option.Name), Describe(option)))]);
    }

    /// <summary>The options as parameters: a bare number is the radius, as in Em(8).</summary>
    private static IOrderedEnumerable<OptionInfo> InOrder(PluginInfo plugin) =>
        plugin.Options.OrderByDescending(option => option.Name == "radius");

    private static void Function(StringBuilder source, PluginInfo plugin, string choice)
    {
        var options = InOrder(plugin).ToList();
        source.Append($"    /// <summary>{Xml($"{Sentence(plugin.Summary)} {Sentence(plugin.Source)}".Trim())}</summary>\n");
        foreach (var option in options)
        {
            source.Append($"    /// <param name=\"{ParameterName(option.Name)}\">{Xml(Describe(option))}</param>\n");
        }

        source.Append($"    public static {Language}.{choice} {FunctionName(plugin.Identity.Id)}(");
        source.AppendJoin(", ", options.Select(option =>
            $"{Language}.Sweep<{CSharp(option.Type)}>? @{ParameterName(option.Name)} = null"));
        source.Append($") =>\n        new {Language}.{choice}(\"{plugin.Identity.Id}\")");
        foreach (var option in options)
        {
            source.Append($".Give(\"{option.Name}\", @{ParameterName(option.Name)})");
        }

        source.Append(";\n\n");
    }

    private static string ParameterName(string option)
    {
        string name = FunctionName(option);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static string CSharp(OptionType type) => type switch
    {
        OptionType.Radius or OptionType.Number => "double",
        OptionType.Integer => "int",
        OptionType.Flag => "bool",
        _ => "string",
    };

    /// <summary>For example <c>The bound of the noise (ρᵤ). In 1/255, from 0 to 255; default 8.</c></summary>
    private static string Describe(OptionInfo option)
    {
        string unit = option.Type == OptionType.Radius && option.Unit.Length == 0 ? "1/255" : option.Unit;
        var about = new List<string>();
        if (unit.Length > 0)
        {
            about.Add("in " + unit);
        }

        switch (double.IsFinite(option.Min), double.IsFinite(option.Max))
        {
            case (true, true):
                about.Add($"from {Plain(option.Min)} to {Plain(option.Max)}");
                break;
            case (true, false):
                about.Add($"at least {Plain(option.Min)}");
                break;
            case (false, true):
                about.Add($"at most {Plain(option.Max)}");
                break;
        }

        if (option.Choices.Count > 0)
        {
            about.Add("one of " + string.Join(", ", option.Choices));
        }

        about.Add($"default {option.Default}");
        string symbol = option.Symbol.Length > 0 ? $" ({option.Symbol})" : "";
        return Sentence(option.Help.TrimEnd('.') + symbol) + " " + Sentence(string.Join("; ", about));
    }

    private static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Sentence(string text) =>
        text.Length == 0 ? "" : text.EndsWith('.') ? text : char.ToUpperInvariant(text[0]) + text[1..] + ".";

    private static string Xml(string text) => SecurityElement.Escape(text.ReplaceLineEndings(" ")) ?? "";
}
