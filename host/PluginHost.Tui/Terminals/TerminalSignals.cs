using System.Runtime.InteropServices;

namespace PluginHost.Tui.Terminals;

/// <summary>What the system tells a program on a terminal.</summary>
internal sealed class TerminalSignals : IDisposable
{
    // The loop gets so long to end by itself; then the terminal is put back and the system ends the program.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly ManualResetEventSlim _ended = new();

    /// <param name="terminal">Is put back in order before the program stops or ends.</param>
    /// <param name="onEnd">Asks the loop to end with a code.</param>
    /// <param name="onResize">The size changed.</param>
    /// <param name="onContinue">The user continued the program.</param>
    public TerminalSignals(ITerminal terminal, Action<int> onEnd, Action onResize, Action onContinue)
    {
        foreach (var (signal, number) in new[] { (PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15), (PosixSignal.SIGHUP, 1), (PosixSignal.SIGQUIT, 3) })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, context =>
            {
                onEnd(128 + number);
                context.Cancel = _ended.Wait(Grace);
                terminal.Leave();
            }));
        }

        if (!OperatingSystem.IsWindows())
        {
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => onResize()));
            _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => onContinue()));
            // SIGTSTP is left alone: with a handler of its own, the runtime no longer stops the program.
        }
    }

    /// <summary>The loop has ended: the program ends by itself.</summary>
    public void Ended() => _ended.Set();

    public void Dispose()
    {
        Ended();
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }
}
