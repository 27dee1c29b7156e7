using System.Collections.Immutable;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading.Settings;

/// <summary>
/// What plugins.json says: <c>{ "folders": ["plugins"], "disabled": ["tap", "noise/em"], "options": { "rem": { "eot-samples": 5 } } }</c>.
/// Every part may be left out; comments and trailing commas are allowed.
/// </summary>
/// <remarks>
/// Without "folders" these are searched, as far as they exist: <c>plugins</c> beside the file (without a file, or with
/// the program's: in the working directory), <c>plugins</c> beside the program, and the folder that the build puts
/// plugins into.
/// </remarks>
public sealed class PluginSettings
{
    /// <summary>The name that is looked for when no file is given.</summary>
    public const string FileName = "plugins.json";

    internal PluginSettings(
        string? file, string home, ImmutableArray<string> folders, ImmutableArray<PluginName> disabled,
        ImmutableArray<OptionSetting> options)
    {
        File = file;
        Home = home;
        Folders = folders;
        Disabled = disabled;
        Options = options;
    }

    /// <summary>The file that was read; null when there is none, and then the defaults hold.</summary>
    public string? File { get; }

    /// <summary>The folder that new plugins are put into, a full path: the first listed, else the first default.</summary>
    public string Home { get; }

    /// <summary>The folders to search, as full paths, in order.</summary>
    public IReadOnlyList<string> Folders { get; }

    internal ImmutableArray<PluginName> Disabled { get; }

    internal ImmutableArray<OptionSetting> Options { get; }

    /// <summary>Reads the given file, or else plugins.json in the working directory, or else the one beside the program.</summary>
    /// <param name="file">The file that was asked for; null when none was.</param>
    /// <param name="workingDirectory">Where relative paths of <paramref name="file"/> begin.</param>
    /// <param name="programDirectory">The folder of the program.</param>
    /// <exception cref="PluginSettingsException">The file is not there or is wrong.</exception>
    public static PluginSettings Find(string? file, string workingDirectory, string programDirectory)
    {
        if (file is not null)
        {
            string given = Path.GetFullPath(file, workingDirectory);
            return SettingsReader.Read(given, Path.GetDirectoryName(given) ?? ".", programDirectory);
        }

        string? found = new[] { workingDirectory, programDirectory }
            .Select(folder => Path.GetFullPath(FileName, Path.GetFullPath(folder)))
            .FirstOrDefault(System.IO.File.Exists);
        if (found is not null)
        {
            return SettingsReader.Read(found, workingDirectory, programDirectory);
        }

        var folders = DefaultFolders(workingDirectory, programDirectory);
        return new PluginSettings(null, DefaultHome(workingDirectory), folders, [], []);
    }

    /// <summary>Settings that search just these folders.</summary>
    public static PluginSettings OfFolders(params IEnumerable<string> folders) =>
        OfFolders([.. folders.Select(Path.GetFullPath)]);

    private static PluginSettings OfFolders(ImmutableArray<string> folders) =>
        new(null, folders.FirstOrDefault(DefaultHome(".")), folders, [], []);

    internal static string DefaultHome(string directory) => Path.Combine(Path.GetFullPath(directory), "plugins");

    internal static ImmutableArray<string> DefaultFolders(string directory, string programDirectory)
    {
        string program = Path.TrimEndingDirectorySeparator(Path.GetFullPath(programDirectory));
        // The build's layout: ARTIFACTS/bin/PROJECT/CONFIGURATION for programs, ARTIFACTS/plugins/NAME for plugins.
        string? bin = Path.GetDirectoryName(Path.GetDirectoryName(program));
        string? built = Path.GetFileName(bin) == "bin" ? Path.GetDirectoryName(bin) : null;
        return [.. new[] { Path.GetFullPath(directory), program, built }
            .OfType<string>().Select(folder => Path.Combine(folder, "plugins")).Where(Directory.Exists).Distinct()];
    }
}

/// <summary>A plugin as plugins.json names it: <c>rem</c>, or <c>noise/rem</c> where several kinds share an id.</summary>
internal sealed record PluginName(PluginKind? Kind, string Id, FilePosition At)
{
    public bool Matches(PluginKind kind, string id) => Id == id && (Kind is null || Kind == kind);

    public override string ToString() => Kind is { } kind ? $"{kind.Word()}/{Id}" : Id;
}

/// <summary>An option's value in plugins.json.</summary>
internal sealed record OptionSetting(PluginName Plugin, string Option, OptionValue Value, FilePosition At);
