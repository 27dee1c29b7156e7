using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Kills;

/// <summary>Which process is killed.</summary>
internal enum Victim
{
    Host,
    Worker,
}

/// <summary>How a run is killed.</summary>
internal abstract record Kill;

/// <summary>Some time after its start.</summary>
/// <param name="Victim">Which process.</param>
/// <param name="After">How long after.</param>
internal sealed record KillAtMoment(Victim Victim, TimeSpan After) : Kill
{
    public override string ToString() => $"{Victim} after {After.TotalSeconds:0.00} s";
}

/// <summary>Some time after it was asked to stop: it then saves its progress.</summary>
/// <param name="Victim">Which process.</param>
/// <param name="Stop">When it is asked to stop, after its first cell began.</param>
/// <param name="After">How long after that.</param>
internal sealed record KillWhileStopping(Victim Victim, TimeSpan Stop, TimeSpan After) : Kill
{
    public override string ToString() =>
        $"{Victim} {After.TotalMilliseconds:0} ms after a stop at {Stop.TotalSeconds:0.00} s";
}

/// <summary>At a system call: the process that makes it is gone before it returns.</summary>
/// <param name="Call">A call that a run like it made.</param>
internal sealed record KillAtCall(TracedCall Call) : Kill
{
    public override string ToString() => $"{Call.Caller} at {Call.Name} {Call.Number} ({Call.Part})";
}

/// <summary>When the worker deletes a file: it is gone, and the file may be.</summary>
/// <param name="File">The file's path.</param>
internal sealed record KillAtDeletion(string File) : Kill
{
    public override string ToString() => $"{Victim.Worker} at the deletion of {File}";
}
