using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;

namespace PluginHost.Tables.Views;

/// <summary>A view as it stands in its file; what is usual is left out.</summary>
internal sealed record ViewText
{
    private const int WidestColumn = 999;

    private static readonly string[] s_keys = [.. typeof(ViewText).GetProperties().Select(property => property.Name)
        .Where(name => name != nameof(Others)).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public string? Experiment { get; init; }

    public string? Preset { get; init; }

    public string[]? Rows { get; init; }

    public string[]? Columns { get; init; }

    public string[]? Metrics { get; init; }

    public string? Aggregate { get; init; }

    public string? Best { get; init; }

    public string? BestOf { get; init; }

    public string? Baseline { get; init; }

    public string[]? Over { get; init; }

    public bool? Paper { get; init; }

    public string? Filter { get; init; }

    /// <summary>Column names; one with a hyphen before it is sorted by in descending order.</summary>
    public string[]? Sort { get; init; }

    public string[]? Hidden { get; init; }

    public string[]? Pinned { get; init; }

    public string[]? Order { get; init; }

    public Dictionary<string, int>? Widths { get; init; }

    /// <summary>What a view does not have.</summary>
    [JsonExtensionData]
    public IDictionary<string, object>? Others { get; init; }

    public static ViewText Of(SavedView view) => new()
    {
        Experiment = view.Experiment,
        Preset = view.Preset,
        Rows = List(view.Rows),
        Columns = List(view.Columns),
        Metrics = List(view.Metrics),
        Aggregate = Word(view.Aggregate),
        Best = Word(view.Best),
        BestOf = Word(view.BestOf),
        Baseline = view.Baseline,
        Over = List(view.Over),
        Paper = view.Paper ? true : null,
        Filter = view.Filter,
        Sort = List([.. view.Sort.Select(key => (key.Descending ? "-" : "") + key.Column)]),
        Hidden = List(view.Hidden),
        Pinned = List(view.Pinned),
        Order = List(view.Order),
        Widths = view.Widths.IsEmpty ? null : new(view.Widths),
    };

    /// <summary>The view that it describes.</summary>
    /// <exception cref="FormatException">There is no such key, or it has no such value.</exception>
    public SavedView View(string name)
    {
        if (Others?.Keys.FirstOrDefault() is { } unknown)
        {
            throw new FormatException($"a view has no '{unknown}'{Nearest.Hint(unknown, s_keys)}");
        }

        if (Widths?.FirstOrDefault(width => width.Value is < 1 or > WidestColumn) is { Key: not null } wrong)
        {
            throw new FormatException($"the width of {wrong.Key} is {wrong.Value}, not 1 to {WidestColumn} characters");
        }

        return new SavedView(name)
        {
            Experiment = Experiment,
            Preset = Preset,
            Rows = Names(Rows),
            Columns = Names(Columns),
            Metrics = [.. Names(Metrics).Select(FieldTable.Whole)],
            Aggregate = Meaning<Aggregate>("aggregate", Aggregate),
            Best = Meaning<BestValue>("best", Best),
            BestOf = Meaning<BestOf>("best-of", BestOf),
            Baseline = Baseline,
            Over = Names(Over),
            Paper = Paper == true,
            Filter = Filter,
            Sort = [.. Names(Sort).Select(Key)],
            Hidden = Names(Hidden),
            Pinned = Names(Pinned),
            Order = Names(Order),
            Widths = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, Widths ?? []),
        };
    }

    private static string[]? List(ImmutableArray<string> names) => names.IsEmpty ? null : [.. names];

    private static ImmutableArray<string> Names(string[]? names) => names is null ? [] : [.. names];

    private static string? Word<T>(T value)
        where T : struct, Enum => value.Equals(default(T)) ? null : TableWords.Of(value);

    private static T Meaning<T>(string key, string? word)
        where T : struct, Enum => word is null ? default : TableWords.One<T>(key, word);

    private static SortKey Key(string name) =>
        name.StartsWith('-') ? new SortKey(FieldTable.Whole(name[1..]), true) : new SortKey(FieldTable.Whole(name));
}
