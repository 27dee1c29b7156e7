using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Kills;

/// <summary>Chooses kills by a seed.</summary>
/// <param name="random">The seeded source.</param>
/// <param name="calls">The calls of a whole run, as strace saw them; empty where there is no strace.</param>
/// <param name="length">How long a whole run takes.</param>
/// <param name="hasWorker">Whether it has a worker, and saves its progress when it is asked to stop.</param>
internal sealed class KillChoice(
    Random random, IReadOnlyList<TracedCall> calls, TimeSpan length, bool hasWorker)
{
    // Files are opened in numbers that differ from run to run, and nothing has changed by then.
    private static readonly string[] s_unsteady = ["openat", "mkdir", "execve", "write"];

    private readonly List<IGrouping<StorePart?, TracedCall>> _byPart =
    [
        .. calls.Where(call => call.Part is not null && call.Caller != Caller.Other && !s_unsteady.Contains(call.Name))
            .GroupBy(call => call.Part),
    ];

    /// <summary>The next kill of a run.</summary>
    public Kill Next()
    {
        int kind = random.Next(10);
        if (kind < 5 && _byPart.Count > 0)
        {
            return AtCall();
        }

        return kind < 8 && hasWorker
            ? new KillWhileStopping(AnyVictim(), Within(length / 3), Within(TimeSpan.FromMilliseconds(400)))
            : new KillAtMoment(AnyVictim(), Within(length));
    }

    /// <summary>
    /// A kill at a call: every part of the store as likely as every other, early calls likelier than late ones, which a
    /// run that goes on does not come to.
    /// </summary>
    private KillAtCall AtCall()
    {
        var part = _byPart[random.Next(_byPart.Count)].ToList();
        return new KillAtCall(part[Math.Min(random.Next(part.Count), random.Next(part.Count))]);
    }

    private Victim AnyVictim() => hasWorker && random.Next(2) == 0 ? Victim.Worker : Victim.Host;

    private TimeSpan Within(TimeSpan time) => time * random.NextDouble();
}
