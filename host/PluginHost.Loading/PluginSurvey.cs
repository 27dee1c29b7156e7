namespace PluginHost.Loading;

/// <summary>What was found when plugins were looked at; none of them is loaded any more.</summary>
/// <param name="Plugins">All that can be used, by kind and then by id.</param>
/// <param name="Reports">Everything that was found, also what cannot be used.</param>
/// <param name="Folders">The folders that were searched.</param>
public sealed record PluginSurvey(IReadOnlyList<PluginInfo> Plugins, IReadOnlyList<PluginReport> Reports, IReadOnlyList<string> Folders);
