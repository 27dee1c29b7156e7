using System.Collections.Immutable;
using PluginHost.Engine.Planning;
using PluginHost.Running.Progress;

namespace PluginHost.Running.Workers;

/// <summary>Works one cell after another, in a process of its own or in this one.</summary>
internal interface ICellWorker : IDisposable
{
    /// <summary>What a run records about where its cells are worked; waits until that is known.</summary>
    ImmutableSortedDictionary<string, string> Environment { get; }

    /// <summary>Works a cell from where its checkpoint stands, and records its events but a failure.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="journal">Where its events go.</param>
    /// <param name="display">Told after every step, and of what the user should know.</param>
    /// <param name="stop">Asks to stop after the current step; progress is saved.</param>
    /// <exception cref="Store.Journals.StoreException">An event cannot be recorded.</exception>
    CellOutcome Run(string run, PlannedCell cell, IJournal journal, IRunDisplay display, CancellationToken stop);

    /// <summary>Ends the work at once, wherever it stands: the program is about to be ended.</summary>
    void Kill();
}
