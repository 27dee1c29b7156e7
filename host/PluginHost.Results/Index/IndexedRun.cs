using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>What is known of a run, whichever of its workers' journals was read first.</summary>
internal sealed class IndexedRun
{
    public required string Id { get; init; }

    public string Recipe { get; set; } = "";

    public string Experiment { get; set; } = "";

    public string Preset { get; set; } = "";

    public int Planned { get; set; }

    public long Started { get; set; } = long.MaxValue;

    public long Seen { get; set; }

    public long? Ended { get; set; }

    public string Outcome { get; set; } = "";

    /// <summary>Where its plan lies; null as long as none was read.</summary>
    public EventPlace? Plan { get; set; }

    public List<string> Journals { get; init; } = [];

    public KeySet Finished { get; init; } = new();

    public KeySet Failed { get; init; } = new();

    public void Apply(RunEvent e, EventPlace place)
    {
        long at = e.At.UtcTicks;
        Started = Math.Min(Started, at);
        Seen = Math.Max(Seen, at);
        if (!Journals.Contains(place.Journal))
        {
            Journals.Add(place.Journal);
        }

        switch (e)
        {
            case RunStarted started:
                (Recipe, Experiment, Preset, Planned, Plan) = (started.Recipe, started.Experiment, started.Preset, (started.Chosen ?? started.Cells).Length, place);
                break;
            case CellFinished finished:
                Finished.Add(finished.Cell);
                break;
            case CellFailed failed:
                Failed.Add(failed.Cell);
                break;
            case RunEnded ended when Ended is null || Ended <= at:
                (Ended, Outcome) = (at, ended.Outcome);
                break;
        }
    }

    public RunSummary Summary(string store, Remarks remarks) => new(
        Id, Recipe, Experiment, Preset, State(store), Time(Started), Ended is { } ended ? Time(ended) : null, Time(Seen), Planned, Finished.Count, Failed.Count)
    {
        Remarks = remarks,
    };

    private RunState State(string store)
    {
        bool goesOn = Ended is null || Seen > Ended;
        return goesOn && Journals.Exists(journal => RunLife.IsAlive(StoreFolders.JournalPath(store, journal))) ? RunState.Running
            : Ended is null ? RunState.Lost
            : Outcome switch
            {
                "done" => RunState.Done,
                "stopped" => RunState.Stopped,
                _ => RunState.Failed,
            };
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
