using System.Text;

namespace PluginHost.Tui.Loop;

/// <summary>Does effects: in the background, so that the loop waits for none of them.</summary>
/// <param name="post">Takes what they bring back; called from any thread.</param>
internal sealed class Effects(Action<Message> post) : IDisposable
{
    private readonly Dictionary<string, CancellationTokenSource> _works = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Timer> _timers = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private bool _isClosed;

    public void Start(Background work)
    {
        CancellationTokenSource own;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_works.Remove(work.Name, out var older))
            {
                older.Cancel();
            }

            _works[work.Name] = own = new CancellationTokenSource();
        }

        _ = Task.Factory.StartNew(() => Work(work, own), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    public void Start(After after)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            if (_timers.Remove(after.Name, out var older))
            {
                older.Dispose();
            }

            _timers[after.Name] = new Timer(_ => post(after.Message), null, after.Delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Writes a file beside and renames it.</summary>
    public static void Write(WriteFile file)
    {
        string path = Path.GetFullPath(file.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        string partial = path + ".partial";
        File.WriteAllText(partial, file.Text(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(partial, path, overwrite: true);
    }

    /// <summary>The codes that put a text into the terminal's clipboard.</summary>
    public static string CopyCode(string text) => $"\e]52;c;{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}\a";

    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (var work in _works.Values)
            {
                work.Cancel();
            }

            foreach (var timer in _timers.Values)
            {
                timer.Dispose();
            }
        }
    }

    private void Work(Background work, CancellationTokenSource own)
    {
        Message? message;
        try
        {
            message = work.Work(own.Token);
        }
        catch (OperationCanceledException) when (own.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            message = new WorkFailed(work.Name, error);
        }

        lock (_gate)
        {
            if (own.IsCancellationRequested)
            {
                return;
            }

            if (_works.TryGetValue(work.Name, out var current) && current == own)
            {
                _works.Remove(work.Name);
            }
        }

        if (message is not null)
        {
            post(work.Answer(message));
        }
    }
}
