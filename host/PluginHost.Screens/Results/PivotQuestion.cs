using System.Collections.Immutable;
using System.Globalization;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Results;

/// <summary>
/// What is asked before a pivot that would be split by fields that nobody asked for: which of them shall be averaged
/// over.
/// </summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Fields">The fields, and how many values each has.</param>
/// <param name="Rows">How many rows the table has when none is averaged over.</param>
/// <param name="Averaged">Those that shall be averaged over, by place.</param>
internal sealed record PivotQuestion(
    PivotRequest Request, ImmutableArray<(string Field, int Values)> Fields, int Rows, ImmutableHashSet<int> Averaged)
    : ResultsQuestion
{
    public const string Checks = "averaged", Average = "average-over";

    private string Told => string.Create(
        CultureInfo.InvariantCulture,
        $"Results at one place of this table differ in these fields too. Split by all of them, it has {Rows:N0} rows.");

    public override Dialog Dialog => new(
        "Pivot",
        new DialogText(Told),
        new DialogText("Check what shall be averaged over; the others split the rows."),
        new DialogChecks(
            Checks,
            [.. Fields.Select(varied => $"{varied.Field} ({varied.Values} values)")],
            Averaged));

    public override ImmutableArray<KeyAction> Actions =>
    [
        .. YesOrNo("show"),
        new(Average, "average over a field, or split the rows by it again")
        {
            Group = Group,
            Argument = "FIELD",
            Values = typed => Fields.Select(varied => varied.Field)
                .Where(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase)),
        },
    ];

    public override IEnumerable<string> Linear() =>
    [
        Told,
        .. Fields.Select((field, i) => $"{field.Field}: {field.Values} values, {Use(i)}"),
        "average-over FIELD changes one, accept shows the table, cancel leaves it",
    ];

    private string Use(int field) => Averaged.Contains(field) ? "averaged over" : "splits the rows";

    /// <summary>With a field checked, or no longer.</summary>
    public PivotQuestion Toggled(int field)
    {
        // Remove gives the same set back when it has no such field.
        var without = Averaged.Remove(field);
        return this with { Averaged = ReferenceEquals(without, Averaged) ? Averaged.Add(field) : without };
    }

    /// <summary>The request with every field said: averaged over, or among the rows.</summary>
    public PivotRequest Answered() => Request with
    {
        Rows = Joined(Request.Rows, field => !Averaged.Contains(field)),
        Averaged = Joined(Request.Averaged, Averaged.Contains),
    };

    private string Joined(string names, Func<int, bool> chosen)
    {
        var more = Fields.Where((_, i) => chosen(i)).Select(field => field.Field);
        return string.Join(", ", more.Prepend(names).Where(name => name.Length > 0));
    }
}
