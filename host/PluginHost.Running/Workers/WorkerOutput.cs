using System.Text;

namespace PluginHost.Running.Workers;

/// <summary>
/// What a worker process prints, plugins and native code included. The last lines of a cell are kept for its record.
/// </summary>
/// <param name="show">Takes a line to show it; only the first ones of a cell are shown.</param>
internal sealed class WorkerOutput(Action<string> show)
{
    private const int MostKept = 64 << 10, MostShown = 20, MostOfLine = 2000;

    // A separator that nobody prints, and the number of the cell's end behind it.
    private const char Mark = '\u001e';

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = new();
    private volatile TaskCompletionSource _marked = new();
    private int _kept;
    private int _printed;
    private bool _isCut;
    private bool _isShown;
    private volatile bool _isOver;

    /// <summary>What the worker prints to say that it has printed all about a cell.</summary>
    public static byte[] EndMark { get; } = Encoding.UTF8.GetBytes($"{Mark}\n");

    /// <summary>Reads all that comes; ends with the stream.</summary>
    public void Read(StreamReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            int mark = line.IndexOf(Mark, StringComparison.Ordinal);
            Add(mark < 0 ? line : line[..mark]);
            if (mark >= 0)
            {
                _marked.TrySetResult();
            }
        }

        _isOver = true;
        _marked.TrySetResult();
    }

    /// <summary>A cell begins: what came before belongs to none.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _lines.Clear();
            (_kept, _printed, _isCut, _isShown) = (0, 0, false, true);
            _marked = new TaskCompletionSource();
        }
    }

    /// <summary>What was printed about the cell, once it has come; empty for nothing.</summary>
    /// <param name="patience">How long to wait for what is still under way.</param>
    public string End(TimeSpan patience)
    {
        if (!_isOver)
        {
            _marked.Task.Wait(patience);
        }

        lock (_gate)
        {
            string first = _isCut ? $"… (the last {MostKept >> 10} KiB)\n" : "";
            return _lines.Count == 0 ? "" : first + string.Join('\n', _lines);
        }
    }

    private void Add(string line)
    {
        if (line.Length == 0)
        {
            return;
        }

        string kept = line.Length <= MostOfLine ? line : line[..MostOfLine] + "…";
        bool isShown;
        lock (_gate)
        {
            _lines.Enqueue(kept);
            _kept += kept.Length;
            while (_kept > MostKept)
            {
                _kept -= _lines.Dequeue().Length;
                _isCut = true;
            }

            // The stack that follows is kept, and told in one line.
            _isShown &= !WorkerLoss.LastWords.Any(word => kept.StartsWith(word, StringComparison.Ordinal));
            _printed++;
            isShown = _isShown && _printed <= MostShown + 1;
        }

        if (isShown)
        {
            const string More = "… more is printed; it is kept with the cell: pluginhost results show";
            show(_printed <= MostShown ? kept : More);
        }
    }
}
