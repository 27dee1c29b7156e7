using System.Collections.Immutable;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>
/// What <c>--set</c> changes, apart from the recipe's own parameters: fields of the protocol, and options of noise as
/// <c>noise.OPTION</c> or <c>METHOD.OPTION</c>. Unlike a preset's, these options win over what the recipe gives.
/// </summary>
internal sealed class SetValues
{
    private readonly ImmutableArray<KeyValuePair<string, string>> _fields;
    private readonly ImmutableArray<GivenOption> _options;

    private SetValues(ImmutableArray<KeyValuePair<string, string>> fields, ImmutableArray<GivenOption> options) =>
        (_fields, _options) = (fields, options);

    /// <summary>Sorts the values by what they change; a name that nothing has is an error with the nearest one.</summary>
    public static SetValues Of(RecipeSession session)
    {
        var used = session.Experiments.SelectMany(e => e.Noises).Select(n => n.Id).ToHashSet();
        var noises = session.Catalogue.Plugins.Where(p => p.Identity.Kind == PluginKind.Noise && used.Contains(p.Identity.Id));
        var options = new SortedDictionary<string, GivenOption>(StringComparer.Ordinal);
        foreach (var (method, option) in noises.SelectMany(p => p.Options.Select(o => (p.Identity.Id, o.Name))))
        {
            options["noise." + option] = new GivenOption("*", option, "");
            options[$"{method}.{option}"] = new GivenOption(method, option, "");
        }

        var fields = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var given = ImmutableArray.CreateBuilder<GivenOption>();
        foreach (var set in session.Inputs.Sets.Where(set => !session.Parameters.Contains(set.Key)))
        {
            if (ProtocolFields.Names.Contains(set.Key))
            {
                fields.Add(set);
            }
            else if (options.TryGetValue(set.Key, out var option))
            {
                given.Add(option with { Text = set.Value });
            }
            else
            {
                string[] known = [.. session.Parameters, .. ProtocolFields.Names];
                throw new RecipeException(
                    $"--set {set.Key}={set.Value}: there is no '{set.Key}'{Nearest.Hint(set.Key, known.Concat(options.Keys))}");
            }
        }

        return new SetValues(fields.ToImmutable(), given.ToImmutable());
    }

    public Protocol Apply(Protocol protocol) => _fields.Aggregate(protocol, (p, set) => ProtocolFields.Set(p, set.Key, set.Value));

    public PluginUse Apply(PluginUse noise, IReadOnlyList<OptionInfo> declared) => _options
        .Where(set => set.Method == "*" || set.Method == noise.Id)
        .SelectMany(set => declared.Where(o => o.Name == set.Option), (set, option) => (set.Option, Value: option.Read(set.Text)))
        .Aggregate(noise, (use, set) => use.With(set.Option, set.Value));

    /// <summary>An option as it was typed: what it is, each method's declaration says.</summary>
    private sealed record GivenOption(string Method, string Option, string Text);
}
