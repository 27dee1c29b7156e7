using PluginHost.Torture.Stores;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Faults;

/// <summary>What to torture with.</summary>
/// <param name="Most">How many faults of a scenario at most; null for all.</param>
/// <param name="Scenarios">Names of scenarios; empty for all.</param>
/// <param name="Settings">Settings of the recipe, such as <c>--set seeds=1</c>.</param>
/// <param name="Keep">Where stores with violations are kept; null for nowhere.</param>
internal sealed record FaultSettings(
    int? Most, IReadOnlyList<string> Scenarios, IReadOnlyList<string> Settings, string? Keep);

/// <summary>
/// Lets every call fail that changes a store, one after the other, and looks whether the program says so, and whether
/// anything recorded is lost or a table is wrong.
/// </summary>
internal sealed class FaultTorture(FaultSettings settings, TextWriter output) : IDisposable
{
    /// <summary>The names of the scenarios.</summary>
    public static readonly string[] AllScenarios = ["run", "stop", "import"];

    private static readonly string[] s_reasons =
        ["No space left on device", "Input/output error", "no space on the disk", "disk full", "Disk full"];

    private readonly TempFolder _folder = new();
    private readonly List<string> _violations = [];
    private readonly SortedDictionary<StorePart, int> _hits = [];
    private int _missed;
    private int _endured;
    private int _refused;

    /// <summary>How many calls failed.</summary>
    public int Hits => _hits.Values.Sum();

    /// <summary>Tortures.</summary>
    /// <returns>What is wrong, in words; empty when nothing is.</returns>
    public IReadOnlyList<string> Run()
    {
        string[] few = ["--only", "noise.method != em", "--only", "train.radius == 0"];
        var command = TortureRecipe.Command(_folder.Path, [.. settings.Settings, .. few]);
        string reference = _folder["reference"], empty = _folder["empty"], export = _folder["export"];
        ProgramRun.Require([.. command, "--store", reference]);
        ExportedFolder.Write(reference, export);

        // Compiling the recipe takes longer than all the rest.
        Folders.Copy(Path.Combine(reference, "recipes"), Path.Combine(empty, "recipes"));
        Scenario[] scenarios =
        [
            new("run", command, empty, IsStopped: false, IsImport: false),
            new("stop", command, empty, IsStopped: true, IsImport: false),
            new("import", ["results", "import", export], empty, IsStopped: false, IsImport: true),
        ];
        bool isAll = settings.Scenarios.Count == 0;
        foreach (var scenario in scenarios.Where(s => isAll || settings.Scenarios.Contains(s.Name)))
        {
            Run(scenario, reference);
        }

        Summarize();
        return _violations;
    }

    public void Dispose() => _folder.Dispose();

    private void Run(Scenario scenario, string reference)
    {
        // The same folder every time: strace is told names of files.
        string store = _folder["store"], log = _folder["strace.log"];
        scenario.Lay(store);
        var first = scenario.Run(store, log, null).Calls;
        var wanted = FinishedStore.Of(scenario.IsImport ? store : reference, scenario.IsImport);
        scenario.Lay(store);
        var second = scenario.Run(store, log, null).Calls;
        scenario.Lay(store);
        var worker = scenario.IsImport ? TracedCalls.None : scenario.Run(store, log, null, onlyWorker: true).Calls;
        var faults = Chosen(FaultList.Of(first, second, worker, store));
        output.WriteLine($"{scenario.Name}: {faults.Count} faults");
        foreach (var fault in faults)
        {
            One(scenario, fault, store, log, wanted);
        }
    }

    /// <summary>Those of a kind take turns: a few faults then are of as many kinds as can be.</summary>
    private List<Fault> Chosen(IReadOnlyList<Fault> faults)
    {
        var turns = faults.GroupBy(fault => (fault.Part, fault.Call, fault.Stays))
            .SelectMany(kind => kind.Select((fault, turn) => (Fault: fault, Turn: turn)))
            .OrderBy(fault => fault.Turn).Select(fault => fault.Fault);
        return [.. turns.Take(settings.Most ?? int.MaxValue)];
    }

