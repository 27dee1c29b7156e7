namespace PluginHost.Running;

/// <summary>How the cells of an experiment went.</summary>
/// <param name="Finished">How many have a result now that had none before.</param>
/// <param name="Failures">The cells that failed, with one line each.</param>
/// <param name="Stopped">Whether the user asked to stop.</param>
internal sealed record RunOutcome(int Finished, IReadOnlyList<CellFailure> Failures, bool Stopped)
{
    /// <summary>What a run that was stopped is recorded as.</summary>
    public const string StoppedWord = "stopped";

    /// <summary>What a run that ended so is recorded as.</summary>
    public string Word
    {
        get
        {
            if (Stopped)
            {
                return StoppedWord;
            }

            return Failures.Count > 0 ? "failed" : "done";
        }
    }
}

/// <summary>A cell that failed.</summary>
internal sealed record CellFailure(string Cell, string Error, string Details);
