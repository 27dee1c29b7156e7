using System.Globalization;
using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PluginHost.Running;

/// <summary>Two lines that are drawn over: all cells, and the phase of the current one; finished cells scroll away above.</summary>
internal sealed class LiveRunDisplay(IAnsiConsole console, int cells, TimeProvider clock) : IRunDisplay
{
    private readonly StepTimer _timer = new(clock);
    private readonly Lock _gate = new();
    private ProgressTask? _all;
    private ProgressTask? _phase;
    private int _number;
    private TimeSpan? _left;
    private string _cell = "";

    public T Show<T>(Func<T> work) => console.Progress()
        .AutoClear(true)
        .HideCompleted(false)
        .Columns(new TextColumn(Name), new ProgressBarColumn { Width = 24 }, new TextColumn(Numbers))
        .Start(context =>
        {
            _all = context.AddTask("cells", maxValue: cells);
            _phase = context.AddTask("phase");
            return work();
        });

    public void Begin(PlannedCell cell, int number)
    {
        lock (_gate)
        {
            _number = number;
            _cell = cell.Spec.ToString();
            _timer.Reset();
        }
    }

    public void Report(StepReport value)
    {
        lock (_gate)
        {
            _timer.Take(value);
            if (_phase is not null)
            {
                _phase.MaxValue = Math.Max(1, value.Steps);
                _phase.Value = value.Step;
            }
        }
    }

    public void End(string summary, TimeSpan? left)
    {
        lock (_gate)
        {
            _left = left;
            _timer.Reset();
            _all?.Value = _number;
            _phase?.Value = 0;
        }

        Note($"[{_number}/{cells}] {_cell}\n    {summary}");
    }

    public void Note(string line) => console.WriteLine(line);

    private string Name(ProgressTask task, int width)
    {
        lock (_gate)
        {
            string name = task == _all ? $"cell {_number}/{cells}: {_cell}" : _timer.Last.Phase ?? "starting";
            int room = Math.Clamp(width - 75, 20, 60);
            return (name.Length > room ? name[..(room - 1)] + "…" : name).PadRight(room);
        }
    }

    private string Numbers(ProgressTask task, int width)
    {
        lock (_gate)
        {
            if (task == _all)
            {
                return _left is { } all ? $"about {Durations.Text(all)} left after this" : "";
            }

            var last = _timer.Last;
            if (last.Steps == 0)
            {
                return "";
            }

            string loss = last.Loss is { } value ? string.Create(CultureInfo.InvariantCulture, $"loss {value:0.000} ") : "";
            string pace = _timer is { PerStep: { } step, Left: { } left } ? $"{Durations.Text(step)}/step {Durations.Text(left)} left" : "";
            return $"{last.Step}/{last.Steps} {loss}{pace}";
        }
    }

    /// <summary>A column of plain text, cut rather than wrapped.</summary>
    private sealed class TextColumn(Func<ProgressTask, int, string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(text(task, options.ConsoleSize.Width)).Overflow(Overflow.Ellipsis);
    }
}
