using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Loop;

/// <summary>
/// A screen: an immutable state. It is told of everything by messages, answers with its next state and with effects,
/// which are data, and says what it shows as data too; so it is tested without a terminal. Nothing of it may wait for
/// anything: what takes longer than a frame is an effect.
/// </summary>
/// <remarks>
/// Messages that every screen may get: <see cref="Opened"/> once, before anything else; <see cref="Resized"/>, before
/// it is first drawn and whenever the size changes; <see cref="ActionCalled"/>, by key, menu, palette or linear
/// command; while it has a field, <see cref="TextTyped"/>; <see cref="PartClicked"/>, <see cref="PartWheeled"/>,
/// <see cref="PartScrolled"/>; in dialogs <see cref="OptionChosen"/>; what its own effects bring back;
/// <see cref="WorkFailed"/> and <see cref="WorkCancelled"/>. It leaves those that it does not know without a change:
/// <c>Step.Stay(this)</c>.
/// </remarks>
internal interface IScreen
{
    /// <summary>The name on its tab.</summary>
    string Title { get; }

    /// <summary>What it can do now. May change with its state; those that matter most come first.</summary>
    ImmutableArray<KeyAction> Actions { get; }

    /// <summary>
    /// The field that characters are typed into, and do not go through the key table; null for none. Its line is taken
    /// by the action <see cref="TypingActions.Accept"/> and left by <see cref="TypingActions.Cancel"/>.
    /// </summary>
    string? Field { get; }

    /// <summary>
    /// What is lost when the program ends now, such as <c>3 results are marked</c>; null for nothing.
    /// </summary>
    string? Lost => null;

    /// <summary>What is asked over the screen; null for nothing.</summary>
    Dialog? Dialog => null;

    /// <summary>What follows from a message.</summary>
    Step Do(Message message);

    /// <summary>What it shows, and where.</summary>
    /// <param name="room">How much room there is: what the last <see cref="Resized"/> said.</param>
    /// <param name="symbols">The signs that may be used.</param>
    IReadOnlyList<Part> Parts(Size room, Symbols symbols);

    /// <summary>
    /// Its content as lines that are appended and read aloud: no boxes, no columns, <c>column: value</c> rows, choices
    /// numbered so that <c>open 3</c> takes one.
    /// </summary>
    IEnumerable<string> Linear();
}

/// <summary>What follows from a message: the next state, and what is to be done outside.</summary>
/// <param name="Screen">The next state; the same object when nothing changed, and then nothing is drawn.</param>
/// <param name="Effects">What is to be done, in this order.</param>
internal sealed record Step(IScreen Screen, ImmutableArray<Effect> Effects)
{
    /// <summary>The next state, with effects.</summary>
    public static Step To(IScreen screen, params ReadOnlySpan<Effect> effects) => new(screen, [.. effects]);

    /// <summary>Nothing changes.</summary>
    public static Step Stay(IScreen screen) => new(screen, []);
}
