using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Keys;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Results;

/// <summary>Something that is opened over the list: it can be scrolled, exported and copied.</summary>
internal abstract record Pane
{
    /// <summary>The part that scrolls.</summary>
    protected const string Body = "pane";

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    public virtual ImmutableArray<KeyAction> Actions => ResultsActions.OfPane;

    public abstract IReadOnlyList<Part> Parts(Size room, Symbols symbols);

    /// <summary>The same as text, in the form that a file's ending asks for.</summary>
    public abstract string Export(string format);

    public abstract IEnumerable<string> Linear();

    /// <summary>With what is chosen in sight, when it is opened.</summary>
    public virtual Pane Settled(Size room) => this;

    /// <summary>Moved by an action; null for an action that does not move it.</summary>
    public abstract Pane? Move(string action, Size room);

    /// <summary>Moved by the mouse; null for what it does not know.</summary>
    public abstract Pane? Take(Message message, Size room);

    /// <summary>The heading, and at its right where the pane stands.</summary>
    protected TextPart Head(Size room, string place, Symbols symbols)
    {
        var title = Line.Of(Title, Tone.Head).Fit(Math.Max(0, room.Width - place.Length - 1), symbols);
        return new TextPart("title", Area.Of(room).Top(1), [title + Line.Of(" " + place, Tone.Dim)]);
    }
}
