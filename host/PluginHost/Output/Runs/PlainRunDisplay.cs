using System.Globalization;
using PluginHost.Engine.Planning;
using PluginHost.Running.Progress;
using PluginHost.Running.Words;

namespace PluginHost.Output.Runs;

/// <summary>Appends a line when a cell begins and ends, and every ten seconds between.</summary>
internal sealed class PlainRunDisplay(TextWriter output, int cells, TimeProvider clock) : IRunDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly StepTimer _timer = new(clock);
    private long _lastLine;
    private int _number;

    public T Show<T>(Func<T> work) => work();

    public void Begin(PlannedCell cell, int number, TimeSpan? left)
    {
        _number = number;
        _timer.Reset();
        _lastLine = clock.GetTimestamp();
        Line(left is { TotalSeconds: >= 1 } time ? $"{cell.Name}; about {Durations.Text(time)} left in all" : cell.Name);
    }

    public void Report(StepReport value)
    {
        _timer.Take(value);
        if (clock.GetElapsedTime(_lastLine) >= Pause)
        {
            _lastLine = clock.GetTimestamp();
            Line(Text(_timer));
        }
    }

    public void End(string summary, bool failed) => Line(summary);

    public void Found(PlannedCell cell, int number, string why)
    {
        _number = number;
        Line($"{cell.Name}: {why}");
    }

    public void Wait(string why) => Note(why);

    public void Note(string line) => output.WriteLine(line);

    /// <summary>For example <c>training 120/800, loss 1.234, 85 ms a step, 58 s left in it</c>.</summary>
    private static string Text(StepTimer timer)
    {
        var (phase, step, steps, loss, _) = timer.Last;
        string text = $"{phase} {step}/{steps}";
        if (loss is { } value)
        {
            text += string.Create(CultureInfo.InvariantCulture, $", loss {value:0.000}");
        }

        return timer is { PerStep: { } perStep, Left: { } left }
            ? $"{text}, {Durations.Text(perStep)} a step, {Durations.Text(left)} left in it"
            : text;
    }

    private void Line(string text)
    {
        output.WriteLine($"[{_number}/{cells}] {text}");
        output.Flush();
    }
}
