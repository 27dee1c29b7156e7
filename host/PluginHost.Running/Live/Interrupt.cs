using System.Runtime.InteropServices;

namespace PluginHost.Running.Live;

/// <summary>
/// Turns Ctrl-C, SIGTERM and the hangup of the terminal into a request to stop after the current step. The second
/// Ctrl-C or SIGTERM is left to the system, which ends the program at once; a hangup often comes twice, and asks once.
/// </summary>
public sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Action _onStop;
    private readonly Action _onKill;
    private readonly IReadOnlyList<int> _terminal = Processes.OutputsOnTerminal();
    private readonly PosixSignalRegistration[] _signals;

    /// <param name="onStop">Tells the user that the program is about to stop.</param>
    /// <param name="onKill">Puts the terminal back in order before the system ends the program.</param>
    public Interrupt(Action onStop, Action onKill)
    {
        _onStop = onStop;
        _onKill = onKill;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, HangUp),
        ];
    }

    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _stop.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_stop.IsCancellationRequested)
        {
            _onKill();
            return;
        }

        context.Cancel = true;
        _onStop();
        _stop.Cancel();
    }

    private void HangUp(PosixSignalContext context)
    {
        context.Cancel = true;

        // Every line that is printed from now on would be an error.
        Processes.Silence(_terminal);
        if (!_stop.IsCancellationRequested)
        {
            _onStop();
            _stop.Cancel();
        }
    }
}
