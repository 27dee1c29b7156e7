using System.Collections.Immutable;
using PluginHost.Tables.Rows;
using PluginHost.Tables.Views;

namespace PluginHost.Screens.Results;

/// <summary>How results are looked at; every change of it can be undone.</summary>
internal sealed record ResultsView
{
    private const int Narrowest = 3, Widest = 60, WidthStep = 2;

    /// <summary>Stands in <see cref="Hidden"/> for all columns that are neither usual nor told apart by.</summary>
    private const string Others = "*";

    // What a reader looks for first, the numbers among them: on a narrow screen settings go before results do.
    private static readonly ImmutableArray<string> First =
        ["noise", "train.radius", Metric.TestAccuracy, Metric.TrainLoss];

    // Those of them come first that tell results apart.
    private static readonly ImmutableArray<string> Settings =
        ["train.norm", "dataset", "model", "filter", "share", "train-set", "seed", "preset", "experiment"];

    private static readonly ImmutableArray<string> Last =
        ["at", Metric.BestTestAccuracy, Metric.RobustAccuracy, "tags", "note", Metric.TrainSeconds];

    // Nearly always the same; worth their place only where they are not.
    private static readonly ImmutableArray<string> UsualWhenVaried = ["train.norm", "filter", "share", "train-set"];

    // A noise's, surrogate's or augmentation's settings are told by its name; other settings that differ tell results
    // apart.
    private static readonly ImmutableArray<string> Details =
        ["noise.", "surrogate", "augmentation.", "cell", "run", "device"];

    /// <summary>The newest first, and nothing left out.</summary>
    public static ResultsView Default { get; } = new();

    /// <summary>A condition; empty for none.</summary>
    public string Filter { get; init; } = "";

    public ImmutableArray<SortKey> Sort { get; init; } = [new("at", Descending: true)];

    /// <summary>Columns in their order, where it was changed; others follow.</summary>
    public ImmutableArray<string> Order { get; init; } = [];

    public ImmutableHashSet<string> Hidden { get; init; } = [Others];

    /// <summary>Columns that stay at the left.</summary>
    public ImmutableArray<string> Pinned { get; init; } = [];

    /// <summary>Widths that were changed.</summary>
    public ImmutableSortedDictionary<string, int> Widths { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// Keys of the cells that alone are shown: those that were marked when this was asked for. Null for all.
    /// </summary>
    public ImmutableHashSet<string>? Only { get; init; }

    /// <summary>What <see cref="Only"/> are, such as <c>marked rows only</c>.</summary>
    public string OnlyWhat { get; init; } = "";

    /// <summary>The columns that are shown, in order: pinned ones, then the others.</summary>
    /// <param name="there">What there is.</param>
    public ImmutableArray<string> Columns(Arrangement there)
    {
        var settings = Settings
            .Where(name => !UsualWhenVaried.Contains(name) || IsVaried(name))
            .OrderBy(name => !IsVaried(name));
        var varied = there.Names.Where(name => IsVaried(name) && !IsDetail(name));
        var others = Hidden.Contains(Others) ? [] : there.Names.OrderBy(name => !IsVaried(name)).AsEnumerable();
        var all = Pinned.Concat(Order).Concat(First).Concat(settings).Concat(Last).Concat(varied).Concat(others);
        return [.. all.Distinct(StringComparer.Ordinal).Where(IsShown)];

        bool IsVaried(string name) => there.Varied.Contains(name);

        bool IsShown(string name) => there.Names.Contains(name) && !Hidden.Contains(name);

        static bool IsDetail(string name) =>
            Details.Any(detail => name.StartsWith(detail, StringComparison.Ordinal));
    }

    /// <summary>With a column that was not shown.</summary>
    public ResultsView Show(string column, ImmutableArray<string> columns) => columns.Contains(column)
        ? this
        : this with { Hidden = Hidden.Remove(column), Order = [.. columns.Except(Pinned), column] };

    /// <summary>Sorts by one column alone.</summary>
    public ResultsView SortedBy(string column, bool descending) =>
        this with { Sort = [new SortKey(column, descending)] };

    /// <summary>Sorts rows that are equal so far by one more column; a key on the same column is replaced.</summary>
    public ResultsView ThenBy(string column, bool descending) =>
        this with { Sort = [.. Sort.Where(key => key.Column != column), new SortKey(column, descending)] };

    public ResultsView Hide(string column) => this with { Hidden = Hidden.Add(column), Pinned = Pinned.Remove(column) };

    public ResultsView ShowAll() => this with { Hidden = [] };

    /// <summary>Pins a column behind those that are pinned, or lets it go.</summary>
    public ResultsView Pin(string column) =>
        this with { Pinned = Pinned.Contains(column) ? Pinned.Remove(column) : Pinned.Add(column) };

    /// <summary>Moves a column among its neighbours; pinned ones among pinned ones.</summary>
    /// <param name="column">Which.</param>
    /// <param name="by">−1 to the left, 1 to the right.</param>
    /// <param name="columns">All that are shown now.</param>
    public ResultsView Move(string column, int by, ImmutableArray<string> columns)
    {
        var group = Pinned.Contains(column) ? Pinned : columns.RemoveRange(0, Pinned.Length);
        int from = group.IndexOf(column), to = from + by;
        if (from < 0 || to < 0 || to >= group.Length)
        {
            return this;
        }

        group = group.RemoveAt(from).Insert(to, column);
        return Pinned.Contains(column) ? this with { Pinned = group } : this with { Order = group };
    }

    /// <summary>Makes a column wider or narrower.</summary>
    /// <param name="column">Which.</param>
    /// <param name="by">−1 or 1.</param>
    /// <param name="now">Its width now.</param>
    public ResultsView Widen(string column, int by, int now) =>
        this with { Widths = Widths.SetItem(column, Math.Clamp(now + (by * WidthStep), Narrowest, Widest)) };

    /// <summary>As it is kept in the file of views.</summary>
    public SavedView Saved(string name) => new(name)
    {
        Filter = Filter.Length > 0 ? Filter : null,
        Sort = Sort,
        Hidden = [.. Hidden.Order(StringComparer.Ordinal)],
        Pinned = Pinned,
        Order = Order,
        Widths = Widths,
    };

    /// <summary>As a saved view has it. An experiment and a preset become conditions.</summary>
    public static ResultsView Of(SavedView saved)
    {
        string filter = saved switch
        {
            { Filter: null } => "",
            { Experiment: null, Preset: null } => saved.Filter,
            _ => $"({saved.Filter})",
        };
        string[] conditions =
        [
            saved.Experiment is { } experiment ? $"experiment == \"{experiment}\"" : "",
            saved.Preset is { } preset ? $"preset == \"{preset}\"" : "",
            filter,
        ];
        return new ResultsView
        {
            Filter = string.Join(" && ", conditions.Where(c => c.Length > 0)),
            Sort = saved.Sort.IsEmpty ? Default.Sort : saved.Sort,
            Hidden = [.. saved.Hidden],
            Pinned = saved.Pinned,
            Order = saved.Order,
            Widths = saved.Widths,
        };
    }
}
