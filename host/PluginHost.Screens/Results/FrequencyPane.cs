using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Store.Records;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;

namespace PluginHost.Screens.Results;

/// <summary>One value of a column: how often it comes, and the mean accuracy of its results.</summary>
internal sealed record ValueCount(OptionValue? Value, string Text, int Count, double? Accuracy);

/// <summary>The values of a column among the rows that are shown; of numbers also how they lie.</summary>
/// <param name="Name">The column.</param>
/// <param name="Total">How many rows there are.</param>
/// <param name="Description">How its numbers lie; empty where they are none.</param>
/// <param name="Values">The values, the most frequent first.</param>
/// <param name="Distinct">How many values there are; more than are listed, perhaps.</param>
internal sealed record FrequencyPane(
    string Name, int Total, string Description, ImmutableArray<ValueCount> Values, int Distinct) : SheetPane
{
    private const int MostListed = 1000, BarWidth = 20, NumberWidth = 10, BarColumn = 4;

    public override string Title => $"{ColumnText.Title(Name)}: {Distinct} values in {Total} rows";

    public override ImmutableArray<KeyAction> Actions => [ResultsActions.FilterValue, .. base.Actions];

    protected override ImmutableArray<string> Heads => [ColumnText.Title(Name), "count", "share %", "accuracy %", ""];

    protected override int Count => Values.Length;

    private Sheet Sheet => new(
        [Name, "count", "share %", "mean accuracy %"],
        [.. Values.Select(v => (ImmutableArray<string>)[v.Text, $"{v.Count}", Share(v), Accuracy(v)])]);

    public static FrequencyPane Of(ResultRows rows, int[] shown, string name)
    {
        var column = rows.Column(name)
            ?? throw new QueryException($"no result has '{name}'{Nearest.Hint(name, rows.Names)}");
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

        string description = column.IsNumber ? Described(column, counts) : "";
        var values = listed.Select(count => Counted(count.Value, count.Count));
        return new FrequencyPane(name, shown.Length, description, [.. values], counts.Count);

        ValueCount Counted(OptionValue? value, int count)
        {
            if (value is not { } known)
            {
                return new ValueCount(null, "", count, null);
            }

            double? mean = sums.TryGetValue(known, out var of) ? of.Sum / of.Count : null;
            return new ValueCount(known, ColumnText.Of(column, known), count, mean);
        }
    }

    protected override int WidthOf(int column) => column switch
    {
        0 => Values.Select(v => CellWidth.Of(v.Text)).Append(Name.Length).Max(),
        BarColumn => BarWidth,
        _ => NumberWidth,
    };

    protected override bool IsNumber(int column) => column is > 0 and < BarColumn;

    protected override IReadOnlyList<Line> Above(int width) =>
        Description.Length > 0 ? Wrapped.Of(Description, width) : [];

    protected override Line Cell(int row, int column, Symbols symbols)
    {
        var value = Values[row];
        return column switch
        {
            0 => value.Text.Length == 0 ? Line.Of(symbols.Missing, Tone.Dim) : Line.Of(value.Text),
            1 => Line.Of(value.Count.ToString(CultureInfo.InvariantCulture)),
            2 => Line.Of(Share(value)),
            3 => Line.Of(Accuracy(value)),
            _ => Line.Of(string.Concat(Enumerable.Repeat(symbols.Bar, BarOf(value))), Tone.Series0),
        };
    }

    private int BarOf(ValueCount value) => (int)Math.Round((double)value.Count / Values.Max(v => v.Count) * BarWidth);

    public override string Export(string format) => Sheet.Write(format);

    public override IEnumerable<string> Linear() =>
    [
        Title, .. Description.Length > 0 ? [Description] : Array.Empty<string>(),
        .. Values.Take(50).Select((value, i) => $"{i + 1}. {Told(value)}"),
        "open NUMBER shows only the rows with that value; back returns to the list.",
    ];

    private string Told(ValueCount value)
    {
        string text = value.Text.Length == 0 ? "none" : value.Text;
        string rows = value.Count == 1 ? "1 row" : $"{value.Count} rows";
        string accuracy = Accuracy(value);
        string mean = accuracy.Length > 0 ? $", mean accuracy {accuracy} %" : "";
        return $"{text}: {rows}, {Share(value)} %{mean}";
    }

    /// <summary>The condition that holds for rows with a value.</summary>
    public string Condition(int number) => Values[number].Value switch
    {
        null => $"{Name} == none",
        { Number: { } value } when IsShare => Percent(value),
        { Number: { } value } => string.Create(CultureInfo.InvariantCulture, $"{Name} == {value:R}"),
        { } value => $"{Name} == \"{value}\"",
    };

    private bool IsShare => FieldText.MetricName(Name).EndsWith("(%)", StringComparison.Ordinal);

    /// <summary>
    /// Accuracies are written in per cent, which not every share can be said in exactly: then a narrow range has it.
    /// </summary>
    private string Percent(double share)
    {
        const decimal hair = 1e-12m;
        decimal percent = (decimal)share * 100;
        return (double)(percent / 100) == share
            ? string.Create(CultureInfo.InvariantCulture, $"{Name} == {percent}")
            : string.Create(CultureInfo.InvariantCulture, $"{Name} >= {percent - hair} && {Name} <= {percent + hair}");
    }

    private string Share(ValueCount value) =>
        Total == 0 ? "" : (100.0 * value.Count / Total).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Accuracy(ValueCount value) =>
        value.Accuracy is { } accuracy ? FieldText.Metric(Metric.TestAccuracy, accuracy) : "";

    private static string Described(RowColumn column, IReadOnlyList<(OptionValue? Value, int Count)> counts)
    {
        var numbers = counts
            .Where(count => count.Value?.Number is { } number && double.IsFinite(number))
            .Select(count => (Number: count.Value!.Value.Number!.Value, count.Count))
            .ToList();
        long n = numbers.Sum(v => (long)v.Count);
        if (n == 0)
        {
            return "";
        }

        double mean = numbers.Sum(v => v.Number * v.Count) / n;
        double std = n < 2 ? 0 : Math.Sqrt(numbers.Sum(v => (v.Number - mean) * (v.Number - mean) * v.Count) / (n - 1));
        return $"n {n}, mean {Text(mean)}, std {Text(std)}, min {Text(At(0))}, quarter {Text(At(0.25))}, "
            + $"median {Text(At(0.5))}, three quarters {Text(At(0.75))}, max {Text(At(1))}";

        string Text(double number) => column.IsMetric
            ? FieldText.Metric(column.Name, number)
            : number.ToString("G6", CultureInfo.InvariantCulture);

        double At(double share)
        {
            long place = (long)Math.Round(share * (n - 1)), passed = 0;
            return numbers.First(v => (passed += v.Count) > place).Number;
        }
    }
}
