using System.Collections.Immutable;
using PluginHost.Tui.Drawing;
using PluginHost.Tui.Keys;

namespace PluginHost.Screens.Results;

/// <summary>Something that is opened over the list: lines that can be scrolled, exported and copied.</summary>
internal abstract record Pane
{
    private const int SideStep = 8;

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    /// <summary>The first line that is seen.</summary>
    public int Top { get; init; }

    /// <summary>The first column that is seen.</summary>
    public int Left { get; init; }

    public virtual ImmutableArray<KeyAction> Actions => ResultsActions.OfPane;

    /// <summary>All lines.</summary>
    public abstract IReadOnlyList<Line> Lines(int width, Look look);

    /// <summary>The same as text, in the form that a file's ending asks for.</summary>
    public abstract string Export(string format);

    public abstract IEnumerable<string> Linear();

    /// <summary>Scrolls; null for an action that is none of scrolling.</summary>
    public virtual Pane? Scroll(string action, Size room)
    {
        int count = Lines(room.Width, Measuring).Count, page = Math.Max(1, room.Height - 2), last = Math.Max(0, count - (room.Height - 1));
        int? top = action switch
        {
            ResultsActions.Down => Top + 1,
            ResultsActions.Up => Top - 1,
            ResultsActions.Next => Top + page,
            ResultsActions.Previous => Top - page,
            ResultsActions.Top => 0,
            ResultsActions.Bottom => last,
            _ => null,
        };
        return top is { } line ? this with { Top = Math.Clamp(line, 0, last) } : action switch
        {
            ResultsActions.Right => this with { Left = Left + SideStep },
            ResultsActions.Left => this with { Left = Math.Max(0, Left - SideStep) },
            _ => null,
        };
    }

    public IReadOnlyList<Line> Draw(Size room, Look look)
    {
        var lines = Lines(room.Width, look);
        int height = room.Height - 1;
        string place = lines.Count > height ? $" lines {Top + 1} to {Math.Min(lines.Count, Top + height)} of {lines.Count}" : "";
        return
        [
            Line.Of(Title, look.Head).Fit(Math.Max(0, room.Width - place.Length), look) + Line.Of(place, look.Dim),
            .. lines.Skip(Top).Take(height).Select(line => Left == 0 ? line : line.Slice(Left, room.Width)),
        ];
    }

    /// <summary>For counting lines.</summary>
    protected static Look Measuring { get; } = new(ColourLevel.None, Symbols.Unicode);
}
