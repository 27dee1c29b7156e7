using System.Globalization;
using PluginHost.Engine.Noise;
using PluginHost.Engine.Planning;
using PluginHost.Running.Planning;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;
using PluginHost.Running.Words;
using PluginHost.Running.Workers;
using PluginHost.Store.Journals;

namespace PluginHost.Running;

/// <summary>Has the cells of an experiment worked one after another, and journals those that fail.</summary>
internal sealed class Launcher(
    RunRequest request, ICellWorker worker, NoiseArtifacts noises, Estimate estimate, IRunDisplay display,
    TimeProvider clock, CancellationToken stop)
{
    private readonly List<CellFailure> _failures = [];
    private readonly Dictionary<ContentKey, int> _lost = [];
    private int _finished;
    private bool _isStopped;

    public RunOutcome Run(PlannedRun plan, string run, Journal journal)
    {
        var queue = new CellQueue(plan.ToRun, request, clock, noises.Has, display);
        while (!_isStopped && !(request.FailFast && _failures.Count > 0) && queue.Next(stop) is { } taken)
        {
            using var mine = taken.Mine;
            display.Begin(taken.Cell, taken.Number, estimate.For(queue.Left.Prepend(taken.Cell), noises.Has));
            switch (worker.Run(run, taken.Cell, journal, display, stop))
            {
                case FinishedOutcome { Result: var result }:
                    _finished++;
                    estimate.Learn(result.Spec, result.Metrics, result.Device);
                    display.End(Summary(result), failed: false);
                    break;
                case FailedOutcome failed:
                    TakeFailure(taken.Cell, failed, plan, run, journal, queue);
                    break;
                default:
                    _isStopped = true;
                    break;
            }
        }

        bool isLeft = stop.IsCancellationRequested && queue.Left.Count > 0;
        return new RunOutcome(_finished, _failures, _isStopped || isLeft);
    }

    /// <summary>
    /// A cell that took its worker down is tried once more, after the others: a machine may have been short of memory.
    /// </summary>
    private void TakeFailure(
        PlannedCell cell, FailedOutcome failed, PlannedRun plan, string run, Journal journal, CellQueue queue)
    {
        int lost = 0;
        if (failed.LostWorker)
        {
            lost = _lost.GetValueOrDefault(cell.Key, plan.WorkersLost.GetValueOrDefault(cell.Key.Hash)) + 1;
            _lost[cell.Key] = lost;
        }

        bool isTriedAgain = failed.LostWorker && lost < SetAside.After && !request.FailFast;
        string error = failed.Error;
        if (isTriedAgain)
        {
            error += "; it is tried once more after the others";
        }
        else if (lost >= SetAside.After)
        {
            error += $"; {SetAside.How}";
        }

        journal.Append(new CellFailed(cell.Key.Hash, cell.Spec, error, failed.Details)
        {
            At = clock.GetUtcNow(),
            Run = run,
            WorkersLost = lost,
        });
        display.End($"failed: {error}", failed: true);
        if (isTriedAgain)
        {
            queue.Again(cell);
        }
        else
        {
            _failures.Add(new CellFailure(cell.Name, error, failed.Details));
        }
    }

    private static string Summary(CellFinished result)
    {
        double accuracy = result.Metrics[Metric.TestAccuracy] * 100, loss = result.Metrics[Metric.TrainLoss];
        string time = Durations.Text(result.Metrics[Metric.TrainSeconds]);
        return string.Create(
            CultureInfo.InvariantCulture, $"test accuracy {accuracy:0.00} %, training loss {loss:0.000}, {time}");
    }
}
