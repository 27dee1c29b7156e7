using System.Collections.Concurrent;
using System.Diagnostics;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Shells;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Size = PluginHost.Screens.Drawing.Size;

namespace PluginHost.Screens.Views;

/// <summary>Runs the screens on a terminal: keys become messages, messages become states, states are shown.</summary>
internal sealed class TerminalProgram : IDisposable
{
    // The library's loop looks for keys at every turn, and sleeps between its turns.
    private const ushort TurnsPerSecond = 125;

    // While nobody types it is held up until something happens; that there are messages is looked at this often.
    private static readonly TimeSpan AwakeFor = TimeSpan.FromSeconds(1), Glance = TimeSpan.FromMilliseconds(40),
        Rest = TimeSpan.FromMilliseconds(400);

    private readonly Look _look;
    private readonly bool _mouse;
    private readonly ConcurrentQueue<Message> _messages = [];
    private readonly Effects _effects;
    private Shell _shell;
    private Shell? _shown;
    private Size _size;
    private IApplication? _app;
    private MainWindow? _window;
    private long _typed = Stopwatch.GetTimestamp();
    private RunProgram? _program;
    private int? _code;
    private bool _isTaking, _hasBegun;

    private TerminalProgram(Shell shell, Look look, bool mouse)
    {
        (_shell, _look, _mouse) = (shell, look, mouse);
        _effects = new Effects(Post);
    }

    /// <summary>Shows the screens until they quit.</summary>
    /// <returns>The program's exit code.</returns>
    public static int Run(Shell shell, Look look, bool mouse)
    {
        using var program = new TerminalProgram(shell, look, mouse);
        using var end = new TerminalEnd(code => program.Post(new Ending(code)));
        try
        {
            do
            {
                program.RunWindow();
            }
            while (program._code is null);

            return program._code.Value;
        }
        finally
        {
            end.Restore();
        }
    }

    public void Dispose() => _effects.Dispose();

    /// <summary>The window, until the program ends or another one gets the terminal.</summary>
    private void RunWindow()
    {
        Driver.SizeDetection = SizeDetectionMode.Polling;
        Driver.Force16Colors = _look.Level == ColourLevel.Sixteen;
        Application.MaximumIterationsPerSecond = TurnsPerSecond;
        using (var app = Application.Create())
        {
            app.Init(DriverRegistry.Names.ANSI);
            if (app.Driver is { } driver)
            {
                driver.Force16Colors = _look.Level == ColourLevel.Sixteen;
            }

            _look.Apply();
            using var window = new MainWindow(_look, Take);
            app.Keyboard.KeyDown += (_, key) =>
            {
                _typed = Stopwatch.GetTimestamp();
                window.Press(key);
            };
            app.Mouse.MouseEvent += (_, mouse) =>
            {
                _typed = Stopwatch.GetTimestamp();
                window.Point(mouse);
            };
            app.Iteration += (_, _) => Turn();
            // What the screens read is begun when they are seen: reading takes the processors that the first frame
            // needs.
            app.LayoutAndDrawComplete += (_, _) => Begin();
            (_app, _window, _shown) = (app, window, null);
            LeaveMouse();
            Turn();
            app.Run(window);
            (_app, _window) = (null, null);
        }

        if (_program is { } program)
        {
            _program = null;
            Post(program.Ended(TerminalEnd.RunOnTerminal(program.Command)));
        }
    }

    /// <summary>Terminal.Gui always takes the mouse: it is given back where it shall be the terminal's.</summary>
    private void LeaveMouse()
    {
        if (!_mouse)
        {
            _app?.Driver?.WriteRaw(TerminalEnd.MouseOff);
        }
    }

    private void Begin()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            Post(new Opened());
        }
    }

    /// <summary>Called from any thread.</summary>
    private void Post(Message message) => _messages.Enqueue(message);

    /// <summary>A turn of the library's loop: what came meanwhile becomes one state, and that is shown.</summary>
    private void Turn()
    {
        if (_app?.Driver is not { } driver)
        {
            return;
        }

        AwaitSomething();
        // 2.5.0 never takes the mark away by itself, and writes the cursor anew at every turn.
        driver.SetCursorNeedsUpdate(false);
        var size = new Size(driver.Cols, driver.Rows);
        if (size != _size)
        {
            _size = size;
            _shown = null;
            Take(new Resized(MainWindow.RoomOf(size)));
        }

        while (_code is null && _messages.TryDequeue(out var message))
        {
            Take(message);
        }

        Show();
    }

    /// <summary>Holds the loop up while nothing happens: turns cost time, also when there is nothing to do.</summary>
    private void AwaitSomething()
    {
        long begun = Stopwatch.GetTimestamp();
        while (NothingHappens() && Stopwatch.GetElapsedTime(begun) < Rest)
        {
            if (TerminalInput.Await(Glance))
            {
                _typed = Stopwatch.GetTimestamp();
            }
        }
    }

    private bool NothingHappens() =>
        _messages.IsEmpty && ReferenceEquals(_shell, _shown) && Stopwatch.GetElapsedTime(_typed) > AwakeFor;

    private void Show()
    {
        if (!ReferenceEquals(_shell, _shown) && _window is not null && _code is null)
        {
            _shown = _shell;
            _window.Show(_shell, _size);
        }
    }

    private void Take(Message message)
    {
        if (_isTaking)
        {
            // A view that is being shown tells of itself: after the state that it shows.
            Post(message);
            return;
        }

        _isTaking = true;
        var step = _shell.Do(message);
        _shell = (Shell)step.Screen;
        foreach (var effect in step.Effects)
        {
            Do(effect);
        }

        _isTaking = false;
        if (message is Ending ending)
        {
            Quit(ending.Code);
        }
        else if (message is not Resized)
        {
            Show();
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
            case CancelWork cancel:
                _effects.Cancel(cancel.Work);
                break;
            case Copy copy:
                _app?.Driver?.WriteRaw(Effects.CopyCode(copy.Text));
                Post(new Noticed($"copied {copy.What}", Drawing.Status.Ok));
                break;
            case Notify:
                // The shell has it in its state.
                break;
            case ChangeTheme theme:
                string? name = _window?.ChangeTheme(theme.Name);
                string names = string.Join(", ", ShellActions.ThemeNames);
                Post(name is null
                    ? new Noticed($"there is no theme '{theme.Name}'; there are {names}", Drawing.Status.Failed)
                    : new Noticed($"theme {name}", Drawing.Status.Ok));
                break;
            case Redraw:
                _app?.LayoutAndDraw(forceRedraw: true);
                break;
            case Suspend:
                _app?.Driver?.Suspend();
                LeaveMouse();
                _app?.LayoutAndDraw(forceRedraw: true);
                break;
            case RunProgram program:
                _program = program;
                _app?.RequestStop();
                break;
            case Quit quit:
                Quit(quit.Code);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(effect), effect, "not an effect that the loop knows");
        }
    }

    private void Quit(int code)
    {
        _code ??= code;
        _app?.RequestStop();
    }
}
