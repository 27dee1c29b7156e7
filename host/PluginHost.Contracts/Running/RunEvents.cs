using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>
/// Something that a run records in its journal; the journal is the truth that every table is made from.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(CellStarted), "cell-started")]
[JsonDerivedType(typeof(ArtifactMade), "artifact-made")]
[JsonDerivedType(typeof(CellFinished), "cell-finished")]
[JsonDerivedType(typeof(CellFailed), "cell-failed")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
[JsonDerivedType(typeof(CellTagged), "cell-tagged")]
[JsonDerivedType(typeof(CellNoted), "cell-noted")]
[JsonDerivedType(typeof(CellRemoved), "cell-removed")]
[JsonDerivedType(typeof(CellRestored), "cell-restored")]
public abstract record RunEvent
{
    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The run: unique, sortable by time, such as <c>20260131T120000-3f9a2c</c>.</summary>
    public required string Run { get; init; }

    /// <summary>
    /// The event's number in its store: what has the larger one was recorded later, whatever the clocks said. The
    /// journal gives it; 0 in records of older versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Order { get; init; }
}

/// <summary>A run began.</summary>
/// <param name="Recipe">The recipe's name.</param>
/// <param name="Experiment">The experiment's name, as tables are asked for.</param>
/// <param name="Source">The recipe's text, with the texts of what it loads.</param>
/// <param name="SourceSha256">The hash of the text.</param>
/// <param name="Preset">The preset.</param>
/// <param name="Cells">Keys of all cells of the plan, in the plan's order.</param>
/// <param name="Environment">
/// Program version, commit, libtorch version, device, threads, operating system …, by name.
/// </param>
/// <param name="Tables">The tables that the recipe declares.</param>
public sealed record RunStarted(
    string Recipe, string Experiment, string Source, string SourceSha256, string Preset, ImmutableArray<string> Cells,
    ImmutableSortedDictionary<string, string> Environment, ImmutableArray<TableSpec> Tables) : RunEvent
{
    /// <summary>
    /// Keys of the cells that <c>--only</c> leaves, in the plan's order; null when it leaves all, and in older
    /// records.
    /// </summary>
    public ImmutableArray<string>? Chosen { get; init; }

    /// <summary>The figures that the recipe declares; not written when there are none.</summary>
    public ImmutableArray<FigureSpec>? Figures { get; init; }

    /// <summary>
    /// What the recipe calls the noise of each cell: cells are shared by recipes, and each has names of its own.
    /// Older records have none.
    /// </summary>
    public ImmutableArray<string>? Labels { get; init; }

    /// <summary>The command that goes on with it. Older records have none.</summary>
    public ResumeCommand? Command { get; init; }

    /// <summary>The folder that it was imported from; null for a run of this store.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ImportedFrom { get; init; }
}

/// <summary>A command of the program.</summary>
/// <param name="Folder">Where it was given; empty for a run of another store.</param>
/// <param name="Arguments">Its words, without the program's name.</param>
public sealed record ResumeCommand(string Folder, ImmutableArray<string> Arguments);

/// <summary>Work on a cell began.</summary>
/// <param name="Cell">The cell's key.</param>
/// <param name="Spec">Its spec.</param>
public sealed record CellStarted(string Cell, CellSpec Spec) : RunEvent;

/// <summary>An artifact was made or found.</summary>
/// <param name="Kind"><c>noise</c> or <c>model</c>.</param>
/// <param name="Key">Its content key.</param>
/// <param name="Sha256">The hash of its file.</param>
/// <param name="Seconds">How long making it took, interruptions left out.</param>
public sealed record ArtifactMade(string Kind, string Key, string Sha256, double Seconds) : RunEvent;

/// <summary>A cell was trained and evaluated.</summary>
/// <param name="Cell">The cell's key.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Metrics">Numbers by name; see <see cref="Metric"/>.</param>
/// <param name="Curves">Series by name, such as <c>train-loss</c> (every step) and <c>test-accuracy</c>.</param>
/// <param name="Plugins">The plugins that took part.</param>
/// <param name="DataSha256">The data set's checksum.</param>
/// <param name="NoiseKey">The noise artifact, if any.</param>
/// <param name="Device">Where it ran, such as <c>cpu</c>.</param>
public sealed record CellFinished(
    string Cell, CellSpec Spec, ImmutableSortedDictionary<string, double> Metrics, ImmutableSortedDictionary<string, Curve> Curves,
    ImmutableArray<PluginIdentity> Plugins, string DataSha256, string? NoiseKey, string Device) : RunEvent
{
    /// <summary>
    /// The last of what was printed while it was worked, plugins and native code included; null for nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Output { get; init; }
}

/// <summary>A cell failed; the others go on.</summary>
/// <param name="Cell">The cell's key.</param>
/// <param name="Spec">Its spec.</param>
/// <param name="Error">One line: what and how to mend it.</param>
/// <param name="Details">The stack trace, and what was printed meanwhile.</param>
public sealed record CellFailed(string Cell, CellSpec Spec, string Error, string Details) : RunEvent
{
    /// <summary>
    /// How many times in a row it took its worker process down with it; 0 where it did not this time.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WorkersLost { get; init; }
}

/// <summary>A run ended by itself; a run without this was killed.</summary>
/// <param name="Outcome"><c>done</c>, <c>stopped</c> (asked to) or <c>failed</c> (some cells did).</param>
public sealed record RunEnded(string Outcome) : RunEvent;

/// <summary>
/// Something that a person said of a result or a run afterwards; <see cref="RunEvent.Run"/> is the run that it is
/// about, or that recorded the result.
/// </summary>
/// <param name="Cell">The cell's key; null when the run itself is meant.</param>
public abstract record Annotation(string? Cell) : RunEvent;

/// <summary>Tags were put on or taken off.</summary>
/// <param name="Cell">The cell's key; null when the run itself is meant.</param>
/// <param name="Added">Tags that it has from now on: lower case, without spaces.</param>
/// <param name="Removed">Tags that it no longer has.</param>
public sealed record CellTagged(string? Cell, ImmutableArray<string> Added, ImmutableArray<string> Removed) : Annotation(Cell);

/// <summary>A note was written; it takes the place of the last one.</summary>
/// <param name="Cell">The cell's key; null when the run itself is meant.</param>
/// <param name="Text">The note; empty to have none.</param>
public sealed record CellNoted(string? Cell, string Text) : Annotation(Cell);

/// <summary>
/// A result, or a run with all its results, went to the trash: tables leave it out, and its cell counts as not run.
/// </summary>
/// <param name="Cell">The cell's key; null when the run itself is meant.</param>
/// <param name="Until">When the removed result was recorded, or when the run began.</param>
public sealed record CellRemoved(string? Cell, DateTimeOffset Until) : Annotation(Cell)
{
    /// <summary>
    /// The number of the removed result: earlier ones of the cell are removed too, later ones are not. Older records
    /// have none, and <see cref="Until"/> stands for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long UpTo { get; init; }
}

/// <summary>What was removed came back.</summary>
/// <param name="Cell">The cell's key; null when the run itself is meant.</param>
public sealed record CellRestored(string? Cell) : Annotation(Cell);

/// <summary>A series of numbers over steps.</summary>
/// <param name="Steps">The steps, from 1, ascending.</param>
/// <param name="Values">A value for every step.</param>
public sealed record Curve(ImmutableArray<int> Steps, ImmutableArray<double> Values);

/// <summary>A table that a recipe declares.</summary>
/// <param name="Rows">Field names, comma separated, such as <c>train.radius</c>.</param>
/// <param name="Columns">Field names, comma separated, such as <c>noise</c>.</param>
/// <param name="Metrics">Metric names, comma separated.</param>
/// <param name="Title">A heading; empty for none.</param>
/// <param name="PaperTable">The number of the paper's table to compare with, if any.</param>
public sealed record TableSpec(string Rows, string Columns, string Metrics, string Title, int? PaperTable)
{
    /// <summary>
    /// What is told of several seeds: <c>mean-std</c>, <c>mean-sem</c>, <c>ci95</c>, <c>range</c>, <c>median</c>;
    /// null for the first.
    /// </summary>
    public string? Aggregate { get; init; }

    /// <summary>Which values of a row are marked: <c>lowest</c>, <c>highest</c>; null for none.</summary>
    public string? Best { get; init; }

    /// <summary>The column that others are compared with, such as <c>clean</c>; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>What columns are called: <c>EM 8 = EM, test-accuracy = accuracy</c>; null for what they are.</summary>
    public string? ColumnTitles { get; init; }

    /// <summary>What LaTeX refers to it by, such as <c>tab:radii</c>; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>
    /// Fields that are averaged over as seeds are, comma separated, such as <c>augmentation</c>; null for none.
    /// </summary>
    public string? Over { get; init; }

    /// <summary>What is said below it, such as which model stands for which; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Remark { get; init; }
}

/// <summary>The names of the recorded numbers. Accuracies are shares in [0, 1], times are seconds.</summary>
public static class Metric
{
    /// <summary>Accuracy on the clean test set after the last step: the number that the paper reports.</summary>
    public const string TestAccuracy = "test-accuracy";

    /// <summary>The best test accuracy seen during training (early stopping with an oracle).</summary>
    public const string BestTestAccuracy = "best-test-accuracy";

    /// <summary>
    /// Accuracy on attacked test images after the last step; absent without a <see cref="RobustTest"/>.
    /// </summary>
    public const string RobustAccuracy = "robust-accuracy";

    /// <summary>
    /// Mean cross-entropy of the training batches over the last 50 steps (all of them, when there are fewer).
    /// </summary>
    public const string TrainLoss = "train-loss";

    /// <summary>Accuracy on the training batches over the same steps.</summary>
    public const string TrainAccuracy = "train-accuracy";

    /// <summary>Wall time of the training, interruptions left out.</summary>
    public const string TrainSeconds = "train-seconds";

    /// <summary>Wall time of making the noise, interruptions left out; absent for clean data.</summary>
    public const string NoiseSeconds = "noise-seconds";
}

/// <summary>Where a run's events go. An event is on the disk when <see cref="Append"/> returns.</summary>
public interface IJournal
{
    /// <summary>Appends an event.</summary>
    void Append(RunEvent entry);
}
