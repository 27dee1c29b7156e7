using System.Collections.Immutable;
using PluginHost.Store.Records;
using PluginHost.Tables.Comparison;
using PluginHost.Tables.Fields;
using PluginHost.Tables.Rows;

namespace PluginHost.Screens.Results;

/// <summary>
/// What a table over seeds shall show, written <c>train.radius by noise of test-accuracy over augmentation
/// mean-std</c>; what is averaged over besides seeds may be left out.
/// </summary>
internal sealed record PivotRequest(string Rows, string Columns, string Metrics, string Averaged, Aggregate Aggregate)
{
    private const string By = "by", Of = "of", Over = "over";

    private static readonly ImmutableSortedDictionary<string, Aggregate> Aggregates =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("mean-std", Aggregate.MeanStd),
                KeyValuePair.Create("mean-sem", Aggregate.MeanSem),
                KeyValuePair.Create("ci95", Aggregate.Ci95),
                KeyValuePair.Create("range", Aggregate.Range),
                KeyValuePair.Create("median", Aggregate.Median),
            ]);

    /// <summary>The paper's: training by noise.</summary>
    public static PivotRequest Default { get; } =
        new("dataset, train.radius", "noise", Metric.TestAccuracy, "", Aggregate.MeanStd);

    /// <summary>What may stand in it.</summary>
    public static IEnumerable<string> Words(ResultRows rows) =>
        rows.Names.Concat(FieldTable.ShortNames).Concat([By, Of, Over]).Concat(Aggregates.Keys);

    /// <exception cref="QueryException">It cannot be read.</exception>
    public static PivotRequest Parse(string text)
    {
        var words = text.Replace(",", " , ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        var aggregate = Aggregate.MeanStd;
        if (words.Count > 0 && Aggregates.TryGetValue(words[^1], out var named))
        {
            aggregate = named;
            words.RemoveAt(words.Count - 1);
        }

        int by = words.IndexOf(By), of = words.IndexOf(Of), over = words.IndexOf(Over);
        over = over < 0 ? words.Count : over;
        if (by < 0 || of < by || over < of)
        {
            throw new QueryException(
                "a pivot is written ROWS by COLUMNS of METRIC [over FIELDS] "
                + $"[{string.Join('|', Aggregates.Keys)}], such as {Default}");
        }

        return new PivotRequest(
            Names(words[..by]), Names(words[(by + 1)..of]), Names(words[(of + 1)..over]), Names(words.Skip(over + 1)),
            aggregate);

        static string Names(IEnumerable<string> parts)
        {
            const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            return string.Join(", ", string.Join(' ', parts).Split(',', Trimmed).Select(FieldTable.Whole));
        }
    }

    public TableRequest Request(int missing) => new(new TableSpec(Rows, Columns, Metrics, "", null) { Over = Averaged })
    {
        Aggregate = Aggregate, Missing = missing,
    };

    public override string ToString()
    {
        string over = Averaged.Length > 0 ? $"{Over} {Averaged} " : "";
        return $"{Rows} {By} {Columns} {Of} {Metrics} {over}{Aggregates.First(a => a.Value == Aggregate).Key}";
    }
}
