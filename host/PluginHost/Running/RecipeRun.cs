using PluginHost.CommandLine;
using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.Loading;
using PluginHost.Output;
using PluginHost.Recipes;
using PluginHost.Results;
using PluginHost.Running.Live;
using PluginHost.Torch;
using Spectre.Console;
using static TorchSharp.torch;

namespace PluginHost.Running;

/// <summary>Runs a recipe, from its text to its tables.</summary>
internal sealed class RecipeRun(RunRequest request)
{
    // With --json the standard output holds nothing else.
    private readonly TextWriter _output = request.Settings.Json ? Console.Error : Console.Out;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly DataSets _data = new(request.Settings.Data);
    private IRunDisplay? _display;
    private LiveRun? _live;

    public int Run()
    {
        StoreCheck.Require(request.Settings.Store);
        if (request.DryRun)
        {
            return RunOrPlan();
        }

        using var live = LiveRun.Begin(request, _clock, line => (_display is { } display ? display.Note : (Action<string>)Notice)(line));
        _live = live;
        try
        {
            int code = RunOrPlan();
            live.End(code == ExitCode.Done ? LiveState.Done : code == ExitCode.Stopped ? LiveState.Stopped : LiveState.Failed, "");
            return code;
        }
        catch (Exception error)
        {
            live.End(error is OperationCanceledException ? LiveState.Stopped : LiveState.Failed, Failure.Line(error));
            throw;
        }
    }

    private int RunOrPlan()
    {
        var settings = request.Settings;
        var catalogue = settings.LoadPlugins(Warn);

        var compute = ComputeChoice.Of(request.Device, request.Precision);
        if (request.Threads is { } threads)
        {
            LibTorch.Load();
            set_num_threads(threads);
        }

        var inputs = request.Inputs with
        {
            Precision = compute.Precision,
            Store = settings.Store,
            Output = _output,
            Log = settings.Verbose ? Console.Error : TextWriter.Null,
        };
        using var recipe = new RecipeCompiler(Path.Combine(settings.Store, "recipes"), catalogue).Open(request.Recipe);
        foreach (var warning in recipe.Warnings)
        {
            Warn($"{warning}");
        }

        var estimate = new Estimate(compute.Device.ToString());
        var recipes = recipe.Expand(inputs);

        // libtorch takes a while to load: beside the plan, which does not need it, and not beside the recipe, which would begin later.
        var loading = Task.Run(LibTorch.Load);
        var plans = Compare(recipes, estimate);
        var data = new RunData(_data, settings, _output);
        var missing = data.Missing(plans);
        loading.GetAwaiter().GetResult();
        if (request.DryRun)
        {
            foreach (string problem in missing)
            {
                Notice(problem);
            }

            Report(plans, compute, estimate);
            return ExitCode.Done;
        }

        if (missing.Count > 0)
        {
            throw new DataException(string.Join("; ", missing));
        }

        using (var interrupt = new Interrupt(() => Stopping(Console.Error.WriteLine, "stopping; what is decoded is kept"), () => { }))
        {
            try
            {
                plans = data.Prepare(plans, interrupt.Stop) ? Compare(recipes, estimate) : plans;
            }
            catch (OperationCanceledException) when (interrupt.Stop.IsCancellationRequested)
            {
                return Conclude([], stopped: true);
            }
        }

        return Execute(plans, compute, estimate);
    }

    /// <summary>Reads the store and lets it go again: while cells run, others may look at results.</summary>
    private List<PlannedRun> Compare(IReadOnlyList<RecipePlan> recipes, Estimate estimate)
    {
        using var store = request.Settings.OpenStore();
        var plans = recipes.Select(recipe => PlannedRun.Of(recipe, _data, request, store)).ToList();
        estimate.Learn(store, [.. plans.SelectMany(plan => plan.ToRun).Select(cell => cell.Spec)]);
        return plans.Any(plan => plan.Chosen.Count > 0)
            ? plans
            : throw new UsageException($"no cell fits --only '{string.Join("' and '", request.Only)}'; --dry-run without it lists all cells");
    }

    private void Report(List<PlannedRun> plans, Compute compute, Estimate estimate)
    {
        var noises = new NoiseArtifacts(Path.Combine(request.Settings.Store, "artifacts", "noise"), Notice);
        var sizes = new DataSizes(_data);
        Action<string> timing = Terminal.IsLive(request.Settings) ? Notice : _ => { };
        var stopwatch = request.Measure ? new NetworkTimes(plans[0].Recipe.Catalogue, compute, _clock, timing) : null;
        var entries = plans.Select(plan =>
        {
            int sets = plan.ToRun.Select(cell => cell.NoiseKey).OfType<ContentKey>().Distinct().Count(key => !noises.Has(key));
            var time = estimate.For(plan.ToRun, noises.Has);
            var work = request.DryRun
                ? Workload.Of(plan.ToRun, noises.Has, sizes, plan.Recipe.Catalogue, estimate, time is null ? stopwatch : null)
                : null;
            return (Plan: plan, NoiseSets: sets, Estimate: time, Work: work);
        }).ToList();
        if (request is { DryRun: true, Settings.Json: true })
        {
            PlanReport.WriteJson(Console.Out, entries, compute);
            return;
        }

        foreach (var (plan, sets, time, work) in entries)
        {
            PlanReport.Write(
                _output, plan, request.Recipe, compute, sets, time, work, everyCell: request.DryRun || request.Settings.Verbose);
        }
    }

