using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Running.Requests;

namespace PluginHost.Commands.Plugins;

/// <summary>
/// Finds what a name on the command line means: <c>rem</c>, <c>noise/rem</c>, the name of a file or its folder
/// (<c>Filters.LowPass</c>), or a kind for all of it.
/// </summary>
internal static class PluginArgument
{
    /// <summary>Everything that was found under the name, usable or not.</summary>
    /// <exception cref="UsageException">Nothing was.</exception>
    public static IReadOnlyList<PluginReport> Find(PluginCatalogue catalogue, string name)
    {
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string? kind = slash < 0 ? null : name[..slash];
        string id = name[(slash + 1)..];
        var found = catalogue.Reports.Where(report => report.Identity is { } identity
            ? identity.Id == id && (kind is null || identity.Kind.Word() == kind)
            : IsCalled(report, kind, id)).ToList();
        if (found.Count == 0 && kind is null)
        {
            found = [.. catalogue.Reports.Where(report => NameOf(report) == Path.GetFileNameWithoutExtension(id))];
        }

        if (found.Count == 0 && slash < 0 && PluginKindWords.Parse(name) is { } all)
        {
            found = [.. catalogue.Reports.Where(report => report.Identity?.Kind == all)];
        }

        var known = catalogue.Reports.Select(report => report.Identity?.Id ?? NameOf(report));
        return found.Count > 0
            ? found
            : throw new UsageException($"there is no plugin '{name}'{Nearest.Hint(id, known)}");
    }

    /// <summary>Whether a file that tells no id is the one of a name: its own, or that of a plugin's project.</summary>
    private static bool IsCalled(PluginReport report, string? kind, string id) =>
        (kind is null && NameOf(report) == Path.GetFileNameWithoutExtension(id))
        || Enum.GetValues<PluginKind>().Any(any =>
            (kind is null || any.Word() == kind) && NameOf(report) == any.ProjectName(id));

    private static string NameOf(PluginReport report) => Path.GetFileNameWithoutExtension(report.File);
}
