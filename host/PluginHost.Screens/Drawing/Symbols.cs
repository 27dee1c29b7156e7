namespace PluginHost.Screens.Drawing;

/// <summary>Signs that are no letters: of Unicode, or of ASCII alone.</summary>
internal sealed record Symbols
{
    /// <summary>Lines, arrows, ticks and blocks of Unicode.</summary>
    public static Symbols Unicode { get; } = new();

    /// <summary>For terminals and fonts that have nothing but ASCII.</summary>
    public static Symbols Ascii { get; } = new()
    {
        IsAscii = true,
        Ellipsis = "~",
        Missing = "-",
        PlusMinus = "+-",
        Ok = "+",
        Failed = "x",
        Running = "*",
        Waiting = ".",
        Stopped = "o",
        Warning = "!",
        Mark = "*",
        Pin = "!",
        Ascending = "^",
        Descending = "v",
        Cursor = ">",
        Separator = "|",
        Horizontal = "-",
        Vertical = "|",
        Corners = "++++",
        Bar = "#",
        BarRest = ".",
        Levels = " .:-=+*#",
        Further = ">",
        Back = "<",
        Up = "up",
        Down = "down",
        Left = "left",
        Right = "right",
    };

    /// <summary>A status: sign and word, so that colour adds nothing but speed.</summary>
    /// <param name="status">Which.</param>
    /// <param name="word">Another word than the status's own.</param>
    public Line Say(Status status, string? word = null)
    {
        var (sign, tone) = status switch
        {
            Status.Ok => (Ok, Tone.Good),
            Status.Failed => (Failed, Tone.Bad),
            Status.Running => (Running, Tone.Busy),
            Status.Waiting => (Waiting, Tone.Dim),
            Status.Stopped => (Stopped, Tone.Dim),
            Status.Warning => (Warning, Tone.Warn),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status"),
        };
        return Line.Of($"{sign} {word ?? status.ToString().ToLowerInvariant()}", tone);
    }

    public bool IsAscii { get; private init; }

    /// <summary>Something was cut off here; one cell.</summary>
    public string Ellipsis { get; private init; } = "…";

    /// <summary>There is no value.</summary>
    public string Missing { get; private init; } = "–";

    public string PlusMinus { get; private init; } = "±";

    public string Ok { get; private init; } = "✓";

    public string Failed { get; private init; } = "✗";

    public string Running { get; private init; } = "▸";

    public string Waiting { get; private init; } = "·";

    public string Stopped { get; private init; } = "■";

    public string Warning { get; private init; } = "!";

    /// <summary>A marked row.</summary>
    public string Mark { get; private init; } = "●";

    /// <summary>A pinned column.</summary>
    public string Pin { get; private init; } = "▪";

    public string Ascending { get; private init; } = "▲";

    public string Descending { get; private init; } = "▼";

    /// <summary>The current line of a list.</summary>
    public string Cursor { get; private init; } = "❯";

    /// <summary>Between two things on a line.</summary>
    public string Separator { get; private init; } = "│";

    public string Horizontal { get; private init; } = "─";

    public string Vertical { get; private init; } = "│";

    /// <summary>Of a box: top left, top right, bottom left, bottom right.</summary>
    public string Corners { get; private init; } = "┌┐└┘";

    /// <summary>The done part of a progress bar.</summary>
    public string Bar { get; private init; } = "█";

    /// <summary>The open part of a progress bar.</summary>
    public string BarRest { get; private init; } = "░";

    /// <summary>Signs of growing height, from nothing to full.</summary>
    public string Levels { get; private init; } = " ▁▂▃▄▅▆▇█";

    /// <summary>There is more at the right.</summary>
    public string Further { get; private init; } = "→";

    /// <summary>There is more at the left.</summary>
    public string Back { get; private init; } = "←";

    /// <summary>The arrow keys, as help names them.</summary>
    public string Up { get; private init; } = "↑";

    public string Down { get; private init; } = "↓";

    public string Left { get; private init; } = "←";

    public string Right { get; private init; } = "→";
}
