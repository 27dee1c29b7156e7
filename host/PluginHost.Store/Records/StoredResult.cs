using System.Collections.Immutable;
using PluginHost.Store.Journals;

namespace PluginHost.Store.Records;

/// <summary>A result as tables and screens keep it: what many results share is one object.</summary>
public sealed record StoredResult
{
    /// <summary>The number of its document; 0 for a result at hand.</summary>
    public required long Id { get; init; }

    /// <summary>See <see cref="EventNumbers.Of"/>.</summary>
    public required long Order { get; init; }

    public required string Cell { get; init; }

    public required StoredRun Run { get; init; }

    /// <summary>When it was recorded, UTC ticks.</summary>
    public required long At { get; init; }

    public required int Seed { get; init; }

    public required StoredSpec Spec { get; init; }

    public required MadeWith Made { get; init; }

    public required string? NoiseKey { get; init; }

    /// <summary>
    /// By the numbers of <see cref="MetricNames"/>; a metric that it lacks is <see cref="MetricNames.Missing"/>.
    /// </summary>
    public required double[] Metrics { get; init; }

    public required ImmutableArray<string> Tags { get; init; }

    public required string? Note { get; init; }
}
