using PluginHost.Engine.Data;
using PluginHost.Running.Figures;
using PluginHost.Running.Planning;
using PluginHost.Running.Progress;
using PluginHost.Store;

namespace PluginHost.Running;

/// <summary>Where a run tells what it does; the program prints it.</summary>
public interface IRunReport
{
    /// <summary>What the recipe itself prints.</summary>
    TextWriter Output { get; }

    /// <summary>What the recipe logs for those who want to know more.</summary>
    TextWriter Log { get; }

    /// <summary>A line that must not be missed.</summary>
    void Warn(string line);

    /// <summary>A line that is good to know.</summary>
    void Note(string line);

    /// <summary>A line for those who sit and wait.</summary>
    void Wait(string line);

    /// <summary>What is about to be done, or would be.</summary>
    void Plan(IReadOnlyList<PlanSummary> plans, Compute compute);

    /// <summary>Shows how far work on files is while it is done.</summary>
    void Prepare(Action<IProgress<DownloadProgress>> work);

    /// <summary>Shows how cells get on.</summary>
    /// <param name="cells">How many are to run.</param>
    IRunDisplay Display(int cells);

    /// <summary>The system is about to end the process: puts the terminal in order.</summary>
    void Killed();

    /// <summary>The results of all plans, with the figures that were drawn of them.</summary>
    void Results(IReadOnlyList<(PlannedRun Plan, IReadOnlyList<WrittenFigure> Figures)> plans, ResultStore store);

    /// <summary>Where a failure happened, for those who want to know more.</summary>
    void Details(string stackTrace);
}
