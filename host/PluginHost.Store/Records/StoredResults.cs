using System.Collections.Immutable;
using System.Text.Json;
using PluginHost.Store.Journals;

namespace PluginHost.Store.Records;

/// <summary>Results as they were read, in their order: a snapshot that never changes.</summary>
/// <param name="items">The results; not changed afterwards.</param>
/// <param name="metrics">What their metrics are called.</param>
/// <param name="readSpec">Reads the spec of a result from its journal.</param>
public sealed class StoredResults(StoredResult[] items, MetricNames metrics, Func<EventPlace, CellSpec> readSpec)
{
    /// <summary>The results.</summary>
    public StoredResult[] Items => items;

    /// <summary>What their metrics are called.</summary>
    public MetricNames Metrics => metrics;

    /// <summary>Whether they are only the newest of those that there are.</summary>
    public bool IsPart { get; init; }

    /// <summary>Others with the same metrics and specs, such as some of these.</summary>
    public StoredResults With(StoredResult[] others) => new(others, metrics, readSpec);

    /// <summary>Takes results at hand, all of them in their order, also several of one cell.</summary>
    public static StoredResults Of(IEnumerable<ResultRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var names = new MetricNames();
        var specs = new Dictionary<CellSpec, StoredSpec>();
        var runs = new Dictionary<(string, string, bool, string, string?), StoredRun>();
        return new StoredResults(
            [.. rows.Select(AtHand)], names, _ => throw new InvalidOperationException("results at hand have whole specs"));

        StoredResult AtHand(ResultRow row)
        {
            var whole = row.Spec with { Seed = 0 };
            if (!specs.TryGetValue(whole, out var spec))
            {
                specs[whole] = spec = new StoredSpec(whole);
            }

            string environment = JsonSerializer.Serialize(row.Environment, ContentKey.Json);
            var about = (row.Run, row.Experiment, row.IsChanged, environment, row.ImportedFrom);
            if (!runs.TryGetValue(about, out var run))
            {
                run = new StoredRun(row.Run, row.Experiment, environment, row.IsChanged, row.ImportedFrom);
                runs[about] = run;
            }

            return new StoredResult
            {
                Id = 0,
                Order = row.Order > 0 ? row.Order : row.At.UtcTicks,
                Cell = row.Cell,
                Run = run,
                At = row.At.UtcTicks,
                Seed = row.Spec.Seed,
                Spec = spec,
                Made = new MadeWith(row.Device, row.DataSha256, row.Plugins),
                NoiseKey = row.NoiseKey,
                Metrics = names.ArrayOf(row.Metrics.Select(metric => (metric.Key, metric.Value))),
                Tags = row.Tags,
                Note = row.Note,
            };
        }
    }

    /// <summary>A result's whole spec.</summary>
    /// <exception cref="StoreException">The journal that tells it changed since it was read.</exception>
    public CellSpec Spec(StoredResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var spec = result.Spec;
        var whole = spec.Whole
            ?? spec.Take(readSpec(spec.Place ?? throw new InvalidOperationException("a spec at hand is whole")));
        return whole with { Seed = result.Seed };
    }

    /// <summary>A result as an object of its own, with its whole spec.</summary>
    /// <exception cref="StoreException">The journal that tells its spec changed since it was read.</exception>
    public ResultRow Row(StoredResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new ResultRow
        {
            Cell = result.Cell,
            Run = result.Run.Id,
            Experiment = result.Run.Experiment,
            At = new DateTimeOffset(result.At, TimeSpan.Zero),
            Order = result.Order,
            Spec = Spec(result),
            Metrics = result.Metrics.Index().Where(metric => !MetricNames.IsMissing(metric.Item))
                .ToImmutableSortedDictionary(
                    metric => metrics.Names[metric.Index], metric => metric.Item, StringComparer.Ordinal),
            Plugins = result.Made.Plugins,
            DataSha256 = result.Made.DataSha256,
            NoiseKey = result.NoiseKey,
            Device = result.Made.Device,
            Environment = result.Run.Environment,
            IsChanged = result.Run.IsChanged,
            ImportedFrom = result.Run.ImportedFrom,
            Tags = result.Tags,
            Note = result.Note,
        };
    }
}
