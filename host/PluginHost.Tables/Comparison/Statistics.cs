namespace PluginHost.Tables.Comparison;

/// <summary>What is told of the numbers of several seeds.</summary>
public enum Aggregate
{
    /// <summary>Mean ± sample standard deviation.</summary>
    MeanStd,

    /// <summary>Mean ± standard error of the mean.</summary>
    MeanSem,

    /// <summary>Mean ± half the width of its 95 % confidence interval, by Student's t.</summary>
    Ci95,

    /// <summary>Smallest and largest.</summary>
    Range,

    /// <summary>The median.</summary>
    Median,
}

/// <summary>Which values of a table are marked.</summary>
public enum BestValue
{
    /// <summary>None.</summary>
    None,

    /// <summary>The smallest: for test accuracy, the strongest protection.</summary>
    Lowest,

    /// <summary>The largest.</summary>
    Highest,
}

/// <summary>Among which values of a table the marked one is the best.</summary>
public enum BestOf
{
    /// <summary>Those of its row.</summary>
    Row,

    /// <summary>Those of its column.</summary>
    Column,
}

/// <summary>Numbers of several seeds in a few.</summary>
/// <param name="N">How many there are.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Std">Sample standard deviation (divided by n−1); null for fewer than two.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="Median">The median.</param>
public readonly record struct Statistics(int N, double Mean, double? Std, double Min, double Max, double Median)
{
    /// <summary>Standard error of the mean; null for fewer than two.</summary>
    public double? Sem => Std / Math.Sqrt(N);

    /// <summary>Half the width of the 95 % confidence interval of the mean; null for fewer than two.</summary>
    public double? Ci95 => Sem is { } sem ? sem * StudentT.Quantile975(N - 1) : null;

    /// <summary>Of at least one number. The same numbers in another order give the same bits.</summary>
    public static Statistics Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        int n = sorted.Length;
        double mean = sorted.Sum() / n, squares = 0;
        foreach (double value in sorted)
        {
            squares += (value - mean) * (value - mean);
        }

        double? std = n < 2 ? null : Math.Sqrt(squares / (n - 1));
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[(n / 2) - 1] + sorted[n / 2]) / 2;
        return new Statistics(n, mean, std, sorted[0], sorted[^1], median);
    }

    /// <summary>What follows ±; null for one number, and where nothing does.</summary>
    public double? Spread(Aggregate aggregate) => aggregate switch
    {
        Aggregate.MeanStd => Std,
        Aggregate.MeanSem => Sem,
        Aggregate.Ci95 => Ci95,
        _ => null,
    };

    /// <summary>The number that stands for them.</summary>
    public double Value(Aggregate aggregate) => aggregate switch
    {
        Aggregate.Median => Median,
        Aggregate.Range => (Min + Max) / 2,
        _ => Mean,
    };
}
