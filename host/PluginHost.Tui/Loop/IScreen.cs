using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;

namespace PluginHost.Tui.Loop;

/// <summary>
/// A screen: an immutable state. It is told of everything by messages, answers with its next state and with effects, which
/// are data, and draws itself from its state alone; so it is tested without a terminal. Nothing of it may wait for anything:
/// what takes longer than a frame is an effect.
/// </summary>
/// <remarks>
/// Messages that every screen may get: <see cref="Opened"/> once, before anything else; <see cref="Resized"/>, before it is
/// first drawn and whenever the size changes; <see cref="ActionCalled"/>, by key, palette or linear command; while it takes
/// text, <see cref="KeyTyped"/> and <see cref="Pasted"/>; <see cref="Clicked"/>; what its own effects bring back; and
/// <see cref="WorkFailed"/>. It leaves those that it does not know without a change: <c>Step.Stay(this)</c>.
/// </remarks>
public interface IScreen
{
    /// <summary>The name on its tab.</summary>
    string Title { get; }

    /// <summary>What it can do now. May change with its state; those that matter most come first.</summary>
    ImmutableArray<KeyAction> Actions { get; }

    /// <summary>Whether keys go to it as text, and not through the key table.</summary>
    bool TakesText { get; }

    /// <summary>What follows from a message.</summary>
    Step Do(Message message);

    /// <summary>At most so many lines of at most that width; what goes beyond is cut off.</summary>
    IReadOnlyList<Line> Draw(Size size, Look look);

    /// <summary>
    /// Its content as lines that are appended and read aloud: no boxes, no columns, <c>column: value</c> rows, choices
    /// numbered so that <c>open 3</c> takes one.
    /// </summary>
    IEnumerable<string> Linear();
}

/// <summary>What follows from a message: the next state, and what is to be done outside.</summary>
/// <param name="Screen">The next state; the same object when nothing changed, and then nothing is drawn.</param>
/// <param name="Effects">What is to be done, in this order.</param>
public sealed record Step(IScreen Screen, ImmutableArray<Effect> Effects)
{
    /// <summary>The next state, with effects.</summary>
    public static Step To(IScreen screen, params ReadOnlySpan<Effect> effects) => new(screen, [.. effects]);

    /// <summary>Nothing changes.</summary>
    public static Step Stay(IScreen screen) => new(screen, []);
}