    private void One(Scenario scenario, Fault fault, string store, string log, FinishedStore wanted)
    {
        scenario.Lay(store);
        var watch = new StoreWatch(store);
        var (ended, calls) = scenario.Run(store, log, fault);
        var hit = calls.Calls.FirstOrDefault(call => call.IsInjected && call.Part is not null);
        var found = new List<string>();
        found.AddRange(watch.Look(Acknowledged.In(ended)));
        found.AddRange(Words(ended, hit is not null, scenario.IsStopped));
        if (ended.Code == 0)
        {
            found.AddRange(FinishedStore.Of(store, scenario.IsImport).DifferencesTo(wanted)
                .Select(difference => $"it ended with 0, and {difference}"));
        }

        // The same command again, and nothing fails any more.
        var again = ProgramRun.Run([.. scenario.Command, "--store", store]);
        found.AddRange(watch.Look(Acknowledged.In(again)));
        found.AddRange(FinishedStore.Of(store, scenario.IsImport).DifferencesTo(wanted));
        found.AddRange(StoreWatch.Leftovers(store));
        if (again.Code != 0)
        {
            found.Add($"the same command again ends with {again.Code}: {string.Join(" | ", again.Errors)}");
        }

        Count(fault, hit, ended);
        string what = $"{scenario.Name}: {fault}";
        string touched = hit is null ? "not hit" : $"hit {hit.Part}";
        output.WriteLine($"{what}: {touched}, ended with {ended.Code}; {string.Join(" | ", ended.Errors)}");
        foreach (string violation in found)
        {
            string line = $"VIOLATION ({what}): {violation}";
            _violations.Add(line);
            output.WriteLine(line);
        }

        if (found.Count > 0 && settings.Keep is { } keep)
        {
            string kept = Path.Combine(keep, $"fault-{_violations.Count}");
            Folders.Copy(store, kept);
            output.WriteLine($"kept: {kept}");
        }
    }

    private void Count(Fault fault, TracedCall? hit, Ended ended)
    {
        if (hit is null)
        {
            _missed++;
            return;
        }

        _hits[hit.Part ?? fault.Part] = _hits.GetValueOrDefault(hit.Part ?? fault.Part) + 1;
        _endured += ended.Code == 0 ? 1 : 0;
        _refused += ended.Code == 0 ? 0 : 1;
    }

    /// <summary>What is wrong with what the program says.</summary>
    private static IEnumerable<string> Words(Ended ended, bool isHit, bool isStopped)
    {
        foreach (string line in ended.Output.Concat(ended.Errors))
        {
            if (line.Contains("defect", StringComparison.Ordinal)
                || line.Contains("Unhandled", StringComparison.Ordinal)
                || line.StartsWith("   at ", StringComparison.Ordinal))
            {
                yield return $"the program says: {line}";
            }
        }

        string errors = string.Join(" | ", ended.Errors);
        bool isExpected = ended.Code == 0 || (isStopped && ended.Code == 130);
        if (isExpected)
        {
            yield break;
        }

        if (!isHit)
        {
            yield return $"it ended with {ended.Code}, and no call of the store failed: {errors}";
        }
        else if (!ended.Errors.Any(line => s_reasons.Any(reason => line.Contains(reason, StringComparison.Ordinal))))
        {
            yield return $"it ended with {ended.Code} and does not say why: {errors}";
        }
    }

    private void Summarize()
    {
        string parts = string.Join(", ", _hits.Select(part => $"{part.Key} {part.Value}"));
        output.WriteLine($"{Hits} calls failed: {parts}; {_missed} faults hit none");
        output.WriteLine($"{_endured} runs went on to the end nevertheless, {_refused} said why not");
        output.WriteLine(_violations.Count == 0 ? "nothing was lost" : $"{_violations.Count} violations");
    }
}
