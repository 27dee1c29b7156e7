using PluginHost.Engine.Planning;

namespace PluginHost.Running.Progress;

/// <summary>Shows how a run gets on: drawn over on a terminal, appended line by line elsewhere.</summary>
public interface IRunDisplay : IProgress<StepReport>
{
    /// <summary>Runs the work inside the display.</summary>
    T Show<T>(Func<T> work);

    /// <summary>A cell begins.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="number">Its place among the cells to run, from 1.</param>
    /// <param name="left">The estimate for it and those after it, if there is one.</param>
    void Begin(PlannedCell cell, int number, TimeSpan? left);

    /// <summary>The cell has ended.</summary>
    /// <param name="summary">One line: its numbers, or its error.</param>
    /// <param name="failed">Whether it has no result.</param>
    void End(string summary, bool failed);

    /// <summary>A cell need not be run: another run has finished it meanwhile.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="number">Its place among the cells to run, from 1.</param>
    /// <param name="why">What became of it, in one line.</param>
    void Found(PlannedCell cell, int number, string why);

    /// <summary>All cells that are left are worked at by others.</summary>
    /// <param name="why">For whom it waits, in one line.</param>
    void Wait(string why);

    /// <summary>A line that stays: a notice, a warning.</summary>
    void Note(string line);
}
