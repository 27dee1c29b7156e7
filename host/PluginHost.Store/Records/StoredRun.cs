using System.Collections.Immutable;
using System.Text.Json;

namespace PluginHost.Store.Records;

/// <summary>A run, as far as its results tell of it.</summary>
public sealed class StoredRun(
    string id, string experiment, string environmentJson, bool isChanged, string? importedFrom)
{
    private ImmutableSortedDictionary<string, string>? _environment;

    public string Id => id;

    /// <summary>The experiment that it belongs to; empty when that is not known.</summary>
    public string Experiment => experiment;

    /// <summary>Whether it ran with values that <c>--set</c> gave in place of the recipe's.</summary>
    public bool IsChanged => isChanged;

    /// <summary>The folder that it was imported from; null for a run of this store.</summary>
    public string? ImportedFrom => importedFrom;

    /// <summary>What it recorded about program and machine.</summary>
    public string EnvironmentJson => environmentJson;

    public ImmutableSortedDictionary<string, string> Environment => _environment ??=
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(environmentJson, ContentKey.Json)
            ?? ImmutableSortedDictionary<string, string>.Empty;
}
