using System.Globalization;
using PluginHost.Engine.Running;
using PluginHost.Running.Planning;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Store.Journals;

namespace PluginHost.Running;

/// <summary>Runs the cells of an experiment in this process, one after another, and journals how each went.</summary>
internal sealed class Launcher(
    RunRequest request, WorkerSettings settings, Estimate estimate, IRunDisplay display, CancellationToken stop)
{
    public RunOutcome Run(PlannedRun plan, string run, Journal journal)
    {
        using var worker = new Worker(settings);
        var queue = new CellQueue(plan.ToRun, request, settings.Clock, worker.HasNoise, display);
        var failures = new List<CellFailure>();
        int finished = 0;
        bool stopped = false;
        while (!stopped && !(request.FailFast && failures.Count > 0) && queue.Next(stop) is { } taken)
        {
            using var mine = taken.Mine;
            var cell = taken.Cell;
            display.Begin(cell, taken.Number, estimate.For(queue.Left.Prepend(cell), worker.HasNoise));
            try
            {
                stop.ThrowIfCancellationRequested();
                var result = worker.Run(run, cell, display, stop);
                finished++;
                estimate.Learn(result.Spec, result.Metrics, result.Device);
                display.End(Summary(result), failed: false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                stopped = true;
            }
            catch (Exception error) when (error is not StoreException)
            {
                // A result that cannot be recorded ends the run; all else ends this cell alone.
                var failure = new CellFailure(cell.Name, FailureText.Line(error), error.ToString());
                journal.Append(new CellFailed(cell.Key.Hash, cell.Spec, failure.Error, failure.Details) { At = settings.Clock.GetUtcNow(), Run = run });
                failures.Add(failure);
                display.End($"failed: {failure.Error}", failed: true);
            }
        }

        return new RunOutcome(finished, failures, stopped || (stop.IsCancellationRequested && queue.Left.Count > 0));
    }

    private static string Summary(CellFinished result)
    {
        double accuracy = result.Metrics[Metric.TestAccuracy] * 100, loss = result.Metrics[Metric.TrainLoss];
        string time = Durations.Text(result.Metrics[Metric.TrainSeconds]);
        return string.Create(
            CultureInfo.InvariantCulture, $"test accuracy {accuracy:0.00} %, training loss {loss:0.000}, {time}");
    }
}
