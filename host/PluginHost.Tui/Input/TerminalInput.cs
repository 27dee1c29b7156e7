namespace PluginHost.Tui.Input;

/// <summary>What a terminal sends.</summary>
public abstract record TerminalInput;

/// <summary>A key.</summary>
public sealed record KeyInput(Key Key) : TerminalInput;

/// <summary>A text that was pasted; never read as keys.</summary>
public sealed record PasteInput(string Text) : TerminalInput;

/// <summary>What the mouse did.</summary>
public enum MouseAction
{
    Press,
    Release,
    Move,
    WheelUp,
    WheelDown,
}

/// <summary>The mouse.</summary>
/// <param name="Action">What it did.</param>
/// <param name="Button">0 left, 1 middle, 2 right.</param>
/// <param name="X">The column, from 0.</param>
/// <param name="Y">The line, from 0.</param>
public sealed record MouseInput(MouseAction Action, int Button, int X, int Y) : TerminalInput;
