using PluginHost.Tables.Fields;

namespace PluginHost.Tables.Comparison;

/// <summary>What a table shall show.</summary>
public sealed record TableRequest
{
    /// <summary>As a recipe declares it.</summary>
    /// <param name="spec">Rows, columns, metrics, title, and what is told of them.</param>
    /// <exception cref="FormatException">
    /// It has an aggregate, a mark, a column title or a label that means nothing.
    /// </exception>
    public TableRequest(TableSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        Spec = spec with { Title = FieldText.Plain(spec.Title) };
        Aggregate = spec.Aggregate is { } aggregate ? TableWords.One<Aggregate>("the aggregate of a table", aggregate) : default;
        Best = spec.Best is { } best ? TableWords.One<BestValue>("what a table marks as best", best) : default;
        Baseline = spec.Baseline;
        Titles = new ColumnTitles(spec.ColumnTitles);
        if (spec.Label is { } label && !IsLabel(label))
        {
            throw new FormatException($"'{label}' is no label for LaTeX: use letters, digits and : _ . / + -, such as tab:radii");
        }
    }

    /// <summary>Rows, columns, metrics, title.</summary>
    public TableSpec Spec { get; }

    /// <summary>What columns are called.</summary>
    public ColumnTitles Titles { get; }

    /// <summary>What is told of several seeds.</summary>
    public Aggregate Aggregate { get; init; }

    /// <summary>Which values are marked.</summary>
    public BestValue Best { get; init; }

    /// <summary>Among which values the marked one is the best.</summary>
    public BestOf BestOf { get; init; }

    /// <summary>
    /// A value of a column field, such as <c>clean</c> or <c>noise=clean</c>: other columns tell their difference to
    /// this one, row by row; null for none.
    /// </summary>
    public string? Baseline { get; init; }

    /// <summary>Whether published values and our differences stand beside ours.</summary>
    public bool Paper { get; init; }

    /// <summary>
    /// Whether several metrics get a table each, one below the other, instead of columns side by side.
    /// </summary>
    public bool Blocks { get; init; }

    /// <summary>
    /// Specs of all planned cells, in the plan's order: rows, columns and seeds that have no result yet are shown as
    /// missing.
    /// </summary>
    public IReadOnlyList<CellSpec> Planned { get; init; } = [];

    /// <summary>How many planned cells have no result, where their specs are not known.</summary>
    public int Missing { get; init; }

    /// <summary>Whether a text can be what <c>\ref</c> of LaTeX refers to.</summary>
    private static bool IsLabel(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || ":_./+-".Contains(c, StringComparison.Ordinal));
}
