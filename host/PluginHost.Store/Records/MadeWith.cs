using System.Collections.Immutable;

namespace PluginHost.Store.Records;

/// <summary>What results were made with.</summary>
/// <param name="Device">Where they ran, such as <c>cpu</c>.</param>
/// <param name="DataSha256">The data set's checksum.</param>
/// <param name="Plugins">The plugins that took part.</param>
public sealed record MadeWith(string Device, string DataSha256, ImmutableArray<PluginIdentity> Plugins);
