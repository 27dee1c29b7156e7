using System.Collections.Immutable;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Loading.Settings;

namespace PluginHost.Screens.Plugins;

/// <summary>A plugin in the list.</summary>
/// <param name="Report">What became of it.</param>
/// <param name="Info">What it declares; null when it cannot be used.</param>
/// <param name="Card">Its method card, the README beside it or beside its source; empty for none.</param>
internal sealed record PluginEntry(PluginReport Report, PluginInfo? Info, ImmutableArray<string> Card)
{
    private const string CardFile = "README.md";

    public string Id => Report.Identity?.Id ?? Path.GetFileNameWithoutExtension(Report.File);

    public string Kind => Report.Identity?.Kind.Word() ?? "?";

    /// <summary>Everything that was found.</summary>
    /// <param name="survey">What was found.</param>
    /// <param name="root">The folder whose <c>plugins/NAME</c> may hold their sources.</param>
    public static ImmutableArray<PluginEntry> All(PluginSurvey survey, string root) =>
    [
        .. survey.Reports.Select(report => new PluginEntry(
            report,
            report.State == PluginState.Ready ? survey.Plugins.FirstOrDefault(plugin => plugin.Identity == report.Identity) : null,
            CardOf(report.File, root))),
    ];

    private static ImmutableArray<string> CardOf(string file, string root)
    {
        string folder = Path.GetDirectoryName(file) ?? ".";
        string? card = ((string[])[Path.Combine(folder, CardFile), Path.Combine(root, "plugins", Path.GetFileName(folder), CardFile)]).FirstOrDefault(File.Exists);
        return card is null ? [] : [.. File.ReadAllText(card).ReplaceLineEndings("\n").Split('\n')];
    }
}

/// <summary>What the plugins' folders hold, to notice when that changes.</summary>
/// <param name="Files">The settings file and every library, each with its length and time.</param>
internal sealed record PluginStamp(string Files)
{
    public static PluginStamp Of(PluginSettings settings) => new(string.Join('\n', settings.Folders.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories))
        .Concat(settings.File is { } file ? [file] : [])
        .Select(path => new FileInfo(path)).Where(info => info.Exists)
        .Select(info => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{info.FullName} {info.Length} {info.LastWriteTimeUtc.Ticks}"))
        .Order(StringComparer.Ordinal)));
}
