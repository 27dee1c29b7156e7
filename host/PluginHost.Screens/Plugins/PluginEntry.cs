using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Files;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Loading.Settings;

namespace PluginHost.Screens.Plugins;

/// <summary>A plugin in the list.</summary>
/// <param name="Report">What became of it.</param>
/// <param name="Info">What it declares; null when it cannot be used.</param>
/// <param name="Card">Its method card, the README beside it or beside its source; empty for none.</param>
internal sealed record PluginEntry(PluginReport Report, PluginInfo? Info, string Card)
{
    private const string CardFile = "README.md";

    public string Id => Report.Identity?.Id ?? Path.GetFileNameWithoutExtension(Report.File);

    public string Kind => Report.Identity?.Kind.Word() ?? "?";

    public string Version => Report.Identity?.Version ?? "";

    public string Summary => Info?.Summary ?? "";

    /// <summary>What became of it, in a word that a column has room for.</summary>
    public string State => Report.State switch
    {
        PluginState.Superseded => "older",
        PluginState.NotBuilt => "unbuilt",
        _ => Report.State.Word(),
    };

    /// <summary>The same in every survey: where it lies, and which of those in its file it is.</summary>
    public string Key => $"{Report.File} {Id}";

    /// <summary>The name that commands find it by.</summary>
    public string Argument => Report.Identity is null ? Id : $"{Kind}/{Id}";

    /// <summary>What a filter looks for its words in.</summary>
    public ImmutableArray<string> Texts => [Id, Kind, State, Summary];

    /// <summary>Everything that was found.</summary>
    /// <param name="survey">What was found.</param>
    /// <param name="root">The folder whose <c>plugins/NAME</c> may hold their sources.</param>
    public static ImmutableArray<PluginEntry> All(PluginSurvey survey, string root) =>
    [
        .. survey.Reports.Select(report => new PluginEntry(
            report,
            report.State == PluginState.Ready
                ? survey.Plugins.FirstOrDefault(plugin => plugin.Identity == report.Identity)
                : null,
            CardOf(report.File, root))),
    ];

    private static string CardOf(string file, string root)
    {
        string folder = Path.GetDirectoryName(file) ?? ".";
        string ofSource = Path.Combine(root, "plugins", Path.GetFileName(folder), CardFile);
        string? card = new[] { Path.Combine(folder, CardFile), ofSource }.FirstOrDefault(File.Exists);
        return card is null ? "" : RegularFile.ReadAllText(card);
    }
}

/// <summary>What the plugins' folders hold, to notice when that changes.</summary>
/// <param name="Files">The settings file, every library and every project, each with its length and time.</param>
internal sealed record PluginStamp(string Files)
{
    // A project without a build is listed too, and what a library needs decides whether it loads.
    private static readonly string[] s_looked = ["*.dll", "*.deps.json", "*.csproj"];

    public static PluginStamp Of(PluginSettings settings) => new(string.Join('\n', settings.Folders
        .Where(Directory.Exists)
        .SelectMany(folder => s_looked.SelectMany(pattern => FilesBelow.Of(folder, pattern)))
        .Concat(settings.File is { } file ? [file] : [])
        .Select(path => new FileInfo(path)).Where(info => info.Exists)
        .Select(Told).Order(StringComparer.Ordinal)));

    private static string Told(FileInfo file) =>
        string.Create(CultureInfo.InvariantCulture, $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");
}
