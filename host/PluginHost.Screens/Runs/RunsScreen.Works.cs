using PluginHost.Running.Live;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Store;

namespace PluginHost.Screens.Runs;

/// <summary>What is read and done in the background.</summary>
internal sealed partial record RunsScreen
{
    private const string LiveWork = "live", CurvesWork = "curves", JournalsWork = "journals";

    /// <summary>Of so many runs, the newest, the cells that are done are counted.</summary>
    private const int MostCounted = 200;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), PauseAfterFailure = TimeSpan.FromSeconds(30);

    /// <summary>How often the times of runs at work are told anew.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(30);

    /// <summary>Everything is read anew.</summary>
    public Step Refresh()
    {
        var step = LookAt(this with { CurvesAskedFor = null, HasNoCurves = false });
        return step with { Effects = [.. step.Effects, ReadLive(), ReadJournals() with { Says = "reading the runs" }] };
    }

    /// <summary>Asks the chosen run to stop.</summary>
    public Step Stop()
    {
        if ((Asked ?? Chosen) is not { Live: { } live } run)
        {
            return Step.Stay(this);
        }

        return Step.To(this with { Asked = null }, new Background("stop", _ =>
        {
            Processes.Terminate(live.Process);
            string told = $"{run.Name} stops after its step; {RunsActions.KeyOfResume} goes on with it later";
            return new Told(told, Status.Ok);
        })
        {
            Says = $"asking {run.Name} to stop", IsChange = true,
        });
    }

    private Step TakeLive(LiveRead read)
    {
        var next = new After("tick", Pause, new Tick());
        if (!IsOther(read) && (read.Now - Now < Stale || !All.Any(run => run.IsActive)))
        {
            return Step.To(this, next);
        }

        // Journals have more to say when a run has come or gone.
        bool hasOtherRuns = Live is null || !Live.Select(Standing).SequenceEqual(read.Live.Select(Standing));
        var step = Choose((this with { Live = read.Live, Now = read.Now, Unborn = read.Unborn }).AtItsCell(Chosen));
        Effect[] more =
        [
            next,
            .. hasOtherRuns && Recorded is not null ? (Effect[])[ReadJournals()] : [],
            .. Pane == RunPane.Log && Chosen is { Live: not null, IsActive: true } ? (Effect[])[ReadLog(this)] : [],
        ];
        return step with { Effects = [.. step.Effects, .. more] };
    }

    /// <summary>Whether runs told anything since they were read.</summary>
    private bool IsOther(LiveRead read) => Live is null
        || !Unborn.SequenceEqual(read.Unborn)
        || !Live.Select(Standing).SequenceEqual(read.Live.Select(Standing))
        || !Live.Select(run => run.Updated).SequenceEqual(read.Live.Select(run => run.Updated));

    private static (string Id, bool HasEnded) Standing(LiveStatus run) => (run.Id, run.HasEnded);

    /// <summary>Reads what journals hold of the chosen run, where it does not tell of itself.</summary>
    private static Step LookAt(RunsScreen screen)
    {
        if (screen.Chosen is not { Live: null, Recorded: { } recorded } || screen.Records.ContainsKey(recorded.Id))
        {
            return Step.To(screen);
        }

        var (places, id) = (screen.Places, recorded.Id);
        return Step.To(screen, new Background("record", _ => new RecordRead(id, RecordedRun.Read(places, id)))
        {
            Says = "reading what the run recorded",
        });
    }

    private Background ReadLive() => new(LiveWork, _ =>
    {
        var folder = new LiveFolder(Places.Store);
        var live = folder.List(Clock);
        bool isUnborn = ChosenId is not null && Chosen is null && !live.Any(run => run.Id == ChosenId);
        return new LiveRead(live, Clock.GetUtcNow(), isUnborn ? folder.ReadLog(ChosenId ?? "") : []);
    });

    private Background ReadCurves(string cell) => new(CurvesWork, _ =>
    {
        using var store = ResultStore.Open(Places.Store, _ => { });
        return new CurvesRead(new CellCurves(cell, store.Curves(cell)));
    })
    {
        Says = "reading the curves",
    };

    /// <summary>Reads all that the chosen run printed; what was read before is kept where nothing came.</summary>
    private static Background ReadLog(RunsScreen screen)
    {
        var (id, before, folder) = (screen.ChosenId ?? "", screen.Printed, new LiveFolder(screen.Places.Store));
        return new Background("log", _ =>
        {
            var lines = folder.ReadLog(id);
            if (before?.Id == id && before.Lines.SequenceEqual(lines))
            {
                return null;
            }

            bool isEmpty = lines.All(line => line.Length == 0);
            return new LogRead(new PrintedLog(id, isEmpty ? [] : lines));
        });
    }

    private Background ReadJournals() => new(JournalsWork, _ =>
    {
        using var store = ResultStore.Open(Places.Store, _ => { });
        var runs = store.Runs();

        // Nobody scrolls further without asking for a run by its name; the others show what they trained themselves.
        return new JournalsRead([.. store.WithDone([.. runs.Take(MostCounted)]), .. runs.Skip(MostCounted)]);
    });
}
