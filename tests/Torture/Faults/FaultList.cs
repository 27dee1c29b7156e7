using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Faults;

/// <summary>The faults of a command: every call that changes the store fails, one after the other.</summary>
internal static class FaultList
{
    /// <summary>The faults.</summary>
    /// <param name="first">What strace saw of the command.</param>
    /// <param name="second">What it saw the second time: files of the same name in both can be named to strace.</param>
    /// <param name="worker">What it saw when it watched the worker alone: there the worker's calls count.</param>
    /// <param name="store">The store's folder, the same both times.</param>
    public static IReadOnlyList<Fault> Of(TracedCalls first, TracedCalls second, TracedCalls worker, string store)
    {
        var files = second.Calls.Select(call => call.File(store)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var once = new List<Fault>();
        var counts = new Dictionary<(int, string, string), int>();
        var calls = first.Calls.Where(call => call.Caller != Caller.Worker).Concat(worker.Calls);
        foreach (var call in calls.Where(call => call.Part is not null))
        {
            if (call.File(store) is { } file && files.Contains(file))
            {
                var key = (call.Thread, call.Name, file);
                counts[key] = counts.GetValueOrDefault(key) + 1;
                once.Add(new Fault(call.Caller, call.Name, counts[key], Stays: false, file, Part(call)));
            }
            else if (call.Caller != Caller.Other && call.Name != "openat")
            {
                once.Add(new Fault(call.Caller, call.Name, call.Number, Stays: false, null, Part(call)));
            }
        }

        // What stays broken is told at the first call that fails: the first and one in the middle will do.
        var all = once.Where(fault => TracedCalls.Changing.Contains(fault.Call)).DistinctBy(Identity).ToList();
        var staying = all.GroupBy(fault => (fault.Caller, fault.Call, fault.Part, fault.Path))
            .SelectMany(same => same.Where((_, i) => i == 0 || i == same.Count() / 2))
            .Select(fault => fault with { Stays = true });
        return [.. all, .. staying];
    }

    // Calls on a file that strace is told are counted whoever makes them.
    private static (Caller?, string, int, string?) Identity(Fault fault) =>
        (fault.Path is null ? fault.Caller : null, fault.Call, fault.Number, fault.Path);

    private static StorePart Part(TracedCall call) => call.Part ?? StorePart.Other;
}
