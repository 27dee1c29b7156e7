using System.Collections.Immutable;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Parts;

/// <summary>
/// A question over a screen. Its buttons are the screen's actions that have a hint, so that keys, buttons and linear
/// commands are the same ones.
/// </summary>
/// <param name="Title">Stands in its edge.</param>
/// <param name="Items">What is asked, from above.</param>
internal sealed record Dialog(string Title, params ImmutableArray<DialogItem> Items);

/// <summary>Something in a dialog.</summary>
internal abstract record DialogItem;

/// <summary>Text, wrapped to the dialog's width.</summary>
internal sealed record DialogText(string Text, Tone Tone = Tone.Text) : DialogItem;

/// <summary>A line that is typed, and below it what it may become.</summary>
/// <param name="Id">For <c>TextTyped</c>.</param>
/// <param name="Label">Stands before it.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Cursor">Where the next character comes, in UTF-16 units.</param>
internal sealed record DialogField(string Id, string Label, string Text, int Cursor) : DialogItem;

/// <summary>A list of lines, one of them chosen; clicks come back as <c>PartClicked</c>.</summary>
/// <param name="Id">For messages.</param>
/// <param name="Lines">All of them.</param>
/// <param name="Selected">The chosen one; −1 for none.</param>
/// <param name="Most">How many are seen at a time.</param>
internal sealed record DialogList(string Id, IReadOnlyList<Line> Lines, int Selected, int Most) : DialogItem;

/// <summary>One of several, all of them seen. A choice comes back as <c>OptionChosen</c>.</summary>
internal sealed record DialogOptions(string Id, ImmutableArray<string> Options, int Selected) : DialogItem;

/// <summary>Any of several. A change comes back as <c>OptionChosen</c>, once for each.</summary>
internal sealed record DialogChecks(
    string Id, ImmutableArray<string> Options, ImmutableHashSet<int> Checked) : DialogItem;
