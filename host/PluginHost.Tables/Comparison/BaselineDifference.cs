namespace PluginHost.Tables.Comparison;

/// <summary>How far a cell's numbers are from those of the baseline in its row.</summary>
/// <param name="Value">The cell's minus the baseline's: over pairs of equal seeds, or of the means where no seed is in both.</param>
/// <param name="Spread">How far the pairs' differences spread, as the table's aggregate tells it; null for fewer than two pairs.</param>
/// <param name="Pairs">How many seeds are in both; 0 when the means are compared.</param>
public readonly record struct BaselineDifference(double Value, double? Spread, int Pairs)
{
    /// <summary>Of two cells; null when one has no number.</summary>
    public static BaselineDifference? Of(TableCell cell, TableCell baseline, Aggregate aggregate)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(baseline);
        if (cell.Numbers is not { } numbers || baseline.Numbers is not { } others)
        {
            return null;
        }

        var pairs = new List<double>();
        for (int i = 0; i < cell.Seeds.Count; i++)
        {
            for (int j = 0; j < baseline.Seeds.Count; j++)
            {
                if (cell.NameOf(i) == baseline.NameOf(j))
                {
                    pairs.Add(cell.Values[i] - baseline.Values[j]);
                }
            }
        }

        if (pairs.Count == 0)
        {
            return new BaselineDifference(numbers.Value(aggregate) - others.Value(aggregate), null, 0);
        }

        var differences = Statistics.Of(pairs);
        return new BaselineDifference(aggregate == Aggregate.Range ? differences.Mean : differences.Value(aggregate), differences.Spread(aggregate), pairs.Count);
    }
}
