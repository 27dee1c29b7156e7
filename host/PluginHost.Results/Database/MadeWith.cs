using System.Collections.Immutable;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>What results were made with.</summary>
/// <param name="Device">Where they ran, such as <c>cpu</c>.</param>
/// <param name="DataSha256">The data set's checksum.</param>
/// <param name="Plugins">The plugins that took part.</param>
internal sealed record MadeWith(string Device, string DataSha256, ImmutableArray<PluginIdentity> Plugins);
