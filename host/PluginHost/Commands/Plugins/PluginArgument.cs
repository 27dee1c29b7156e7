using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Running.Requests;

namespace PluginHost.Commands.Plugins;

/// <summary>Finds what <c>rem</c> or <c>noise/rem</c> on the command line means.</summary>
internal static class PluginArgument
{
    /// <summary>Everything that was found under the name, usable or not.</summary>
    /// <exception cref="UsageException">Nothing was.</exception>
    public static IReadOnlyList<PluginReport> Find(PluginCatalogue catalogue, string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string? kind = slash < 0 ? null : name[..slash];
        string id = name[(slash + 1)..];
        PluginReport[] found = [.. catalogue.Reports.Where(report => report.Identity is { } identity
            ? identity.Id == id && (kind is null || identity.Kind.Word() == kind)
            : kind is null && Path.GetFileNameWithoutExtension(report.File) == Path.GetFileNameWithoutExtension(id))];
        return found.Length > 0
            ? found
            : throw new UsageException(
                $"there is no plugin '{name}'{Nearest.Hint(id, catalogue.Reports.Select(r => r.Identity?.Id ?? Path.GetFileNameWithoutExtension(r.File)))}");
    }
}
