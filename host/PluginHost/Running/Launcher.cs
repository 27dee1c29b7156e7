using System.Globalization;
using PluginHost.CommandLine;
using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.Results;

namespace PluginHost.Running;

/// <summary>Runs the cells of an experiment in this process, one after another, and journals how each went.</summary>
internal sealed class Launcher(RunRequest request, WorkerSettings settings, Estimate estimate, IRunDisplay display, CancellationToken stop)
{
    public RunOutcome Run(PlannedRun plan, string run, Journal journal)
    {
        using var worker = new Worker(settings);
        var failures = new List<CellFailure>();
        int finished = 0;
        bool stopped = false;
        for (int i = 0; i < plan.ToRun.Count && !stopped && !(request.FailFast && failures.Count > 0); i++)
        {
            var cell = plan.ToRun[i];
            display.Begin(cell, i + 1, estimate.For(plan.ToRun.Skip(i), worker.HasNoise));
            try
            {
                stop.ThrowIfCancellationRequested();
                var result = worker.Run(run, cell, display, stop);
                finished++;
                estimate.Learn(result.Spec, result.Metrics, result.Device);
                display.End(Summary(result));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                stopped = true;
            }
            catch (Exception error) when (error is not StoreException)
            {
                // A result that cannot be recorded ends the run; all else ends this cell alone.
                var failure = new CellFailure(cell.Spec.ToString(), Failure.Line(error), error.ToString());
                journal.Append(new CellFailed(cell.Key.Hash, cell.Spec, failure.Error, failure.Details) { At = settings.Clock.GetUtcNow(), Run = run });
                failures.Add(failure);
                display.End($"failed: {failure.Error}");
            }
        }

        return new RunOutcome(finished, failures, stopped);
    }

    private static string Summary(CellFinished result) => string.Create(
        CultureInfo.InvariantCulture,
        $"test accuracy {result.Metrics[Metric.TestAccuracy] * 100:0.00} %, training loss {result.Metrics[Metric.TrainLoss]:0.000}, {Output.Durations.Text(result.Metrics[Metric.TrainSeconds])}");
}
