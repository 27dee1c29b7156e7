using PluginHost.Screens.Drawing;


namespace PluginHost.Screens.Loop;

/// <summary>What a screen is told. Screens add their own, which their effects bring back.</summary>
internal abstract record Message;

/// <summary>The screen is about to be shown for the first time: the moment to load.</summary>
internal sealed record Opened : Message;

/// <summary>The room that the screen is drawn in.</summary>
internal sealed record Resized(Size Size) : Message;

/// <summary>An action of the key table was called.</summary>
/// <param name="Id">Which.</param>
/// <param name="Argument">What was typed behind it in the palette or in the linear mode; null by key.</param>
internal sealed record ActionCalled(string Id, string? Argument = null) : Message;

/// <summary>What stands in a line that is typed has changed, by keys, by the mouse or by pasting.</summary>
/// <param name="Id">The field's.</param>
/// <param name="Text">All of it.</param>
/// <param name="Cursor">Where the next character comes, in UTF-16 units.</param>
internal sealed record TextTyped(string Id, string Text, int Cursor) : Message;

/// <summary>The mouse was pressed on a line or a cell.</summary>
/// <param name="Id">The part's.</param>
/// <param name="Row">Which row or line, from 0; −1 for the heads.</param>
/// <param name="Column">Which of the columns that are seen, from 0; 0 where there are none.</param>
/// <param name="IsDouble">Whether it was pressed twice.</param>
internal sealed record PartClicked(string Id, int Row, int Column, bool IsDouble) : Message;

/// <summary>The wheel was turned over a part.</summary>
/// <param name="Id">The part's.</param>
/// <param name="Lines">By how many lines; less than 0 upwards.</param>
internal sealed record PartWheeled(string Id, int Lines) : Message;

/// <summary>A scroll bar was moved.</summary>
/// <param name="Id">The part's.</param>
/// <param name="Top">The line that shall be seen first.</param>
internal sealed record PartScrolled(string Id, int Top) : Message;

/// <summary>An option of a dialog was chosen, or its check was changed.</summary>
/// <param name="Id">The item's.</param>
/// <param name="Index">Which option.</param>
internal sealed record OptionChosen(string Id, int Index) : Message;

/// <summary>The user cancelled what a <see cref="Background"/> did; its answer never comes.</summary>
/// <param name="Work">Its name.</param>
internal sealed record WorkCancelled(string Work) : Message;

/// <summary>Work takes so long that the user is told; for the shell.</summary>
internal sealed record WorkIsSlow(string Work, string Says, bool IsChange = false) : Message;

/// <summary>Work that the user was told of has ended; for the shell.</summary>
internal sealed record WorkHasEnded(string Work) : Message;

/// <summary>What a <see cref="Background"/> or a <see cref="WriteFile"/> did went wrong.</summary>
/// <param name="Work">Its name.</param>
/// <param name="Error">What happened.</param>
internal sealed record WorkFailed(string Work, Exception Error) : Message;

/// <summary>
/// The program was asked to end from outside, such as by SIGTERM; <see cref="Quit"/> follows by itself.
/// </summary>
internal sealed record Ending(int Code) : Message;

/// <summary>Something for the user was done, or went wrong, outside of the screens; the shell shows it.</summary>
internal sealed record Noticed(string Text, Status Status) : Message;

/// <summary>A line of the command palette or of the linear mode: an action's id, and what follows it.</summary>
internal sealed record CommandTyped(string Text) : Message;
