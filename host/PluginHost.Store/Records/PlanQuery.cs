namespace PluginHost.Store.Records;

/// <summary>Which plan is wanted: that of a run or of an experiment.</summary>
public record PlanQuery
{
    /// <summary>An experiment's or recipe's name: the plan of its last run, in the plan's order.</summary>
    public string? Experiment { get; init; }

    /// <summary>A run's name or its beginning: the plan of this run, in the plan's order.</summary>
    public string? Run { get; init; }

    /// <summary>Results of this preset only; with an experiment, its last run with this preset.</summary>
    public string? Preset { get; init; }

    /// <summary>Takes the plans of all runs of the experiment, not of the last one only.</summary>
    public bool AllRuns { get; init; }
}
