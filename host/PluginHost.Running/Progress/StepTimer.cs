namespace PluginHost.Running.Progress;

/// <summary>Measures how long the steps of a phase take; checkpoints and tests between them count as they should.</summary>
public sealed class StepTimer(TimeProvider clock)
{
    private string? _phase;
    private int _firstStep;
    private long _began;

    public StepReport Last { get; private set; }

    /// <summary>Mean time of a step of this phase; null until two are known.</summary>
    public TimeSpan? PerStep { get; private set; }

    /// <summary>The time that this phase still takes.</summary>
    public TimeSpan? Left => PerStep * (Last.Steps - Last.Step);

    public void Take(StepReport report)
    {
        if (report.Phase != _phase || report.Step < Last.Step)
        {
            _phase = report.Phase;
            _firstStep = report.Step;
            _began = clock.GetTimestamp();
            PerStep = null;
        }
        else if (report.Step > _firstStep)
        {
            PerStep = clock.GetElapsedTime(_began) / (report.Step - _firstStep);
        }

        Last = report;
    }

    public void Reset()
    {
        _phase = null;
        PerStep = null;
        Last = default;
    }
}
