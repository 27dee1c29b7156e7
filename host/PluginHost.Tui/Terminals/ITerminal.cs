using PluginHost.Tui.Drawing;

namespace PluginHost.Tui.Terminals;

/// <summary>A terminal that whole screens are drawn on: the one that the program was started in, or a test's.</summary>
public interface ITerminal
{
    /// <summary>How large it is now.</summary>
    Size Size { get; }

    /// <summary>Sends codes and text.</summary>
    void Write(string text);

    /// <summary>Takes the terminal: raw keys, the other screen, no cursor.</summary>
    void Enter();

    /// <summary>Puts everything back as it was. May be called more than once, and from any thread.</summary>
    void Leave();

    /// <summary>Waits for bytes.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="timeout">How long at most.</param>
    /// <returns>How many came; 0 when none did in time; -1 when none will ever come again.</returns>
    int Read(Span<byte> buffer, TimeSpan timeout);

    /// <summary>Stops the process until the user continues it, as Ctrl-Z does.</summary>
    void Stop();
}
