namespace PluginHost.Running.Workers;

/// <summary>How long a run waits for its worker process before it ends it.</summary>
/// <param name="Step">For the next step of a cell.</param>
internal sealed record WorkerLimits(TimeSpan Step)
{
    /// <summary>After which silence of the whole process the user is told.</summary>
    public static TimeSpan Silence => TimeSpan.FromSeconds(30);

    /// <summary>After which silence of the whole process it counts as dead.</summary>
    public static TimeSpan Death => TimeSpan.FromMinutes(10);

    /// <summary>For the step to end after the run was asked to stop, at least.</summary>
    public static TimeSpan Stop => TimeSpan.FromSeconds(20);

    /// <summary>
    /// Steps differ: after a request to stop, one may take so many times as long as the longest before.
    /// </summary>
    public const int StopSteps = 4;
}
