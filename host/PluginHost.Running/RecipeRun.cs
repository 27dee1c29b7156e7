using System.Collections.Immutable;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Running;
using PluginHost.Files;
using PluginHost.Recipes;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Expansion;
using PluginHost.Running.Figures;
using PluginHost.Running.Live;
using PluginHost.Running.Planning;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Running.Workers;
using PluginHost.Store;
using PluginHost.Store.Journals;
using PluginHost.Tables.Rows;

namespace PluginHost.Running;

/// <summary>Runs a recipe, from its text to its tables.</summary>
public sealed class RecipeRun(RunRequest request, IRunReport report)
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly DataSets _data = new(request.Data);
    private IRunDisplay? _display;
    private ICellWorker? _worker;
    private LiveRun? _live;

    /// <summary>Plans and, unless only the plan is wanted, runs.</summary>
    /// <exception cref="UsageException">A device or cell was asked for that there is not.</exception>
    /// <exception cref="RecipeException">The recipe is wrong.</exception>
    /// <exception cref="DataException">Data are missing.</exception>
    /// <exception cref="StoreException">The store cannot be read or written.</exception>
    public RunEnd Run()
    {
        StoreFormat.Require(request.Store);
        if (request.DryRun)
        {
            return RunOrPlan();
        }

        StoreCheck.Require(request.Store, Warn);
        using var live = LiveRun.Begin(request, _clock, Note);
        _live = live;
        try
        {
            var end = RunOrPlan();
            live.End(StateOf(end), "");
            return end;
        }
        catch (Exception error)
        {
            var state = error is OperationCanceledException ? LiveState.Stopped : LiveState.Failed;
            live.End(state, FailureText.Line(error));
            throw;
        }
        finally
        {
            _worker?.Dispose();
        }
    }

    private static LiveState StateOf(RunEnd end) => end switch
    {
        RunEnd.Done => LiveState.Done,
        RunEnd.Stopped => LiveState.Stopped,
        _ => LiveState.Failed,
    };

    private RunEnd RunOrPlan()
    {
        var catalogue = request.LoadPlugins(Warn);

        var compute = ComputeChoice.Of(request.Device, request.Precision);
        bool computesHere = request.DryRun || request.InProcess;
        if (computesHere && request.Threads is { } threads)
        {
            LibTorch.Load();
            set_num_threads(threads);
        }

        var inputs = request.Inputs with
        {
            Precision = compute.Precision,
            Store = request.Store,
            Output = report.Output,
            Log = report.Log,
        };
        using var recipe = new RecipeCompiler(new StoreLayout(request.Store).Recipes, catalogue).Open(request.Recipe);
        foreach (var warning in recipe.Warnings)
        {
            Warn($"{warning}");
        }

        var estimate = new Estimate(compute.Device.ToString());
        var recipes = recipe.Expand(inputs);

        // libtorch takes a while to load, here or in the worker: beside the plan, which does not need it, and not
        // beside the recipe, which would begin later.
        var loading = computesHere ? Task.Run(LibTorch.Load) : Task.CompletedTask;
        _worker = computesHere
            ? null
            : new OutOfProcessWorker(request, new WorkerLimits(request.StepLimit), line => Tell(line, report.Note));
        var plans = Compare(recipes, estimate);
        var data = new RunData(_data, report);
        var missing = data.Missing(plans);
        loading.GetAwaiter().GetResult();
        foreach (string note in data.Notes(plans))
        {
            report.Note(note);
        }

        if (request.DryRun)
        {
            foreach (string problem in missing)
            {
                report.Note(problem);
            }

            Summarize(plans, compute, estimate);
            return RunEnd.Done;
        }

        if (missing.Count > 0)
        {
            throw new DataException(string.Join("; ", missing));
        }

        using (var interrupt = new Interrupt(() => Stopping("stopping; what is decoded is kept"), () => { }))
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
        using var store = request.OpenStore();
        var plans = recipes.Select(recipe => PlannedRun.Of(recipe, _data, request, store)).ToList();
        estimate.Learn(store, [.. plans.SelectMany(plan => plan.ToRun).Select(cell => cell.Spec)]);
        return plans.Any(plan => plan.Chosen.Count > 0)
            ? plans
            : throw new UsageException($"no cell fits --only '{string.Join("' and '", request.Only)}'; --dry-run without it lists all cells");
    }

    private void Summarize(List<PlannedRun> plans, Compute compute, Estimate estimate)
    {
        var noises = new NoiseArtifacts(new StoreLayout(request.Store), report.Note);
        var sizes = new DataSizes(_data);
        var stopwatch = request.Measure
            ? new NetworkTimes(plans[0].Recipe.Catalogue, compute, _clock, report.Wait)
            : null;
        report.Plan(plans.ConvertAll(Summary), compute);

        PlanSummary Summary(PlannedRun plan)
        {
            int sets = plan.ToRun.Select(cell => cell.NoiseKey).OfType<ContentKey>().Distinct().Count(key => !noises.Has(key));
            var time = estimate.For(plan.ToRun, noises.Has);
            var work = request.DryRun
                ? Workload.Of(plan.ToRun, noises.Has, sizes, plan.Recipe.Catalogue, estimate, time is null ? stopwatch : null)
                : null;
            return new PlanSummary(plan, sets, time, work);
        }
    }

    private RunEnd Execute(List<PlannedRun> plans, Compute compute, Estimate estimate)
    {
        Summarize(plans, compute, estimate);
        _live?.Planned(plans, compute);
        _data.Release();
        foreach (var cell in plans.SelectMany(plan => plan.Chosen.Except(plan.ToRun).Where(plan.IsDone)))
        {
            Worker.DeleteCheckpoint(request.Store, cell.Key);
        }

        using var interrupt = new Interrupt(
            () => Stopping("stopping after this step; Ctrl-C once more ends at once"), Killed);
        var failures = new List<CellFailure>();
        bool stopped = false;
        foreach (var plan in plans.Where(plan => plan.ToRun.Count > 0 || !plan.Recorded))
        {
            if (stopped || (request.FailFast && failures.Count > 0))
            {
                break;
            }

            var outcome = Execute(plan, compute, estimate, interrupt.Stop);
            failures.AddRange(outcome.Failures);
            stopped = outcome.Stopped;
        }

        ShowResults(plans);
        return Conclude(failures, stopped);
    }

    /// <summary>The worker's, and the plan's remarks, so that every result tells them.</summary>
    private static ImmutableSortedDictionary<string, string> EnvironmentOf(ICellWorker worker, RecipePlan recipe) =>
        recipe.Remarks.IsEmpty
            ? worker.Environment
            : worker.Environment.Add("remarks", string.Join("; ", recipe.Remarks));

    private RunOutcome Execute(PlannedRun plan, Compute compute, Estimate estimate, CancellationToken stop)
    {
        string run = RunId.New(_clock);
        using var journal = Journal.Create(request.Store, run);
        var recipe = plan.Recipe;
        var worker = WorkerOf(plan, compute);
        journal.Append(new RunStarted(
            recipe.Recipe, recipe.Experiment, recipe.Source, recipe.SourceSha256, recipe.Preset,
            [.. plan.All.Select(cell => cell.Key.Hash)], EnvironmentOf(worker, recipe), recipe.Tables)
        {
            At = _clock.GetUtcNow(),
            Run = run,
            Chosen = plan.Chosen.Count == plan.All.Count ? null : [.. plan.Chosen.Select(cell => cell.Key.Hash)],
            Figures = recipe.Figures.IsEmpty ? null : recipe.Figures,
            Labels = [.. plan.All.Select(cell => cell.Spec.NoiseLabel)],
            Command = new ResumeCommand(Directory.GetCurrentDirectory(), request.Arguments),
        });
        var shown = report.Display(plan.ToRun.Count);
        _live?.RunBegins(run);
        _display = _live is null ? shown : new RecordedDisplay(shown, _live, plan.ToRun.Count);
        var noises = new NoiseArtifacts(new StoreLayout(request.Store), _display.Note);
        using var watch = new StoreWatch(journal, _clock, worker.Kill, stop);
        var launcher = new Launcher(request, worker, noises, estimate, _display, _clock, watch.Stop);
        try
        {
            var outcome = _display.Show(() => launcher.Run(plan, run, journal));
            End(outcome.Word);
            return outcome;
        }
        catch (OutputClosedException)
        {
            // Whoever read the output has gone: it is stopped, not lost.
            End(RunOutcome.StoppedWord);
            throw;
        }
        catch (IOException) when (journal.IsLost)
        {
            journal.RequirePlace();
            throw;
        }
        finally
        {
            _display = null;
        }

        void End(string word) => journal.Append(new RunEnded(word) { At = _clock.GetUtcNow(), Run = run });
    }

    /// <summary>Who works the cells: a process beside, or this one where that is wanted.</summary>
    private ICellWorker WorkerOf(PlannedRun plan, Compute compute) =>
        // The experiments of a recipe have its plugins in common.
        _worker ??= new InProcessWorker(plan.Recipe.Catalogue, _data, request.Store, compute, _clock);

    private void Killed()
    {
        _worker?.Kill();
        report.Killed();
    }

    private void ShowResults(List<PlannedRun> plans)
    {
        using var store = request.OpenStore();
        report.Results(plans.ConvertAll(plan => (plan, Draw(plan, store))), store);
    }

    private IReadOnlyList<WrittenFigure> Draw(PlannedRun plan, ResultStore store)
    {
        var figures = new ExperimentFigures(
            request.Data, store, store.Results(plan.Query), [.. plan.All.Select(cell => cell.Spec)],
            plan.All.Count, plan.Recipe.Tables);
        string name = ExperimentFigures.NameOf(plan.Recipe.Experiment, plan.Recipe.Preset);
        var layout = new StoreLayout(request.Store);
        layout.Make(layout.Figures);
        return figures.Write(plan.Recipe.Figures, layout.Figures, name);
    }

    private RunEnd Conclude(List<CellFailure> failures, bool stopped)
    {
        foreach (var same in failures.GroupBy(failure => failure.Error))
        {
            int count = same.Count();
            string which = count == 1 ? same.First().Cell : $"{count} cells (the first: {same.First().Cell})";
            Warn($"error: {which}: {same.Key}");
            report.Details(same.First().Details);
        }

        if (stopped)
        {
            Warn($"stopped; all that was done is kept. To go on: {request.CommandLine}");
            return RunEnd.Stopped;
        }

        return failures.Count > 0 ? RunEnd.Failed : RunEnd.Done;
    }

    private void Stopping(string line)
    {
        _live?.Stops();
        Tell(line, report.Warn);
    }

    private void Note(string line) => Tell(line, report.Note);

    /// <summary>While cells are drawn, a line of the program's own would be drawn over.</summary>
    private void Tell(string line, Action<string> otherwise)
    {
        var tell = _display is { } display ? display.Note : otherwise;
        tell(line);
    }

    private void Warn(string line)
    {
        _live?.Log(line);
        report.Warn(line);
    }
}
