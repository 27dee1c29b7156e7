using PluginHost.Engine;
using PluginHost.Engine.Data;
using PluginHost.Engine.Planning;
using PluginHost.Engine.Running;
using PluginHost.Files;
using PluginHost.Recipes;
using PluginHost.Running.Live;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;

namespace PluginHost.Running.Workers;

/// <summary>A worker process, from inside: works the cells that its run sends, one after another.</summary>
/// <param name="request">The request of the run.</param>
public sealed class WorkerService(RunRequest request)
{
    /// <summary>The option that makes <c>pluginhost run …</c> the worker process of a run.</summary>
    public const string Option = "--as-worker";

    private readonly DataSets _data = new(request.Data);
    private readonly Dictionary<DataSpec, string?> _checksums = [];
    private CompiledRecipe? _recipe;
    private IPluginCatalogue? _catalogue;
    private Worker? _worker;

    /// <summary>Works until the run has no more cells.</summary>
    /// <param name="input">The messages of the run.</param>
    /// <param name="output">Takes messages for the run.</param>
    /// <param name="print">Takes what is printed: the standard error.</param>
    public void Serve(Stream input, Stream output, Stream print)
    {
        // A terminal sends its signals to this process too; the run tells it besides.
        using var interrupt = new Interrupt(() => { }, () => { });
        using var link = new RunLink(input, output, print, interrupt.Stop);
        Compute compute;
        try
        {
            _catalogue = request.LoadPlugins(_ => { });
            compute = ComputeChoice.Of(request.Device, request.Precision);
            LibTorch.Load();
            if (request.Threads is { } threads)
            {
                set_num_threads(threads);
            }

            link.Send(new WorkerReady(RunEnvironment.Of(compute)));
        }
        catch (Exception error)
        {
            link.Send(new WorkerUnable(FailureText.Line(error), error.ToString()));
            return;
        }

        try
        {
            foreach (var (run, cell) in link.Cells)
            {
                link.End(Work(link, compute, run, cell));
            }
        }
        finally
        {
            _worker?.Dispose();
            _recipe?.Dispose();
        }
    }

    private FromWorker Work(RunLink link, Compute compute, string run, PlannedCell cell)
    {
        try
        {
            link.Stop.ThrowIfCancellationRequested();
            WorkerFor(cell, link, compute).Run(run, cell, new Steps(link), link.Stop);
            return new CellEnded();
        }
        catch (OperationCanceledException) when (link.Stop.IsCancellationRequested)
        {
            return new CellStopped();
        }
        catch (Exception error)
        {
            return new CellBroken(FailureText.Line(error), error.ToString());
        }
    }

    /// <summary>The worker, with the recipe's own noises and networks from the first cell on that uses one.</summary>
    /// <exception cref="EngineException">
    /// Plugins or data are others than those that the cell was planned with.
    /// </exception>
    private Worker WorkerFor(PlannedCell cell, RunLink link, Compute compute)
    {
        if (_recipe is null && cell.Plugins.Any(plugin => plugin.IsOfRecipe))
        {
            _worker?.Dispose();
            _worker = null;
            _recipe = new RecipeCompiler(new StoreLayout(request.Store).Recipes, Catalogue).Open(request.Recipe);
            var inputs = request.Inputs with { Precision = compute.Precision, Store = request.Store };
            _catalogue = _recipe.Expand(inputs)[0].Catalogue;
        }

        var spec = cell.Spec;
        if (!_checksums.TryGetValue(spec.Data, out string? checksum))
        {
            _checksums[spec.Data] = checksum = _data.Checksum(spec.Data);
        }

        var planned = Plan.Planned(spec, Catalogue, checksum);
        if (planned.Key != cell.Key)
        {
            throw new EngineException(
                "the plugins, the recipe or the images are not those that this cell was planned with; "
                + "they were changed meanwhile: give the same command again");
        }

        return _worker ??= new Worker(new WorkerSettings(
            Catalogue, _data, request.Store, link, compute, TimeProvider.System,
            line => link.Send(new NoticeGiven(line))));
    }

    private IPluginCatalogue Catalogue => _catalogue ?? throw new InvalidOperationException("plugins are loaded first");

    private sealed class Steps(RunLink link) : IProgress<StepReport>
    {
        public void Report(StepReport value) => link.Send(new StepTaken(value));
    }
}
