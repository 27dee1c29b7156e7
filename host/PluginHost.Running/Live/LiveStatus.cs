using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PluginHost.Running.Live;

/// <summary>How a run stands at the moment.</summary>
public enum LiveState
{
    /// <summary>Plugins are loaded, the recipe is compiled, data are decoded.</summary>
    Preparing,

    /// <summary>A cell is worked at.</summary>
    Running,

    /// <summary>All cells that are left are worked at by other runs.</summary>
    Waiting,

    /// <summary>It was asked to stop, and ends after its step.</summary>
    Stopping,

    /// <summary>It ended, and all its cells have results.</summary>
    Done,

    /// <summary>It ended by an error, or some cells failed.</summary>
    Failed,

    /// <summary>It was asked to stop, and did.</summary>
    Stopped,

    /// <summary>Its process is gone without a word. Never written: told by those who look.</summary>
    Lost,
}

/// <summary>How a cell of a run stands.</summary>
public enum LiveCellState
{
    /// <summary>Still to run.</summary>
    Planned,

    /// <summary>It had a result before, or another run finished it.</summary>
    Recorded,

    /// <summary>It is worked at.</summary>
    Running,

    /// <summary>This run finished it.</summary>
    Finished,

    /// <summary>It failed.</summary>
    Failed,
}

/// <summary>A cell of a run.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Experiment">Its experiment.</param>
/// <param name="Name">What it is, in words.</param>
/// <param name="State">How it stands.</param>
/// <param name="Summary">Its numbers or its error, in one line; empty before it ended.</param>
public sealed record LiveCell(string Key, string Experiment, string Name, LiveCellState State, string Summary);

/// <summary>What is done at the moment, such as the training of a cell.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="SecondsPerStep">Mean time of a step; null until it is known.</param>
/// <param name="Loss">The loss so far, thinned.</param>
/// <param name="Accuracy">The accuracy of training batches so far, thinned.</param>
/// <param name="Tests">The accuracy of tests during the phase.</param>
public sealed record LivePhase(
    string Name, int Step, int Steps, double? SecondsPerStep, Curve Loss, Curve Accuracy, Curve Tests);

/// <summary>What a process that runs a recipe tells others about once a second: <c>STORE/live/ID.json</c>.</summary>
public sealed record LiveStatus
{
    /// <summary>Its name: the moment when it began, and a few random digits, as journals have it.</summary>
    public required string Id { get; init; }

    /// <summary>The process.</summary>
    public required LiveProcess Process { get; init; }

    /// <summary>The recipe's file, as it was given.</summary>
    public required string Recipe { get; init; }

    /// <summary>The words of the command line that goes on where it stopped.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Where the command was given.</summary>
    public required string Folder { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>When this was written.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? Ended { get; init; }

    public LiveState State { get; init; }

    /// <summary>The preset; empty until it is known.</summary>
    public string Preset { get; init; } = "";

    public string Device { get; init; } = "";

    /// <summary>The runs as journals name them: one an experiment of the recipe.</summary>
    public ImmutableArray<string> Runs { get; init; } = [];

    /// <summary>The cells of all experiments, in the plan's order.</summary>
    public ImmutableArray<LiveCell> Cells { get; init; } = [];

    /// <summary>The cell that is worked at, as its place in <see cref="Cells"/>.</summary>
    public int? Cell { get; init; }

    public LivePhase? Phase { get; init; }

    /// <summary>The estimate for all cells that are left.</summary>
    public double? SecondsLeft { get; init; }

    /// <summary>The last lines that it said.</summary>
    public ImmutableArray<string> Log { get; init; } = [];

    /// <summary>Why it ended, where an error ended it.</summary>
    public string Error { get; init; } = "";

    [JsonIgnore]
    public bool HasEnded => State is LiveState.Done or LiveState.Failed or LiveState.Stopped or LiveState.Lost;

    /// <summary>How many cells are in a state.</summary>
    public int Count(LiveCellState state) => Cells.Count(cell => cell.State == state);
}
