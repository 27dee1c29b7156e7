using PluginHost.Torture.Stores;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Faults;

/// <summary>A command that is given again and again on a store that is laid anew.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Command">Its words, but for the store.</param>
/// <param name="Template">The store that it begins with.</param>
/// <param name="IsStopped">Whether it is asked to stop once its first cell has begun.</param>
/// <param name="IsImport">Whether it imports.</param>
internal sealed record Scenario(
    string Name, IReadOnlyList<string> Command, string Template, bool IsStopped, bool IsImport)
{
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(5), s_steps = TimeSpan.FromMilliseconds(700);

    /// <summary>Lays the store anew.</summary>
    public void Lay(string store)
    {
        if (Directory.Exists(store))
        {
            Directory.Delete(store, recursive: true);
        }

        Folders.Copy(Template, store);
    }

    /// <summary>Gives the command.</summary>
    /// <param name="store">The store.</param>
    /// <param name="log">Where strace writes.</param>
    /// <param name="fault">What fails; null for nothing.</param>
    /// <param name="onlyWorker">Whether only the worker is watched, as for a fault of its own.</param>
    public (Ended Ended, TracedCalls Calls) Run(string store, string log, Fault? fault, bool onlyWorker = false)
    {
        File.Delete(log);
        string[] words = [.. TracedCalls.Watch(log), .. fault?.Injection ?? [Strace.Faster]];
        string[] command = [.. Command, "--store", store];
        using var run = onlyWorker || fault is { Caller: Caller.Worker, Path: null }
            ? ProgramRun.StartWithWatchedWorker(command, words)
            : ProgramRun.Start(command, words);
        if (IsStopped)
        {
            Stop(run);
        }

        var ended = run.Await();
        return (ended, TracedCalls.Read(log, store, run.WatchedWorker));
    }

    private static void Stop(ProgramRun run)
    {
        while (!run.HasSaid("[1/"))
        {
            if (!run.StillRunsAfter(s_poll))
            {
                return;
            }
        }

        if (run.StillRunsAfter(s_steps))
        {
            ProgramRun.Signal(run.Id, ProgramRun.SigTerm);
        }
    }
}
