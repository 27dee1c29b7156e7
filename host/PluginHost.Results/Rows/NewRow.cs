namespace PluginHost.Results;

/// <summary>A result that was read and is not among the rows yet; numbers are codes of <see cref="RowTables"/>.</summary>
internal sealed record NewRow
{
    public required string Cell { get; init; }

    public required int Shape { get; init; }

    public required int Seed { get; init; }

    public required int Run { get; init; }

    public required long At { get; init; }

    public required int Device { get; init; }

    public required int Plugins { get; init; }

    public required int Data { get; init; }

    /// <summary>−1 for none.</summary>
    public required int NoiseKey { get; init; }

    public required (int Metric, double Value)[] Metrics { get; init; }

    public required int Journal { get; init; }

    public required string JournalName { get; init; }

    public required long Offset { get; init; }

    public required int Length { get; init; }

    /// <summary>
    /// The order of two results of a cell: by time; by place where times are equal, so that it is always the same.
    /// </summary>
    public static int Compare((long At, string Journal, long Offset) a, (long At, string Journal, long Offset) b)
    {
        int order = a.At.CompareTo(b.At);
        order = order != 0 ? order : string.CompareOrdinal(a.Journal, b.Journal);
        return order != 0 ? order : a.Offset.CompareTo(b.Offset);
    }
}
