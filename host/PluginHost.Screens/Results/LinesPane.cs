using System.Globalization;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Loop;
using PluginHost.Screens.Parts;

namespace PluginHost.Screens.Results;

/// <summary>A pane of lines of text.</summary>
internal abstract record LinesPane : Pane
{
    private const int SideStep = 8;

    /// <summary>The first line that is seen.</summary>
    public int Top { get; init; }

    /// <summary>The first column that is seen.</summary>
    public int Left { get; init; }

    /// <summary>All lines.</summary>
    public abstract IReadOnlyList<Line> Lines(int width, Symbols symbols);

    public override IReadOnlyList<Part> Parts(Size room, Symbols symbols)
    {
        var area = Area.Of(room).Below(1);
        var lines = Lines(room.Width - 1, symbols);
        int last = Math.Min(lines.Count, Top + area.Height);
        string place = lines.Count > area.Height
            ? string.Create(CultureInfo.InvariantCulture, $"lines {Top + 1:N0} to {last:N0} of {lines.Count:N0}")
            : "";
        return [Head(room, place, symbols), new TextPart(Body, area, lines) { Top = Top, Left = Left }];
    }

    public override Pane? Move(string action, Size room)
    {
        int page = Math.Max(1, room.Height - 2);
        return action switch
        {
            ResultsActions.Down => To(Top + 1, room),
            ResultsActions.Up => To(Top - 1, room),
            ResultsActions.Next => To(Top + page, room),
            ResultsActions.Previous => To(Top - page, room),
            ResultsActions.Top => To(0, room),
            ResultsActions.Bottom => To(int.MaxValue, room),
            ResultsActions.Right => this with { Left = Left + SideStep },
            ResultsActions.Left => this with { Left = Math.Max(0, Left - SideStep) },
            _ => null,
        };
    }

    public override Pane? Take(Message message, Size room) => message switch
    {
        PartWheeled wheeled => To(Top + wheeled.Lines, room),
        PartScrolled scrolled => To(scrolled.Top, room),
        _ => null,
    };

    private LinesPane To(int top, Size room)
    {
        // How many lines there are does not depend on the signs.
        int count = Lines(room.Width - 1, Symbols.Unicode).Count;
        return this with { Top = Math.Clamp(top, 0, Math.Max(0, count - (room.Height - 1))) };
    }
}
