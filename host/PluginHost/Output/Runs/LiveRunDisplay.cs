using System.Globalization;
using PluginHost.Engine.Planning;
using PluginHost.Files;
using PluginHost.Running.Progress;
using PluginHost.Running.Words;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PluginHost.Output.Runs;

/// <summary>Two lines that are drawn over, one for all cells and one for the current phase; what is finished scrolls away above.</summary>
internal sealed class LiveRunDisplay(IAnsiConsole console, int cells, TimeProvider clock) : IRunDisplay
{
    private const int NameWidth = 28;
    private readonly StepTimer _timer = new(clock);
    private readonly Lock _gate = new();
    private ProgressTask? _all;
    private ProgressTask? _phase;
    private readonly HashSet<int> _ended = [];
    private int _number;
    private TimeSpan? _left;
    private long _leftSince;

    public T Show<T>(Func<T> work) => console.Progress()
        .AutoClear(true)
        .HideCompleted(false)
        .Columns(new TextColumn(Name), new ProgressBarColumn { Width = 20 }, new TextColumn(Numbers))
        .Start(context =>
        {
            _all = context.AddTask("cells", maxValue: Math.Max(1, cells));
            _phase = context.AddTask("phase");
            // The next drawing comes by the clock, after what is quickly done.
            context.Refresh();
            return work();
        });

    public void Begin(PlannedCell cell, int number, TimeSpan? left)
    {
        lock (_gate)
        {
            _number = number;
            _timer.Reset();
            _phase?.Value = 0;
            _left = left;
            _leftSince = clock.GetTimestamp();
        }

        Note($"[{number}/{cells}] {cell.Name}");
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

    public void End(string summary, bool failed)
    {
        Ended(_number);
        Note($"    {summary}");
    }

    public void Found(PlannedCell cell, int number, string why)
    {
        Ended(number);
        Note($"[{number}/{cells}] {cell.Name}: {why}");
    }

    public void Wait(string why) => Note(why);

    /// <summary>Writes above what is drawn over. Padded, because what was drawn there before is not erased.</summary>
    public void Note(string line)
    {
        int width = Math.Max(1, console.Profile.Width);
        string shown = ShownText.Of(line);
        int rows = (shown.Length / width) + 1;
        console.WriteLine(shown.PadRight((rows * width) - 1));
    }

    private void Ended(int number)
    {
        lock (_gate)
        {
            // A cell that is tried again ends twice.
            _ended.Add(number);
            _timer.Reset();
            _all?.Value = _ended.Count;
            _phase?.Value = 0;
        }
    }

    private string Name(ProgressTask task)
    {
        lock (_gate)
        {
            string name = task == _all ? $"cells: {_ended.Count} of {cells}" : ShownText.Of(_timer.Last.Phase ?? "");
            return (name.Length > NameWidth ? name[..(NameWidth - 1)] + "…" : name).PadRight(NameWidth);
        }
    }

    private string Numbers(ProgressTask task)
    {
        lock (_gate)
        {
            if (task == _all)
            {
                return _left - clock.GetElapsedTime(_leftSince) is { TotalSeconds: > 0 } left ? $"about {Durations.Text(left)} left" : "";
            }

            var last = _timer.Last;
            if (last.Steps == 0)
            {
                return "";
            }

            string loss = last.Loss is { } value ? string.Create(CultureInfo.InvariantCulture, $" loss {value:0.000}") : "";
            string pace = _timer is { PerStep: { } step, Left: { } rest } ? $" {Durations.Text(step)}/step, {Durations.Text(rest)} left" : "";
            return $"{last.Step}/{last.Steps}{loss}{pace}";
        }
    }

    /// <summary>A column of plain text, cut rather than wrapped.</summary>
    private sealed class TextColumn(Func<ProgressTask, string> text) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(text(task)).Overflow(Overflow.Ellipsis);
    }
}
