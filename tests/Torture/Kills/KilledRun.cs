using System.Diagnostics;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Kills;

/// <summary>What became of a run that was to be killed.</summary>
/// <param name="Ended">How it ended.</param>
/// <param name="Killed">Whether one of its processes was killed.</param>
/// <param name="Calls">What strace saw of it.</param>
internal sealed record KilledRun(Ended Ended, bool Killed, TracedCalls Calls, Kill? Kill)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a command and kills it.</summary>
    /// <param name="command">The command, with its store.</param>
    /// <param name="kill">How; null for not at all.</param>
    /// <param name="store">Its store.</param>
    /// <param name="log">Where strace writes; null where there is no strace.</param>
    public static KilledRun Of(IReadOnlyList<string> command, Kill? kill, string store, string? log)
    {
        if (log is not null)
        {
            File.Delete(log);
        }

        using var run = Started(command, kill, log);
        bool isHit = kill switch
        {
            KillAtMoment at => run.StillRunsAfter(at.After) && Hit(run, at.Victim),
            KillWhileStopping stopping => HitWhileStopping(run, stopping),
            _ => false,
        };
        var ended = run.Await();
        var calls = log is null ? TracedCalls.None : TracedCalls.Read(log, store, run.WatchedWorker);
        return new KilledRun(ended, isHit || WasHitAtCall(kill, ended, calls), calls, kill);
    }

    /// <summary>
    /// Runs a command to its end, and has strace watch its worker alone: calls are counted from the moment on at which
    /// it comes in, as they are when the worker is to be hit at one.
    /// </summary>
    public static KilledRun WithWatchedWorker(IReadOnlyList<string> command, string store, string log)
    {
        using var run = ProgramRun.StartWithWatchedWorker(command, [.. TracedCalls.Watch(log), Strace.Faster]);
        var ended = run.Await();
        return new KilledRun(ended, false, TracedCalls.Read(log, store, run.WatchedWorker), null);
    }

    /// <summary>What it was at when it was killed.</summary>
    public Phase Phase
    {
        get
        {
            var part = Kill is KillAtCall { Call: var call }
                ? Calls.Calls.FirstOrDefault(c => IsSame(c, call) && c.Part is not null)?.Part
                : PartInWriting();
            return part switch
            {
                StorePart.Checkpoint => Phase.CheckpointWrite,
                StorePart.Noise or StorePart.Model => Phase.ArtifactWrite,
                StorePart.Journal => Phase.JournalWrite,
                StorePart.Database => Phase.DatabaseWrite,
                _ => PhaseOfSteps(),
            };
        }
    }

    /// <summary>What the worker was writing; the last call of a whole write renames what was beside.</summary>
    private StorePart? PartInWriting()
    {
        var last = Calls.Calls.LastOrDefault(call => call.Caller == Caller.Worker && call.Part is not null);
        bool isWritten = last is { Name: "unlink" }
            || (last is { Name: "rename" } && last.Text.Contains(".partial", StringComparison.Ordinal));
        return isWritten ? null : last?.Part;
    }

    private static bool IsSame(TracedCall one, TracedCall other) =>
        one.Name == other.Name && one.Number == other.Number;

    private Phase PhaseOfSteps()
    {
        if (Calls.LastPhase.Length == 0)
        {
            return Phase.Start;
        }

        bool isTraining = Calls.LastPhase.Contains("training", StringComparison.Ordinal) || Calls.LastPhase == "test";
        return isTraining ? Phase.Training : Phase.Noise;
    }

    private static ProgramRun Started(IReadOnlyList<string> command, Kill? kill, string? log)
    {
        if (log is null)
        {
            return ProgramRun.Start(command);
        }

        // Calls of the host have the same numbers: the worker is watched alone when it is to be hit.
        string[] words = [.. TracedCalls.Watch(log), .. Injection(kill)];
        return kill is KillAtCall { Call.Caller: Caller.Worker } or KillAtDeletion
            ? ProgramRun.StartWithWatchedWorker(command, words)
            : ProgramRun.Start(command, words);
    }

    // Beside --seccomp-bpf, which stops at watched calls only and is faster, strace delivers no signals.
    private static string[] Injection(Kill? kill) => kill switch
    {
        KillAtCall { Call: var call } => ["-e", $"inject={call.Name}:signal=KILL:when={call.Number}"],
        KillAtDeletion { File: var file } => ["-P", file, "-e", "inject=unlink:signal=KILL"],
        _ => [Strace.Faster],
    };

    private static bool WasHitAtCall(Kill? kill, Ended ended, TracedCalls calls) =>
        kill is KillAtCall or KillAtDeletion && (ended.Code is null || calls.HasKilled);

    private static bool Hit(ProgramRun run, Victim victim)
    {
        int? process = victim == Victim.Host ? run.Id : run.Worker();
        if (process is { } id)
        {
            ProgramRun.Signal(id, ProgramRun.SigKill);
        }

        return process is not null;
    }

    private static bool HitWhileStopping(ProgramRun run, KillWhileStopping kill)
    {
        while (!run.HasSaid("[1/"))
        {
            if (!run.StillRunsAfter(s_poll))
            {
                return false;
            }
        }

        if (!run.StillRunsAfter(kill.Stop))
        {
            return false;
        }

        ProgramRun.Signal(run.Id, ProgramRun.SigTerm);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < kill.After && run.StillRunsAfter(s_poll))
        {
        }

        return !run.HasEnded && Hit(run, kill.Victim);
    }
}
