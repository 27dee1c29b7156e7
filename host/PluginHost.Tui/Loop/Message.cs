using PluginHost.Tui.Drawing;
using PluginHost.Tui.Input;

namespace PluginHost.Tui.Loop;

/// <summary>What a screen is told. Screens add their own, which their effects bring back.</summary>
public abstract record Message;

/// <summary>The screen is about to be shown for the first time: the moment to load.</summary>
public sealed record Opened : Message;

/// <summary>The room that the screen is drawn in.</summary>
public sealed record Resized(Size Size) : Message;

/// <summary>An action of the key table was called.</summary>
/// <param name="Id">Which.</param>
/// <param name="Argument">What was typed behind it in the palette or in the linear mode; null by key.</param>
public sealed record ActionCalled(string Id, string? Argument = null) : Message;

/// <summary>A key, while the screen takes text; see <see cref="TextField.Press"/>.</summary>
public sealed record KeyTyped(Key Key) : Message;

/// <summary>A text was pasted, while the screen takes text.</summary>
public sealed record Pasted(string Text) : Message;

/// <summary>The mouse, in columns and lines of the screen's own room.</summary>
public sealed record Clicked(MouseInput Mouse) : Message;

/// <summary>What a <see cref="Background"/> or a <see cref="WriteFile"/> did went wrong.</summary>
/// <param name="Work">Its name.</param>
/// <param name="Error">What happened.</param>
public sealed record WorkFailed(string Work, Exception Error) : Message;

/// <summary>The program was asked to end from outside, such as by SIGTERM; <see cref="Quit"/> follows by itself.</summary>
public sealed record Ending(int Code) : Message;

/// <summary>Something for the user was done, or went wrong, outside of the screens; the shell shows it.</summary>
public sealed record Noticed(string Text, Status Status) : Message;

/// <summary>A line of the command palette or of the linear mode: an action's id, and what follows it.</summary>
public sealed record CommandTyped(string Text) : Message;
