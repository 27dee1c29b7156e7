using PluginHost.Engine.Planning;
using PluginHost.Engine.Running;
using PluginHost.Running.Live;
using PluginHost.Running.Progress;
using PluginHost.Running.Requests;

namespace PluginHost.Running;

/// <summary>A cell to run, kept from other runs as long as <paramref name="Mine"/> is.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Number">Its place among the cells to run, from 1, in the order in which they are run.</param>
/// <param name="Mine">The lock on it.</param>
internal sealed record TakenCell(PlannedCell Cell, int Number, WorkLock Mine);

/// <summary>
/// The cells that a run still has to do. Those that another run is at are left for later; when there are no others, the
/// queue waits, and what the other run has finished is not run again.
/// </summary>
internal sealed class CellQueue(
    IReadOnlyList<PlannedCell> cells, RunRequest request, TimeProvider clock, Func<ContentKey, bool> hasNoise, IRunDisplay display)
{
    private const string Cell = "cell", Noise = "noise";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Another machine that shares the store may have another clock.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(10);
    private readonly DateTimeOffset _planned = clock.GetUtcNow();
    private readonly List<PlannedCell> _left = [.. cells];
    private string _told = "";
    private readonly Dictionary<ContentKey, int> _numbers = [];

    /// <summary>What was not handed out yet.</summary>
    public IReadOnlyList<PlannedCell> Left => _left;

    /// <summary>Takes a cell once more, after all others.</summary>
    public void Again(PlannedCell cell) => _left.Add(cell);

    /// <summary>The next cell; null when there is none, or when it was asked to stop while waiting.</summary>
    public TakenCell? Next(CancellationToken stop)
    {
        while (_left.Count > 0)
        {
            for (int i = 0; i < _left.Count; i++)
            {
                var cell = _left[i];
                if (IsNoiseMade(cell) || WorkLock.TryTake(request.Store, Cell, cell.Key) is not { } mine)
                {
                    continue;
                }

                _left.RemoveAt(i);
                if (!_numbers.TryGetValue(cell.Key, out int number))
                {
                    _numbers[cell.Key] = number = _numbers.Count + 1;
                }

                if (request.Force || !IsFinishedElsewhere(cell))
                {
                    return new TakenCell(cell, number, mine);
                }

                mine.Dispose();
                display.Found(cell, number, "another run has finished it meanwhile");
                i--;
            }

            if (_left.Count > 0)
            {
                Tell();
                if (stop.WaitHandle.WaitOne(Pause))
                {
                    return null;
                }
            }
        }

        return null;
    }

    private bool IsNoiseMade(PlannedCell cell) =>
        cell.NoiseKey is { } noise && !hasNoise(noise) && WorkLock.IsTaken(request.Store, Noise, noise);

    /// <summary>The model is kept before its result is recorded: without a new one nobody has finished the cell since it was planned.</summary>
    private bool IsFinishedElsewhere(PlannedCell cell)
    {
        var model = new FileInfo(Worker.ModelFile(request.Store, cell.Key));
        if (!model.Exists || model.LastWriteTimeUtc < _planned.UtcDateTime - ClockDifference)
        {
            return false;
        }

        using var store = request.OpenStore();
        return store.Done([cell.Key.Hash]).Count > 0;
    }

    private void Tell()
    {
        var first = _left[0];
        var others = new LiveFolder(request.Store).List(clock)
            .Where(run => !run.HasEnded && run.Process.Id != Environment.ProcessId).ToList();
        var other = others.Find(run => run.Cell is { } at && run.Cells[at].Key == first.Key.Hash) ?? (others.Count == 1 ? others[0] : null);
        string who = other is null ? "another run" : $"{other.Recipe} (process {other.Process.Id})";
        string text = $"waiting: {who} is at {(IsNoiseMade(first) ? "the noise of " : "")}{first.Name}{(_left.Count > 1 ? $"; {_left.Count - 1} more to wait for" : "")}";
        if (text != _told)
        {
            display.Wait(_told = text);
        }
    }
}
