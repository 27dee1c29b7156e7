using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>What a table shall show.</summary>
/// <param name="Spec">Rows, columns, metrics, title.</param>
public sealed record TableRequest(TableSpec Spec)
{
    /// <summary>What is told of several seeds.</summary>
    public Aggregate Aggregate { get; init; }

    /// <summary>Which values are marked.</summary>
    public BestValue Best { get; init; }

    /// <summary>Among which values the marked one is the best.</summary>
    public BestOf BestOf { get; init; }

    /// <summary>
    /// A value of a column field, such as <c>clean</c> or <c>noise=clean</c>: other columns tell their difference to this one, row by
    /// row; null for none.
    /// </summary>
    public string? Baseline { get; init; }

    /// <summary>Whether published values and our differences stand beside ours.</summary>
    public bool Paper { get; init; }

    /// <summary>Whether several metrics get a table each, one below the other, instead of columns side by side.</summary>
    public bool Blocks { get; init; }

    /// <summary>Specs of all planned cells, in the plan's order: rows, columns and seeds that have no result yet are shown as missing.</summary>
    public IReadOnlyList<CellSpec> Planned { get; init; } = [];

    /// <summary>How many planned cells have no result, where their specs are not known.</summary>
    public int Missing { get; init; }
}
