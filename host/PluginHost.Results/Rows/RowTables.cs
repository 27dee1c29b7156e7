using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>What rows refer to by codes. One thread adds, any may read what was there.</summary>
internal sealed class RowTables
{
    private readonly ConcurrentDictionary<int, ImmutableArray<PluginIdentity>> _plugins = new();
    private readonly ConcurrentDictionary<int, ImmutableSortedDictionary<string, string>> _environments = new();

    public SpecShapes Shapes { get; init; } = new();

    public Codes<string> Runs { get; init; } = new();

    /// <summary>The experiment of each run; empty as long as it is not known.</summary>
    public Growing<string> Experiments { get; init; } = new();

    /// <summary>For each run the code of its environment; −1 as long as it is not known.</summary>
    public Growing<int> EnvironmentOfRun { get; init; } = new();

    public Codes<string> Environments { get; init; } = new();

    public Codes<string> Devices { get; init; } = new();

    public Codes<string> Plugins { get; init; } = new();

    public Codes<string> Data { get; init; } = new();

    public Codes<string> NoiseKeys { get; init; } = new();

    public Codes<string> Journals { get; init; } = new();

    public Codes<string> Metrics { get; init; } = new();

    /// <summary>The code of a run; a new one is not known to belong to an experiment.</summary>
    public int Run(string id)
    {
        int run = Runs.Of(id);
        if (run == Experiments.Count)
        {
            Experiments.Add("");
            EnvironmentOfRun.Add(-1);
        }

        return run;
    }

    /// <summary>Tells what a run belongs to.</summary>
    public void Describe(string id, string experiment, ImmutableSortedDictionary<string, string> environment)
    {
        int run = Run(id);
        Experiments.Items[run] = experiment;
        EnvironmentOfRun.Items[run] = Environments.Of(JsonSerializer.Serialize(environment, ContentKey.Json));
    }

    /// <summary>A result as codes.</summary>
    public NewRow Row(CellFinished e, string journal, long offset, int length) => new()
    {
        Cell = e.Cell,
        Shape = Shapes.Of(e.Spec),
        Seed = e.Spec.Seed,
        Run = Run(e.Run),
        At = e.At.UtcTicks,
        Device = Devices.Of(e.Device),
        Plugins = Plugins.Of(JsonSerializer.Serialize(e.Plugins, ContentKey.Json)),
        Data = Data.Of(e.DataSha256),
        NoiseKey = e.NoiseKey is null ? -1 : NoiseKeys.Of(e.NoiseKey),
        Metrics = [.. e.Metrics.Select(m => (Metrics.Of(m.Key), m.Value))],
        Journal = Journals.Of(journal),
        JournalName = journal,
        Offset = offset,
        Length = length,
    };

    /// <summary>A row's plugins.</summary>
    public ImmutableArray<PluginIdentity> PluginsOf(int code) =>
        _plugins.GetOrAdd(code, c => JsonSerializer.Deserialize<ImmutableArray<PluginIdentity>>(Plugins[c], ContentKey.Json));

    /// <summary>What a run recorded about program and machine.</summary>
    public ImmutableSortedDictionary<string, string> EnvironmentOf(int run) => EnvironmentOfRun.Items[run] is >= 0 and var code
        ? _environments.GetOrAdd(code, c => JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(Environments[c], ContentKey.Json)
            ?? throw new JsonException("an environment is null"))
        : ImmutableSortedDictionary<string, string>.Empty;
}
