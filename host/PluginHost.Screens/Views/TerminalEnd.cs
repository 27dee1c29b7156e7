using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PluginHost.Screens.Views;

/// <summary>
/// Puts the terminal back on every way out: quitting, signals, an exception on any thread, a window that was closed.
/// </summary>
internal sealed class TerminalEnd : IDisposable
{
    public const string MouseOff = "\e[?1003l\e[?1006l\e[?1015l\e[?1002l\e[?1000l";

    // The other screen, a hidden cursor, pasting in brackets, keys of the application, and what Kitty's keyboard is
    // asked for.
    private const string LeaveCodes = MouseOff + "\e[?2004l\e[0m\e[?25h\e[?1049l\e[?1l\e>";

    // The loop gets so long to end by itself. Where the terminal is gone it never does.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly (PosixSignal Signal, int Number)[] Signals =
    [
        (PosixSignal.SIGINT, 2),
        (PosixSignal.SIGTERM, 15),
        (PosixSignal.SIGHUP, 1),
        (PosixSignal.SIGQUIT, 3),
    ];

    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly ManualResetEventSlim _ended = new();
    private readonly Lock _gate = new();
    private readonly TerminalSettings? _settings = TerminalSettings.Read();
    private bool _isRestored;

    /// <param name="onEnd">Asks the loop to end with a code.</param>
    public TerminalEnd(Action<int> onEnd)
    {
        foreach (var (signal, number) in Signals)
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                onEnd(128 + number);
                if (!_ended.Wait(Grace))
                {
                    Restore();
                    Environment.Exit(128 + number);
                }
            }));
        }

        AppDomain.CurrentDomain.UnhandledException += OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>Puts the terminal back; once, from any thread.</summary>
    public void Restore()
    {
        lock (_gate)
        {
            if (_isRestored)
            {
                return;
            }

            _isRestored = true;
            Write(LeaveCodes);
            _settings?.Restore();
            _ended.Set();
        }
    }

    /// <summary>Runs another program on the terminal.</summary>
    /// <returns>Its exit code; <see cref="Loop.RunProgram.NotStarted"/> when it cannot be started.</returns>
    public static int RunOnTerminal(ImmutableArray<string> command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)));
            process?.WaitForExit();
            return process?.ExitCode ?? Loop.RunProgram.NotStarted;
        }
        catch (Exception error) when (error is IOException or System.ComponentModel.Win32Exception)
        {
            return Loop.RunProgram.NotStarted;
        }
    }

    public void Dispose()
    {
        Restore();
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandled;
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    private void OnUnhandled(object? sender, UnhandledExceptionEventArgs e) => Restore();

    private void OnExit(object? sender, EventArgs e) => Restore();

    private static void Write(string text)
    {
        try
        {
            var output = new SafeFileHandle(1, ownsHandle: false);
            using var stream = new FileStream(output, FileAccess.Write, bufferSize: 0);
            stream.Write(Encoding.ASCII.GetBytes(text));
        }
        catch (IOException)
        {
            // Nobody is left to tell when the terminal is gone.
        }
    }
}