    private int Execute(List<PlannedRun> plans, Compute compute, Estimate estimate)
    {
        Report(plans, compute, estimate);
        _live?.Planned(plans, compute);
        bool live = Terminal.IsLive(request.Settings) && !request.Settings.Json;
        using var interrupt = new Interrupt(
            () => Stopping(_display is { } display ? display.Note : Console.Error.WriteLine, "stopping after this step; Ctrl-C once more ends at once"),
            () => Console.Out.Write(live ? "\e[?25h" : ""));
        var failures = new List<CellFailure>();
        bool stopped = false;
        foreach (var plan in plans.Where(plan => plan.ToRun.Count > 0 || !plan.Recorded))
        {
            if (stopped || (request.FailFast && failures.Count > 0))
            {
                break;
            }

            var outcome = Execute(plan, compute, estimate, live, interrupt.Stop);
            failures.AddRange(outcome.Failures);
            stopped = outcome.Stopped;
        }

        ShowResults(plans);
        return Conclude(failures, stopped);
    }

    private RunOutcome Execute(PlannedRun plan, Compute compute, Estimate estimate, bool live, CancellationToken stop)
    {
        string run = RunId.New(_clock);
        using var journal = Journal.Create(request.Settings.Store, run);
        var recipe = plan.Recipe;
        journal.Append(new RunStarted(
            recipe.Recipe, recipe.Experiment, recipe.Source, recipe.SourceSha256, recipe.Preset,
            [.. plan.All.Select(cell => cell.Key.Hash)], RunEnvironment.Of(compute), recipe.Tables)
        {
            At = _clock.GetUtcNow(),
            Run = run,
            Chosen = plan.Chosen.Count == plan.All.Count ? null : [.. plan.Chosen.Select(cell => cell.Key.Hash)],
            Figures = recipe.Figures.IsEmpty ? null : recipe.Figures,
            Labels = [.. plan.All.Select(cell => cell.Spec.NoiseLabel)],
            Command = new RunCommand(Directory.GetCurrentDirectory(), request.Arguments),
        });
        IRunDisplay shown = live
            ? new LiveRunDisplay(AnsiConsole.Console, plan.ToRun.Count, _clock)
            : new PlainRunDisplay(_output, plan.ToRun.Count, _clock);
        _live?.RunBegins(run);
        _display = _live is null ? shown : new RecordedDisplay(shown, _live, plan.ToRun.Count);
        var worker = new WorkerSettings(
            recipe.Catalogue, _data, request.Settings.Store, journal, compute, _clock, _display.Note);
        var launcher = new Launcher(request, worker, estimate, _display, stop);
        var outcome = _display.Show(() => launcher.Run(plan, run, journal));
        _display = null;
        journal.Append(new RunEnded(outcome.Word) { At = _clock.GetUtcNow(), Run = run });
        return outcome;
    }

    private void ShowResults(List<PlannedRun> plans)
    {
        using var store = request.Settings.OpenStore();
        if (request.Settings.Json)
        {
            plans.ForEach(plan => ShowFigures(plan, store));
            JsonOutput.Write(Console.Out, plans.Select(plan => new
            {
                plan.Recipe.Experiment,
                plan.Recipe.Preset,
                results = ResultJson.Of(store.Results(plan.Query)),
            }));
            return;
        }

        foreach (var plan in plans)
        {
            _output.WriteLine();
            RecipeTables.Write(_output, store, plan, request.Settings);
            ShowFigures(plan, store);
            string place = request.Settings.StoreArgument;
            _output.WriteLine($"results are in {Shown.Path(request.Settings.Store)}; again: pluginhost results table {plan.Recipe.Experiment} --preset {plan.Recipe.Preset}{place}");
        }
    }

    private void ShowFigures(PlannedRun plan, ResultStore store)
    {
        var figures = new ExperimentFigures(
            request.Settings, store, store.Results(plan.Query), [.. plan.All.Select(cell => cell.Spec)], plan.All.Count, plan.Recipe.Tables);
        string name = ExperimentFigures.NameOf(plan.Recipe.Experiment, plan.Recipe.Preset);
        foreach (var written in figures.Write(plan.Recipe.Figures, ExperimentFigures.FolderOf(request.Settings.Store), name))
        {
            _output.WriteLine(written.Line);
        }
    }

    private int Conclude(List<CellFailure> failures, bool stopped)
    {
        foreach (var same in failures.GroupBy(failure => failure.Error))
        {
            int count = same.Count();
            Warn($"error: {(count == 1 ? same.First().Cell : $"{count} cells (the first: {same.First().Cell})")}: {same.Key}");
            if (request.Settings.Verbose)
            {
                Console.Error.WriteLine(same.First().Details);
            }
        }

        if (stopped)
        {
            Warn($"stopped; all that was done is kept. To go on: {request.CommandLine}");
            return ExitCode.Stopped;
        }

        return failures.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private void Stopping(Action<string> tell, string line)
    {
        _live?.Stops();
        tell(line);
    }

    private void Warn(string line)
    {
        _live?.Log(line);
        Console.Error.WriteLine(line);
    }

    private static void Notice(string line) => Console.Error.WriteLine($"note: {line}");
}
