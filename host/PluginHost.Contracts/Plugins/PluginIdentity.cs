using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>Which plugin, in which version, made of which files.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Sha256">Hash over its files (names and contents, sorted), lower-case hex.</param>
public sealed record PluginIdentity(PluginKind Kind, string Id, string Version, string Sha256)
{
    /// <summary>What stands for the version of a plugin that a recipe defines.</summary>
    public const string RecipeVersion = "recipe";

    /// <summary>Whether a recipe defines it: its code is known to that recipe alone.</summary>
    [JsonIgnore]
    public bool IsOfRecipe => Version == RecipeVersion;

    /// <summary>
    /// What it is called in errors and notices, such as <c>noise my-em 1.2.0</c> or <c>noise mine of the recipe</c>.
    /// </summary>
    [JsonIgnore]
    public string Name => $"{Kind.ToString().ToLowerInvariant()} {Id} {(IsOfRecipe ? "of the recipe" : Version)}";
}

/// <summary>
/// A recipe uses a plugin or an option that is not there, or gives an option a value out of its range.
/// </summary>
public sealed class PluginUseException(string message) : Exception(message);
