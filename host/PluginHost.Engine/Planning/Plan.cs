using System.Collections.Immutable;

namespace PluginHost.Engine.Planning;

/// <summary>A cell with its plugins resolved and its content keys.</summary>
/// <param name="Spec">The cell; every plugin use holds the values of all its options.</param>
/// <param name="Key">What the cell's result is found by.</param>
/// <param name="NoiseKey">What its noise artifact is found by; null for clean data.</param>
/// <param name="Plugins">The plugins that take part, by kind and id.</param>
public sealed record PlannedCell(CellSpec Spec, ContentKey Key, ContentKey? NoiseKey, ImmutableArray<PluginIdentity> Plugins)
{
    /// <summary>What it is called in its plan: in a few words, with what tells it from others that would be called the same.</summary>
    public string Name { get; init; } = Spec.ToString();
}

/// <summary>The cells that a recipe asks for, checked and keyed before the first step.</summary>
/// <param name="Cells">In the order in which they are run; no two are the same.</param>
public sealed record Plan(ImmutableArray<PlannedCell> Cells)
{
    /// <summary>
    /// Part of every key: raise it when the engine changes what a spec gives, so that older results are not taken for
    /// results of today's code.
    /// </summary>
    private const int EngineGeneration = 1;

    /// <summary>Resolves and checks all cells.</summary>
    /// <param name="specs">The cells, in the order wanted.</param>
    /// <param name="catalogue">The loaded plugins.</param>
    /// <param name="checksum">
    /// The checksum of a data set, or null where the data are not at hand: results of other data are other results.
    /// </param>
    /// <exception cref="PluginUseException">A plugin or an option is wrong.</exception>
    /// <exception cref="EngineException">A number of a spec is out of its range.</exception>
    public static Plan Of(IEnumerable<CellSpec> specs, IPluginCatalogue catalogue, Func<DataSpec, string?> checksum)
    {
        ArgumentNullException.ThrowIfNull(specs);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(checksum);
        var known = new Dictionary<DataSpec, string?>();
        string? Once(DataSpec data) => known.TryGetValue(data, out string? sum) ? sum : known[data] = checksum(data);
        PlannedCell[] cells = [.. specs.Select(spec => Planned(spec, catalogue, Once(spec.Data))).DistinctBy(cell => cell.Key)];
        return new Plan([.. cells.Zip(CellNames.Of(cells.Select(cell => cell.Spec)), (cell, name) => cell with { Name = name })]);
    }

    /// <summary>Resolves, checks and keys one cell.</summary>
    /// <inheritdoc cref="Of" path="/exception"/>
    public static PlannedCell Planned(CellSpec spec, IPluginCatalogue catalogue, string? dataSha256)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(catalogue);
        var used = new SortedDictionary<string, PluginIdentity>(StringComparer.Ordinal);
        PluginUse Use(PluginKind kind, PluginUse use)
        {
            used[$"{kind}/{use.Id}"] = catalogue.Identify(kind, use.Id);
            return catalogue.Resolve(kind, use);
        }

        PluginUse? Optional(PluginKind kind, PluginUse? use) => use is null ? null : Use(kind, use);

        SpecRules.Check(spec);
        NoiseSpec? noise = spec.Noise is null ? null : new NoiseSpec(
            Use(PluginKind.Noise, spec.Noise.Method),
            spec.Noise.Surrogate is null ? null : spec.Noise.Surrogate with { Model = Use(PluginKind.Model, spec.Noise.Surrogate.Model) },
            Optional(PluginKind.Augmentation, spec.Noise.Augmentation));
        ContentKey? noiseKey = noise is null ? null : ContentKey.Of(new
        {
            generation = EngineGeneration,
            spec.Data,
            dataSha256,
            noise = Unplaced(noise, catalogue),
            spec.Seed,
            spec.Precision,
            plugins = used.Values,
        });
        var resolved = spec with
        {
            Noise = noise,
            Filter = Optional(PluginKind.Filter, spec.Filter),
            Model = Use(PluginKind.Model, spec.Model),
            Training = spec.Training with { Augmentation = Optional(PluginKind.Augmentation, spec.Training.Augmentation) },
        };
        ImmutableArray<PluginIdentity> plugins = [.. used.Values];
        var identity = resolved with
        {
            NoiseLabel = "", Noise = Unplaced(noise, catalogue), Weights = Unplaced(resolved.Weights),
            ProtectedIndices = Unplaced(resolved.ProtectedIndices),
        };
        var key = ContentKey.Of(new { generation = EngineGeneration, dataSha256, spec = identity, plugins });
        return new PlannedCell(resolved, key, noiseKey, plugins);
    }

    // What a file holds counts, not where it lies.
    private static IndexFile? Unplaced(IndexFile? indices) => indices is null ? null : indices with { File = "" };

    private static StartWeights? Unplaced(StartWeights? weights) => weights is null ? null : weights with { File = "" };

    private static NoiseSpec? Unplaced(NoiseSpec? noise, IPluginCatalogue catalogue) => noise is null ? null : noise with
    {
        Method = Unplaced(noise.Method, catalogue),
        Surrogate = noise.Surrogate is null ? null : noise.Surrogate with { Weights = Unplaced(noise.Surrogate.Weights) },
    };

    private static PluginUse Unplaced(PluginUse method, IPluginCatalogue catalogue) => method with
    {
        Options = method.Options.RemoveRange(catalogue.Plugins
            .Where(plugin => plugin.Identity.Kind == PluginKind.Noise && plugin.Identity.Id == method.Id)
            .SelectMany(plugin => plugin.Options).Where(option => option.IsPlace).Select(option => option.Name)),
    };
}
