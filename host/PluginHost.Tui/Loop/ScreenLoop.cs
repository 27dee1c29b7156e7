using System.Collections.Concurrent;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;
using PluginHost.Tui.Terminals;

namespace PluginHost.Tui.Loop;

/// <summary>
/// Runs a screen on a terminal: bytes become messages, messages become states, and what changed is drawn. One thread reads,
/// one thinks and draws, effects have their own.
/// </summary>
public sealed class ScreenLoop : IDisposable
{
    // Terminals send a sequence at once; an escape alone for so long is the key.
    private static readonly TimeSpan EscapeWait = TimeSpan.FromMilliseconds(50);

    // Not every change of the size is told, for example through some multiplexers.
    private static readonly TimeSpan SizePoll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan StopWait = TimeSpan.FromSeconds(1);
    private static readonly Size Smallest = new(40, 8);

    private readonly ITerminal _terminal;
    private readonly Look _look;
    private readonly BlockingCollection<Message> _messages = [];
    private readonly ManualResetEventSlim _continued = new();
    private readonly Effects _effects;
    private readonly AnsiFrames _ansi;
    private IScreen _screen;
    private IScreen? _drawn;
    private Frame? _shown;
    private Size _size;
    private int? _code;
    private volatile bool _isClosed;

    private ScreenLoop(ITerminal terminal, IScreen screen, Look look)
    {
        _terminal = terminal;
        _screen = screen;
        _look = look;
        _ansi = new AnsiFrames(look.Level);
        _effects = new Effects(Post);
    }

    /// <summary>What the loop tells itself.</summary>
    private sealed record SizeChanged : Message;

    private sealed record Continued : Message;

    private sealed record Typed(IReadOnlyList<TerminalInput> Inputs) : Message;

    /// <summary>Shows the screen until it quits.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="screen">The first state; usually a shell that holds others.</param>
    /// <param name="look">Signs and styles.</param>
    /// <returns>The program's exit code.</returns>
    public static int Run(ITerminal terminal, IScreen screen, Look look)
    {
        ArgumentNullException.ThrowIfNull(terminal);
        ArgumentNullException.ThrowIfNull(look);
        using var loop = new ScreenLoop(terminal, screen, look);
        using var signals = new TerminalSignals(
            terminal, code => loop.Post(new Ending(code)), () => loop.Post(new SizeChanged()), loop.OnContinue);
        try
        {
            terminal.Enter();
            return loop.Run();
        }
        finally
        {
            loop._isClosed = true;
            terminal.Leave();
            signals.Ended();
        }
    }

    /// <summary>Cancels what still runs in the background.</summary>
    public void Dispose() => _effects.Dispose();

    private int Run()
    {
        new Thread(ReadInput) { IsBackground = true, Name = "terminal input" }.Start();
        Take(new Opened());
        while (_code is null)
        {
            CheckSize();
            Draw();
            if (_messages.TryTake(out var message, SizePoll))
            {
                Take(message);
                // All that came meanwhile is one frame.
                while (_code is null && _messages.TryTake(out message))
                {
                    Take(message);
                }
            }
        }

        return _code.Value;
    }

    private void Post(Message message)
    {
        if (!_isClosed)
        {
            _messages.Add(message);
        }
    }

    private void OnContinue()
    {
        _continued.Set();
        Post(new Continued());
    }

    private void Take(Message message)
    {
        switch (message)
        {
            case SizeChanged:
                break;
            case Continued:
                _terminal.Enter();
                _shown = null;
                break;
            case Typed typed:
                foreach (var input in typed.Inputs)
                {
                    Do(MessageOf(input));
                }

                break;
            case Ending ending:
                Do(message);
                _code ??= ending.Code;
                break;
            default:
                Do(message);
                break;
        }
    }

    private static Message MessageOf(TerminalInput input) => input switch
    {
        KeyInput key => new KeyTyped(key.Key),
        PasteInput paste => new Pasted(paste.Text),
        MouseInput mouse => new Clicked(mouse),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "not an input"),
    };

    private void Do(Message message)
    {
        var step = _screen.Do(message);
        _screen = step.Screen;
        foreach (var effect in step.Effects)
        {
            Do(effect);
        }
    }

    private void Do(Effect effect)
    {
        switch (effect)
        {
            case Background work:
                _effects.Start(work);
                break;
            case After after:
                _effects.Start(after);
                break;
            case WriteFile file:
                _effects.Start(file.AsWork());
                break;
            case Copy copy:
                _terminal.Write(Effects.CopyCode(copy.Text));
                Do(new Noticed($"copied {copy.What}", Status.Ok));
                break;
            case Notify:
                // The screen has it in its state, and draws it.
                break;
            case Redraw:
                _shown = null;
                break;
            case Suspend:
                _continued.Reset();
                _terminal.Stop();
                // Where nothing could continue the program, the system does not stop it either.
                _continued.Wait(StopWait);
                Take(new Continued());
                break;
            case Quit quit:
                _code ??= quit.Code;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "not an effect that the loop knows");
        }
    }

    private void CheckSize()
    {
        var size = _terminal.Size;
        if (size != _size)
        {
            _size = size;
            _shown = null;
            Do(new Resized(size));
        }
    }

    private void Draw()
    {
        if (ReferenceEquals(_screen, _drawn) && _shown is not null)
        {
            return;
        }

        var next = Frame.Of(_size.Width < Smallest.Width || _size.Height < Smallest.Height ? TooSmall() : _screen.Draw(_size, _look), _size);
        string codes = _ansi.Difference(_shown, next);
        if (codes.Length > 0)
        {
            _terminal.Write(codes);
        }

        _shown = next;
        _drawn = _screen;
    }

    private List<Line> TooSmall() =>
        [.. Compose.Wrap($"The window is too small: {_size.Width} x {_size.Height}; make it {Smallest.Width} x {Smallest.Height} or larger.", Math.Max(1, _size.Width))];

    private void ReadInput()
    {
        var decoder = new InputDecoder();
        Span<byte> buffer = stackalloc byte[4096];
        while (!_isClosed)
        {
            int count = _terminal.Read(buffer, decoder.IsWaiting ? EscapeWait : SizePoll);
            if (count < 0)
            {
                // The terminal is gone.
                Post(new Ending(128 + 1));
                return;
            }

            var inputs = count > 0 ? decoder.Feed(buffer[..count]) : decoder.IsWaiting ? decoder.Flush() : [];
            if (inputs.Count > 0)
            {
                Post(new Typed(inputs));
            }
        }
    }
}
