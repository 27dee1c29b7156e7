using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;
using SortKey = PluginHost.Tables.Rows.SortKey;

namespace PluginHost.Tables.Views;

/// <summary>The lines of a view in its file: <c>key = value</c>; lists are comma separated.</summary>
internal static class ViewText
{
    private static readonly string[] Keys =
    [
        "experiment", "preset", "rows", "columns", "metrics", "aggregate", "best", "best-of", "baseline", "paper", "filter", "sort", "hidden", "pinned",
        "order", "widths",
    ];

    /// <summary>What a view says, without what is usual.</summary>
    public static IEnumerable<(string Key, string Value)> Lines(SavedView view)
    {
        (string Key, string Value)[] all =
        [
            ("experiment", view.Experiment ?? ""), ("preset", view.Preset ?? ""),
            ("rows", List(view.Rows)), ("columns", List(view.Columns)), ("metrics", List(view.Metrics)),
            ("aggregate", view.Aggregate == default ? "" : TableWords.Of(view.Aggregate)), ("best", view.Best == default ? "" : TableWords.Of(view.Best)),
            ("best-of", view.BestOf == default ? "" : TableWords.Of(view.BestOf)), ("baseline", view.Baseline ?? ""), ("paper", view.Paper ? "true" : ""),
            ("filter", view.Filter ?? ""), ("sort", List(view.Sort.Select(key => (key.Descending ? "-" : "") + key.Column))),
            ("hidden", List(view.Hidden)), ("pinned", List(view.Pinned)), ("order", List(view.Order)),
            ("widths", List(view.Widths.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key} {w.Value}")))),
        ];
        return all.Where(line => line.Value.Length > 0);
    }

    /// <summary>A view with what a line says.</summary>
    /// <exception cref="FormatException">There is no such key, or it has no such value.</exception>
    public static SavedView With(SavedView view, string key, string value) => key switch
    {
        "experiment" => view with { Experiment = value },
        "preset" => view with { Preset = value },
        "rows" => view with { Rows = Names(value) },
        "columns" => view with { Columns = Names(value) },
        "metrics" => view with { Metrics = [.. Names(value).Select(FieldNames.Whole)] },
        "aggregate" => view with { Aggregate = TableWords.One<Aggregate>(key, value) },
        "best" => view with { Best = TableWords.One<BestValue>(key, value) },
        "best-of" => view with { BestOf = TableWords.One<BestOf>(key, value) },
        "baseline" => view with { Baseline = value },
        "paper" => view with { Paper = value switch { "true" => true, "false" => false, _ => throw new FormatException("paper is true or false") } },
        "filter" => view with { Filter = value },
        "sort" => view with { Sort = [.. Names(value).Select(name => name.StartsWith('-') ? new SortKey(FieldNames.Whole(name[1..]), true) : new SortKey(FieldNames.Whole(name)))] },
        "hidden" => view with { Hidden = Names(value) },
        "pinned" => view with { Pinned = Names(value) },
        "order" => view with { Order = Names(value) },
        "widths" => view with { Widths = view.Widths.SetItems(Names(value).Select(Width)) },
        _ => throw new FormatException($"a view has no '{key}'{Nearest.Hint(key, Keys)}"),
    };

    private static string List(IEnumerable<string> names) => string.Join(", ", names);

    private static ImmutableArray<string> Names(string value) =>
        [.. value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    private static KeyValuePair<string, int> Width(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var name, var number]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width is > 0 and < 1000
            ? KeyValuePair.Create(name, width)
            : throw new FormatException($"widths are such as 'noise 12, seed 4', not '{text}'");
}
