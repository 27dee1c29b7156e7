namespace PluginHost.Running.Planning;

/// <summary>A plan and what it will take.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="NoiseSets">How many noise sets are to be made.</param>
/// <param name="Estimate">The time, by recorded times; null where there are none like it.</param>
/// <param name="Work">Passes, and the time by measurement; null unless only the plan is wanted.</param>
public sealed record PlanSummary(PlannedRun Plan, int NoiseSets, TimeSpan? Estimate, Workload? Work);
