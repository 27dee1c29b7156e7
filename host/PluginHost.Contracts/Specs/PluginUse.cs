using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>A plugin with options, as a recipe asks for it.</summary>
/// <param name="Id">The plugin's name, such as <c>rem</c>.</param>
/// <param name="Options">Values by option name (kebab case), sorted by name. In a resolved use: all of the plugin's options.</param>
[method: JsonConstructor]
public sealed record PluginUse(string Id, ImmutableSortedDictionary<string, OptionValue> Options)
{
    /// <summary>A plugin with its default options.</summary>
    public PluginUse(string id) : this(id, ImmutableSortedDictionary.Create<string, OptionValue>(StringComparer.Ordinal))
    {
    }

    /// <summary>The same use with one more (or another) value.</summary>
    public PluginUse With(string option, OptionValue value) => this with { Options = Options.SetItem(option, value) };

    /// <inheritdoc/>
    public bool Equals(PluginUse? other) =>
        other is not null && Id == other.Id && Options.SequenceEqual(other.Options);

    /// <inheritdoc/>
    public override int GetHashCode() => Options.Aggregate(
        Id.GetHashCode(StringComparison.Ordinal), (hash, option) => HashCode.Combine(hash, option.Key, option.Value));

    /// <summary>For example <c>rem(adversarial-radius=4, radius=8)</c>.</summary>
    public override string ToString() => Options.Count == 0
        ? Id
        : string.Create(CultureInfo.InvariantCulture, $"{Id}({string.Join(", ", Options.Select(o => $"{o.Key}={o.Value}"))})");
}
