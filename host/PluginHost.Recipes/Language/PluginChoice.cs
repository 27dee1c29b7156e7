using System.Collections.Immutable;
using System.ComponentModel;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Language;

/// <summary>A plugin as a recipe names it, with the options it gives, each one value or a list of values.</summary>
public abstract record PluginChoice
{
    private protected PluginChoice(PluginKind kind, string id)
    {
        Kind = kind;
        Id = id;
    }

    /// <summary>What the plugin is.</summary>
    public PluginKind Kind { get; }

    /// <summary>The plugin's name, such as <c>rem</c>.</summary>
    public string Id { get; }

    /// <summary>The given options in the order of giving; one that is not here has the plugin's default.</summary>
    internal ImmutableList<(string Option, ImmutableArray<OptionValue> Values)> Given { get; init; } = [];

    /// <summary>Every combination of the given values; the first option varies slowest.</summary>
    internal ImmutableArray<PluginUse> Uses()
    {
        IEnumerable<PluginUse> uses = [new PluginUse(Id)];
        foreach (var (option, values) in Given)
        {
            uses = [.. uses.SelectMany(use => values.Select(value => use.With(option, value)))];
        }

        return [.. uses];
    }
}

/// <summary>A plugin choice that gives options fluently.</summary>
/// <typeparam name="TSelf">The kind's own choice.</typeparam>
public abstract record PluginChoice<TSelf> : PluginChoice
    where TSelf : PluginChoice<TSelf>
{
    private protected PluginChoice(PluginKind kind, string id) : base(kind, id)
    {
    }

    /// <summary>The same plugin with one more option given: <c>Em(8).With("steps", 20)</c>; several values give several cells.</summary>
    public TSelf With(string option, params ReadOnlySpan<OptionValue> values) => Giving(option, [.. values]);

    /// <summary>What the generated functions call; an option that is not given stays the plugin's default.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public TSelf Give<T>(string option, Sweep<T>? values) => values is null ? (TSelf)this : Giving(option, [.. values.Select(Value)]);

    internal TSelf Giving(IEnumerable<(string Option, OptionValue Value)> options) =>
        options.Aggregate((TSelf)this, (choice, given) => choice.Giving(given.Option, [given.Value]));

    private TSelf Giving(string option, ImmutableArray<OptionValue> values)
    {
        if (values.IsEmpty)
        {
            throw new RecipeException($"{Id}: no value is given for {option}");
        }

        foreach (var value in values)
        {
            RecipeSession.Current.Check(Kind, Id, option, value);
        }

        return (TSelf)(this with { Given = Given.RemoveAll(g => g.Option == option).Add((option, values)) });
    }

    private static OptionValue Value<T>(T value) => value switch
    {
        int number => number,
        double number => number,
        bool flag => flag,
        _ => value?.ToString() ?? "",
    };
}
