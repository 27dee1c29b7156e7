using System.Collections.Immutable;

namespace PluginHost.Screens.Runs;

/// <summary>In which order runs are listed. Where runs are alike, the newest comes first.</summary>
/// <param name="Column">The column; see <see cref="RunColumn"/>.</param>
/// <param name="IsDescending">Whether the greatest comes first.</param>
internal sealed record RunOrder(string Column, bool IsDescending)
{
    private const char Descending = '-';

    /// <summary>The newest first.</summary>
    public static RunOrder Newest { get; } = new(RunColumn.Started, true);

    /// <summary>All orders, as <see cref="Parse"/> reads them.</summary>
    public static IEnumerable<string> Names =>
        RunColumn.All.SelectMany(column => new[] { column, Descending + column });

    /// <summary>
    /// An order as it is written: the column, with a minus before it for the greatest first; null when it is none.
    /// </summary>
    public static RunOrder? Parse(string text)
    {
        bool isDescending = text.StartsWith(Descending);
        string name = isDescending ? text[1..] : text;
        string? column = RunColumn.All.FirstOrDefault(
            column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
        return column is null ? null : new RunOrder(column, isDescending);
    }

    /// <summary>Runs in this order.</summary>
    /// <param name="runs">The runs, the newest first.</param>
    /// <param name="now">The time until which runs at work have lasted.</param>
    public ImmutableArray<RunItem> Of(IEnumerable<RunItem> runs, DateTimeOffset now)
    {
        var comparer = Comparer(now);
        return [.. IsDescending ? runs.OrderDescending(comparer) : runs.Order(comparer)];
    }

    public override string ToString() => IsDescending ? Descending + Column : Column;

    private Comparer<RunItem> Comparer(DateTimeOffset now) => Column switch
    {
        RunColumn.State => By(run => (int)run.State),
        RunColumn.Recipe => ByText(run => run.Name),
        RunColumn.Preset => ByText(run => run.Preset),
        RunColumn.Cells => By(run => (run.Done, run.Planned)),
        RunColumn.Failed => By(run => run.Failures),
        RunColumn.Time => By(run => run.Lasted(now)),
        RunColumn.Left => By(SecondsLeft),
        RunColumn.Started => By(run => run.Started),
        RunColumn.Device => ByText(run => run.Live?.Device ?? ""),
        RunColumn.Id => ByText(run => run.Id),
        RunColumn.Now => ByText(RunWords.Now),
        _ => throw new InvalidOperationException($"'{Column}' is no column of runs"),
    };

    /// <summary>Those of which it is not known come last.</summary>
    private static double SecondsLeft(RunItem run) =>
        run is { IsActive: true, Live.SecondsLeft: { } left } ? left : double.PositiveInfinity;

    private static Comparer<RunItem> By<T>(Func<RunItem, T> value) =>
        Comparer<RunItem>.Create((a, b) => Comparer<T>.Default.Compare(value(a), value(b)));

    private static Comparer<RunItem> ByText(Func<RunItem, string> value) =>
        Comparer<RunItem>.Create((a, b) => string.Compare(value(a), value(b), StringComparison.OrdinalIgnoreCase));
}
