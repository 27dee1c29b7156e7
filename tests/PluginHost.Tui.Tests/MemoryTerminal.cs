using System.Collections.Concurrent;
using System.Text;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Terminals;

namespace PluginHost.Tui.Tests;

/// <summary>A terminal in memory: what is typed is put in, and what is drawn is seen.</summary>
internal sealed class MemoryTerminal(Size size) : ITerminal
{
    private readonly BlockingCollection<byte[]> _typed = [];
    private readonly Lock _gate = new();
    private SmallTerminal _screen = new(size);

    public Size Size { get; private set; } = size;

    public int Entered { get; private set; }

    public bool IsEntered { get; private set; }

    public int Writes { get; private set; }

    public List<string> Other { get; } = [];

    public string Shown
    {
        get
        {
            lock (_gate)
            {
                return _screen.Text;
            }
        }
    }

    public void Type(string text) => _typed.Add(Encoding.UTF8.GetBytes(text));

    public void Close() => _typed.CompleteAdding();

    public void Resize(Size size)
    {
        lock (_gate)
        {
            Size = size;
            _screen = new SmallTerminal(size);
        }
    }

    public void Await(string text)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (!Shown.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"'{text}' never came; it shows:\n{Shown}");
            Thread.Sleep(5);
        }
    }

    public void Write(string text)
    {
        lock (_gate)
        {
            Writes++;
            if (text.StartsWith("\e]", StringComparison.Ordinal))
            {
                Other.Add(text);
            }
            else
            {
                _screen.Send(text);
            }
        }
    }

    public void Enter()
    {
        Entered++;
        IsEntered = true;
    }

    public void Leave() => IsEntered = false;

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        if (_typed.IsCompleted)
        {
            return -1;
        }

        if (!_typed.TryTake(out byte[]? bytes, timeout))
        {
            return 0;
        }

        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public void Stop() => Leave();
}
