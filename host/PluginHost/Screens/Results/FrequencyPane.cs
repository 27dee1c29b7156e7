using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;

namespace PluginHost.Screens.Results;

/// <summary>One value of a column: how often it comes, and the mean accuracy of its results.</summary>
internal sealed record ValueCount(OptionValue? Value, string Text, int Count, double? Accuracy);

/// <summary>The values of a column among the rows that are shown; of numbers also how they lie.</summary>
/// <param name="Column">The column.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="Description">How its numbers lie; empty where they are none.</param>
/// <param name="Values">The values, the most frequent first.</param>
/// <param name="Distinct">How many values there are; more than are listed, perhaps.</param>
/// <param name="Cursor">The value that the cursor is on.</param>
internal sealed record FrequencyPane(
    string Column, int Total, string Description, ImmutableArray<ValueCount> Values, int Distinct, int Cursor) : Pane
{
    private const int MostListed = 1000, BarWidth = 20;

    public override string Title => $"{ColumnText.Title(Column)}: {Distinct} values in {Total} rows";

    public override ImmutableArray<KeyAction> Actions => [ResultsActions.FilterValue, .. base.Actions];

    private int Heads => Description.Length > 0 ? 2 : 1;

    private Sheet Sheet => new(
        [Column, "count", "share %", "mean accuracy %"],
        [.. Values.Select(v => (ImmutableArray<string>)[v.Text, $"{v.Count}", Share(v), Accuracy(v)])]);

    public static FrequencyPane Of(ResultRows rows, int[] shown, string name)
    {
        var column = rows.Column(name) ?? throw new QueryException($"no result has '{name}'{Nearest.Hint(name, rows.Names)}");
        var counts = column.Counts(shown);
        var accuracy = name == Metric.TestAccuracy ? null : rows.Column(Metric.TestAccuracy);
        var listed = counts.OrderByDescending(count => count.Count).Take(MostListed).ToList();
        var sums = new Dictionary<OptionValue, (double Sum, int Count)>();
        if (accuracy is not null && counts.Count <= MostListed)
        {
            foreach (int row in shown)
            {
                if (accuracy[row]?.Number is { } number && column[row] is { } value)
                {
                    var (sum, count) = sums.GetValueOrDefault(value);
                    sums[value] = (sum + number, count + 1);
                }
            }
        }

        return new FrequencyPane(
            name, shown.Length, column.IsNumber ? Described(column, counts) : "",
            [.. listed.Select(count => new ValueCount(
                count.Value, count.Value is { } value ? ColumnText.Of(column, value) : "", count.Count,
                count.Value is { } key && sums.TryGetValue(key, out var of) ? of.Sum / of.Count : null))],
            counts.Count, 0);
    }

    public override IReadOnlyList<Line> Lines(int width, Look look)
    {
        int text = Math.Max(Column.Length, Values.Select(v => CellWidth.Of(v.Text)).Append(4).Max()) + 2;
        int most = Values.Select(v => v.Count).Append(1).Max();
        Line head = Line.Of(Column.PadRight(text) + "   count   share  " + "accuracy".PadLeft(9), look.Head);
        var lines = Values.Select((v, i) =>
        {
            int bar = (int)Math.Round((double)v.Count / most * BarWidth);
            var line = Line.Of(v.Text.Length == 0 ? look.Symbols.Missing : v.Text).Fit(text, look)
                + Line.Of($"{v.Count,8} {Share(v),6}% {Accuracy(v),9}  ")
                + Line.Of(string.Concat(Enumerable.Repeat(look.Symbols.Bar, bar)), look.Series(0));
            return i == Cursor ? line.Fit(width, look).Over(look.Selected) : line;
        });
        return [.. Description.Length > 0 ? [Line.Of(Description)] : Array.Empty<Line>(), head, .. lines];
    }

    public override string Export(string format) => Sheet.Write(format);

    public override IEnumerable<string> Linear() =>
    [
        Title, .. Description.Length > 0 ? [Description] : Array.Empty<string>(),
        .. Values.Take(50).Select((v, i) => $"{i + 1}. {(v.Text.Length == 0 ? "none" : v.Text)}: {(v.Count == 1 ? "1 row" : $"{v.Count} rows")}, {Share(v)} %{(Accuracy(v) is { Length: > 0 } a ? $", mean accuracy {a} %" : "")}"),
        "open NUMBER shows only the rows with that value; back returns to the list.",
    ];

    /// <summary>Moves the cursor over the values, and scrolls with it.</summary>
    public override Pane? Scroll(string action, Size room)
    {
        int height = Math.Max(1, room.Height - 1 - Heads);
        int? at = action switch
        {
            ResultsActions.Down => Cursor + 1,
            ResultsActions.Up => Cursor - 1,
            ResultsActions.Next => Cursor + height,
            ResultsActions.Previous => Cursor - height,
            ResultsActions.Top => 0,
            ResultsActions.Bottom => Values.Length - 1,
            _ => null,
        };
        if (at is not { } wanted)
        {
            return base.Scroll(action, room);
        }

        int cursor = Math.Clamp(wanted, 0, Math.Max(0, Values.Length - 1)), line = cursor + Heads;
        int top = line < Top + Heads ? Math.Max(0, line - Heads) : Math.Max(Top, line - (room.Height - 1) + 1);
        return this with { Cursor = cursor, Top = top };
    }

    /// <summary>The condition that holds for rows with a value.</summary>
    public string Condition(int number) => Values[number].Value switch
    {
        null => $"{Column} == none",
        { Number: { } value } when FieldText.MetricName(Column).EndsWith("(%)", StringComparison.Ordinal) => Percent(value),
        { Number: { } value } => string.Create(CultureInfo.InvariantCulture, $"{Column} == {value:R}"),
        { } value => $"{Column} == \"{value}\"",
    };

    /// <summary>Accuracies are written in per cent, which not every share can be said in exactly: then a narrow range has it.</summary>
    private string Percent(double share)
    {
        const decimal hair = 1e-12m;
        decimal percent = (decimal)share * 100;
        return (double)(percent / 100) == share
            ? string.Create(CultureInfo.InvariantCulture, $"{Column} == {percent}")
            : string.Create(CultureInfo.InvariantCulture, $"{Column} >= {percent - hair} && {Column} <= {percent + hair}");
    }

    private string Share(ValueCount value) => Total == 0 ? "" : (100.0 * value.Count / Total).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Accuracy(ValueCount value) => value.Accuracy is { } accuracy ? FieldText.Metric(Metric.TestAccuracy, accuracy) : "";

    private static string Described(RowColumn column, IReadOnlyList<(OptionValue? Value, int Count)> counts)
    {
        var numbers = counts.Where(c => c.Value?.Number is { } n && double.IsFinite(n)).Select(c => (Number: c.Value!.Value.Number!.Value, c.Count)).ToList();
        long n = numbers.Sum(v => (long)v.Count);
        if (n == 0)
        {
            return "";
        }

        double mean = numbers.Sum(v => v.Number * v.Count) / n;
        double std = n < 2 ? 0 : Math.Sqrt(numbers.Sum(v => (v.Number - mean) * (v.Number - mean) * v.Count) / (n - 1));
        return $"n {n}, mean {Text(mean)}, std {Text(std)}, min {Text(At(0))}, quarter {Text(At(0.25))}, median {Text(At(0.5))}, three quarters {Text(At(0.75))}, max {Text(At(1))}";

        string Text(double number) => column.IsMetric ? FieldText.Metric(column.Name, number) : number.ToString("G6", CultureInfo.InvariantCulture);

        double At(double share)
        {
            long place = (long)Math.Round(share * (n - 1)), passed = 0;
            return numbers.First(v => (passed += v.Count) > place).Number;
        }
    }
}
