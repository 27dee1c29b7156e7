using PluginHost.Store.Records;
using PluginHost.Tables.Filters;

namespace PluginHost.Tables.Rows;

/// <summary>Which results are wanted; everything that is given must hold. Nothing given means all.</summary>
public sealed record ResultQuery : PlanQuery
{
    /// <summary>A condition on fields and metrics.</summary>
    public FilterExpression? Where { get; init; }
}
