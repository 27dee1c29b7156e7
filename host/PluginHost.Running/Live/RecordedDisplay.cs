using PluginHost.Engine.Planning;
using PluginHost.Running.Progress;

namespace PluginHost.Running.Live;

/// <summary>Shows a run as another display does, and keeps its live status.</summary>
internal sealed class RecordedDisplay(IRunDisplay shown, LiveRun live, int cells) : IRunDisplay
{
    private int _number;

    public T Show<T>(Func<T> work) => shown.Show(work);

    public void Begin(PlannedCell cell, int number, TimeSpan? left)
    {
        _number = number;
        live.CellBegins(cell, left);
        live.Log($"[{number}/{cells}] {cell.Name}");
        shown.Begin(cell, number, left);
    }

    public void Report(StepReport value)
    {
        live.Step(value);
        shown.Report(value);
    }

    public void End(string summary, bool failed)
    {
        live.CellEnds(summary, failed);
        live.Log($"[{_number}/{cells}] {summary}");
        shown.End(summary, failed);
    }

    public void Found(PlannedCell cell, int number, string why)
    {
        live.CellFound(cell, why);
        live.Log($"[{number}/{cells}] {cell.Name}: {why}");
        shown.Found(cell, number, why);
    }

    public void Wait(string why)
    {
        live.Waits();
        live.Log(why);
        shown.Wait(why);
    }

    public void Note(string line)
    {
        live.Log(line);
        shown.Note(line);
    }
}
