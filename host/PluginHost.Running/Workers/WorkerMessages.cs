using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PluginHost.Engine.Planning;
using PluginHost.Running.Requests;

namespace PluginHost.Running.Workers;

/// <summary>
/// What a run tells its worker process: a line of JSON on its standard input, whose end means to stop.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(WorkCell), "work")]
[JsonDerivedType(typeof(EventRecorded), "recorded")]
[JsonDerivedType(typeof(StopWork), "stop")]
internal abstract record ToWorker;

/// <summary>Work this cell.</summary>
internal sealed record WorkCell(string Run, PlannedCell Cell) : ToWorker;

/// <summary>The event that was sent last is on the disk.</summary>
internal sealed record EventRecorded : ToWorker;

/// <summary>Stop after the current step, and save.</summary>
internal sealed record StopWork : ToWorker;

/// <summary>What a worker process tells its run: a line of JSON.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(WorkerReady), "ready")]
[JsonDerivedType(typeof(WorkerUnable), "unable")]
[JsonDerivedType(typeof(Heartbeat), "alive")]
[JsonDerivedType(typeof(StepTaken), "step")]
[JsonDerivedType(typeof(NoticeGiven), "notice")]
[JsonDerivedType(typeof(EventToRecord), "record")]
[JsonDerivedType(typeof(CellEnded), "ended")]
[JsonDerivedType(typeof(CellStopped), "stopped")]
[JsonDerivedType(typeof(CellBroken), "broken")]
[JsonDerivedType(typeof(ProcessExits), "exits")]
internal abstract record FromWorker;

/// <summary>Plugins and libtorch are loaded.</summary>
/// <param name="Environment">See <see cref="RunEnvironment"/>.</param>
internal sealed record WorkerReady(ImmutableSortedDictionary<string, string> Environment) : FromWorker;

/// <summary>Plugins or libtorch cannot be loaded.</summary>
internal sealed record WorkerUnable(string Error, string Details) : FromWorker;

/// <summary>The process lives; sent every second.</summary>
internal sealed record Heartbeat : FromWorker;

/// <summary>A step was taken.</summary>
internal sealed record StepTaken(StepReport Report) : FromWorker;

/// <summary>A line that the user should know.</summary>
internal sealed record NoticeGiven(string Line) : FromWorker;

/// <summary>An event to record, which is waited for.</summary>
internal sealed record EventToRecord(RunEvent Event) : FromWorker;

/// <summary>The cell is done; its result was recorded before.</summary>
internal sealed record CellEnded : FromWorker;

/// <summary>The cell was stopped, and its progress saved.</summary>
internal sealed record CellStopped : FromWorker;

/// <summary>The cell failed.</summary>
internal sealed record CellBroken(string Error, string Details) : FromWorker;

/// <summary>Code in the process ends it.</summary>
/// <param name="Code">The exit code.</param>
internal sealed record ProcessExits(int Code) : FromWorker;
