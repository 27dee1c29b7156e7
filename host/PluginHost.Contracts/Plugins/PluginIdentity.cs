namespace PluginHost.Contracts;

/// <summary>Which plugin, in which version, made of which files.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Sha256">Hash over its files (names and contents, sorted), lower-case hex.</param>
public sealed record PluginIdentity(PluginKind Kind, string Id, string Version, string Sha256);

/// <summary>
/// A recipe uses a plugin or an option that is not there, or gives an option a value out of its range.
/// </summary>
public sealed class PluginUseException(string message) : Exception(message);
