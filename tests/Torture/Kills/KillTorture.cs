using System.Globalization;
using PluginHost.Torture.Stores;
using PluginHost.Torture.Traces;

namespace PluginHost.Torture.Kills;

/// <summary>What to torture with.</summary>
/// <param name="Kills">How often a process is killed.</param>
/// <param name="Seed">What chooses the moments and the calls.</param>
/// <param name="Settings">Settings of the recipe, such as <c>--set seeds=1</c>.</param>
/// <param name="Keep">Where stores with violations are kept; null for nowhere.</param>
internal sealed record KillSettings(int Kills, int Seed, IReadOnlyList<string> Settings, string? Keep);

/// <summary>
/// Kills runs and imports again and again, goes on with the same command until they are done, and compares what they
/// leave with what an uninterrupted one leaves.
/// </summary>
internal sealed class KillTorture(KillSettings settings, TextWriter output) : IDisposable
{
    // Some kills a store, so that there are stores to compare, and kills early and late.
    private const int MostKillsOfRun = 8, MostKillsOfImport = 4, MostAttempts = 60;

    private readonly TempFolder _folder = new();
    private readonly Random _random = new(settings.Seed);
    private readonly SortedDictionary<Phase, int> _phases = [];
    private readonly List<string> _violations = [];
    private int _killed;
    private int _resumed;
    private int _stores;

    /// <summary>How many processes were killed.</summary>
    public int Killed => _killed;

    /// <summary>Tortures.</summary>
    /// <returns>What is wrong, in words; empty when nothing is.</returns>
    public IReadOnlyList<string> Run()
    {
        string? log = Strace.IsThere ? _folder["strace.log"] : null;
        if (log is null)
        {
            output.WriteLine("strace is not there: processes are killed at moments only, and phases are not known");
        }

        var command = TortureRecipe.Command(_folder.Path, [.. settings.Settings]);
        string reference = _folder["reference"], export = _folder["export"];
        var (wanted, runs) = Uninterrupted(command, reference, log, isImport: false);
        ExportedFolder.Write(reference, export);
        string[] import = ["results", "import", export];
        var (wantedImport, imports) = Uninterrupted(import, _folder["imported"], log, isImport: true);
        while (_killed < settings.Kills)
        {
            OneStore(command, runs, wanted, log, isImport: false);
            if (_killed < settings.Kills)
            {
                OneStore(import, imports, wantedImport, log, isImport: true);
            }
        }

        Summarize();
        return _violations;
    }

    public void Dispose() => _folder.Dispose();

    private (FinishedStore Wanted, KillChoice Choice) Uninterrupted(
        string[] command, string store, string? log, bool isImport)
    {
        long begun = TimeProvider.System.GetTimestamp();
        var run = KilledRun.Of([.. command, "--store", store], null, store, log);
        ProgramRun.Require(run.Ended);
        var length = TimeProvider.System.GetElapsedTime(begun);
        var wanted = FinishedStore.Of(store, isImport);
        int results = StoreWatch.Finished(store);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"uninterrupted: {results} results in {length.TotalSeconds:0} s, {wanted.Facts.Count} facts"));
        var calls = run.Calls.Calls;
        if (!isImport && log is not null)
        {
            string second = store + "-watched";
            var watched = KilledRun.WithWatchedWorker([.. command, "--store", second], second, log);
            ProgramRun.Require(watched.Ended);
            calls = [.. calls.Where(call => call.Caller == Caller.Host), .. watched.Calls.Calls];
        }

        return (wanted, new KillChoice(_random, calls, length, hasWorker: !isImport));
    }

    private void OneStore(string[] command, KillChoice choice, FinishedStore wanted, string? log, bool isImport)
    {
        string store = _folder[$"store-{++_stores}"];
        var watch = new StoreWatch(store);

        // Compiling the recipe takes longer than all the rest.
        Folders.Copy(Path.Combine(_folder["reference"], "recipes"), Path.Combine(store, "recipes"));
        int violations = _violations.Count, killsHere = 0, most = isImport ? MostKillsOfImport : MostKillsOfRun;
        for (int attempt = 1; ; attempt++)
        {
            bool isToBeKilled = _killed < settings.Kills && killsHere < most;
            var kill = isToBeKilled ? choice.Next() : null;
            var run = KilledRun.Of([.. command, "--store", store], kill, store, log);
            string what = kill is null ? "not killed" : $"{kill}";
            if (run.Killed)
            {
                killsHere++;
                _killed++;
                var phase = isImport ? Phase.Import : run.Phase;
                _phases[phase] = _phases.GetValueOrDefault(phase) + 1;
                what = $"{what}, in {phase}";
            }

            _resumed += run.Calls.Resumed;
            string place = $"{_killed}/{settings.Kills} store {_stores}, run {attempt}";
            output.WriteLine($"{place}: {what}; {Described(run.Ended)}");
            Add(watch.Look(Acknowledged.In(run.Ended)), what);
            Add(Said(run.Ended), what);
            if (run.Ended.Code == 0)
            {
                break;
            }

            if (attempt == MostAttempts)
            {
                Add([$"it is not done after {MostAttempts} runs: {string.Join(' ', run.Ended.Errors)}"], what);
                break;
            }
        }

        Add(FinishedStore.Of(store, isImport).DifferencesTo(wanted), "at the end");
        Add(StoreWatch.Leftovers(store), "at the end");
        KeepOrDelete(store, hasViolations: _violations.Count > violations);
    }

    private void KeepOrDelete(string store, bool hasViolations)
    {
        if (hasViolations && settings.Keep is { } keep)
        {
            string kept = Path.Combine(keep, Path.GetFileName(store));
            Folders.Copy(store, kept);
            output.WriteLine($"kept: {kept}");
        }

        Directory.Delete(store, recursive: true);
    }

    /// <summary>A kill is no defect of the program, and it should not say so.</summary>
    private static IEnumerable<string> Said(Ended ended) => ended.Output.Concat(ended.Errors)
        .Where(line => line.Contains("defect", StringComparison.Ordinal)
            || line.StartsWith("   at ", StringComparison.Ordinal)
            || line.Contains("database is damaged", StringComparison.Ordinal))
        .Select(line => $"the program says: {line}");

    private void Add(IEnumerable<string> violations, string after)
    {
        foreach (string violation in violations)
        {
            string line = $"VIOLATION in store {_stores} ({after}): {violation}";
            _violations.Add(line);
            output.WriteLine(line);
        }
    }

    private void Summarize()
    {
        string phases = string.Join(", ", _phases.Select(phase => $"{phase.Key} {phase.Value}"));
        output.WriteLine($"{_killed} kills: {phases}");
        output.WriteLine($"work went on from a checkpoint {_resumed} times");
        output.WriteLine($"{_stores} stores were finished and compared");
        output.WriteLine(_violations.Count == 0 ? "nothing was lost" : $"{_violations.Count} violations");
    }

    private static string Described(Ended ended) =>
        ended.Code is { } code ? string.Create(CultureInfo.InvariantCulture, $"ended with {code}") : "gone";
}
