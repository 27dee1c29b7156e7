using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using PluginHost.Loading;
using PluginHost.Loading.Metadata;
using PluginHost.Running.Requests;
using PluginHost.Store;

namespace PluginHost.CommandLine;

/// <summary>What every command takes: where things lie, and how to tell of them.</summary>
/// <param name="Root">See <see cref="Places"/>.</param>
/// <param name="Store">See <see cref="Places"/>.</param>
/// <param name="Data">See <see cref="Places"/>.</param>
/// <param name="PluginsFile">See <see cref="Places"/>.</param>
/// <param name="Verbose">Say more, and print stack traces.</param>
/// <param name="Plain">Append lines only: no drawing, no colours.</param>
/// <param name="Json">Print JSON instead of text.</param>
internal sealed record Settings(string Root, string Store, string Data, string? PluginsFile, bool Verbose, bool Plain, bool Json)
    : Places(Root, Store, Data, PluginsFile)
{
    private const string DataVariable = "PLUGINHOST_DATA";

    private static readonly TimeSpan s_worthTelling = TimeSpan.FromSeconds(2);

    // A command may open the store several times.
    private static readonly ConcurrentDictionary<string, bool> s_told = new(StringComparer.Ordinal);

    private static readonly Option<string?> StoreOption = OptionKinds.Text(
        "--store", "DIR", "where results, noise and models are kept [default: experiments/store beside plugins.json]");

    private static readonly Option<string?> DataOption = OptionKinds.Text(
        "--data-dir", "DIR", $"where data sets lie [default: {DataVariable}, else data/ beside plugins.json]");

    private static readonly Option<string?> PluginsOption = OptionKinds.Text(
        "--plugins", "FILE", "which plugins are loaded, with which options [default: the nearest plugins.json upwards, else the program's own]");

    private static readonly Option<bool> VerboseOption = OptionKinds.Switch("--verbose", "say more; with errors, the stack trace");
    private static readonly Option<bool> PlainOption = OptionKinds.Switch("--plain", "append plain lines; nothing is drawn over or coloured");
    private static readonly Option<bool> JsonOption = OptionKinds.Switch("--json", "print JSON where a list or a record is printed");

    /// <summary>Adds the options to the root command, for all commands below it.</summary>
    public static void AddTo(Command root)
    {
        foreach (var option in (Option[])[StoreOption, DataOption, PluginsOption, VerboseOption, PlainOption, JsonOption])
        {
            option.Recursive = true;
            root.Add(option);
        }
    }

    public static Settings Of(ParseResult parsed)
    {
        string root = RootOf(Directory.GetCurrentDirectory()) ?? Directory.GetCurrentDirectory();
        return new Settings(
            root,
            Path.GetFullPath(parsed.GetValue(StoreOption) ?? DefaultStore(root)),
            Path.GetFullPath(parsed.GetValue(DataOption) ?? DataFromEnvironment() ?? Path.Combine(root, "data")),
            parsed.GetValue(PluginsOption),
            parsed.GetValue(VerboseOption),
            parsed.GetValue(PlainOption),
            parsed.GetValue(JsonOption));
    }

    private static string? DataFromEnvironment() =>
        Environment.GetEnvironmentVariable(DataVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Opens the store; what was mended and what cannot be read is told once a process.</summary>
    public ResultStore OpenStore()
    {
        var begun = Stopwatch.StartNew();
        return ResultStore.Open(Store, Note, Progress);

        void Note(string line)
        {
            if (s_told.TryAdd(line, true))
            {
                Console.Error.WriteLine($"note: {line}");
            }
        }

        void Progress(long done, long all)
        {
            if (begun.Elapsed > s_worthTelling && done < all)
            {
                begun.Restart();
                Console.Error.WriteLine($"note: journals are brought into the database: {done >> 20} of {all >> 20} MB");
            }
        }
    }

    /// <summary>Loads the plugins, and tells in one line of each that cannot be used or lies there twice.</summary>
    public PluginCatalogue LoadPlugins(Action<string> warn)
    {
        var catalogue = LoadPlugins();
        foreach (var failed in catalogue.Reports.Where(r => r.State == PluginState.Failed))
        {
            warn($"warning: {failed}");
        }

        var twice = catalogue.Reports.Where(r => r.State == PluginState.Superseded);
        foreach (var file in twice.GroupBy(r => (r.File, r.Reason, r.Mend)))
        {
            var plugins = file.Select(r => r.Identity).OfType<PluginIdentity>().Select(p => $"{p.Kind.Word()}/{p.Id}");
            warn($"note: {string.Join(", ", plugins)} of {file.Key.File}: {file.Key.Reason}; {file.Key.Mend}");
        }

        return catalogue;
    }
}
