namespace PluginHost.Running.Workers;

/// <summary>How the work on a cell ended.</summary>
internal abstract record CellOutcome;

/// <summary>It has a result, which is recorded.</summary>
/// <param name="Result">The result.</param>
internal sealed record FinishedOutcome(CellFinished Result) : CellOutcome;

/// <summary>It was asked to stop, and has saved its progress.</summary>
internal sealed record StoppedOutcome : CellOutcome;

/// <summary>It failed.</summary>
/// <param name="Error">One line: what and how to mend it.</param>
/// <param name="Details">The stack trace, and what was printed meanwhile.</param>
/// <param name="LostWorker">Whether the worker's process went down with it.</param>
internal sealed record FailedOutcome(string Error, string Details, bool LostWorker) : CellOutcome;
