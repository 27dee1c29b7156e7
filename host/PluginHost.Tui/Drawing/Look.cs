using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>What a state of things is called; always drawn as sign and word, so that colour adds nothing but speed.</summary>
public enum Status
{
    Ok,
    Failed,
    Running,
    Waiting,
    Stopped,
    Warning,
}

/// <summary>
/// Signs and styles. The colours are Okabe and Ito's, which people with any colour vision can tell apart; without colours,
/// bold, underlined and reversed are left.
/// </summary>
/// <param name="Level">How many colours there are.</param>
/// <param name="Symbols">The signs.</param>
public sealed record Look(ColourLevel Level, Symbols Symbols)
{
    // Okabe and Ito, Color Universal Design (2008); their black and yellow do not stand on every background.
    private static readonly Color Orange = new(230, 159, 0), Sky = new(86, 180, 233), Green = new(0, 158, 115),
        Blue = new(0, 114, 178), Vermilion = new(213, 94, 0), Purple = new(204, 121, 167), Yellow = new(240, 228, 66),
        Grey = new(138, 138, 138);

    private readonly Color[] _series = [Sky, Orange, Green, Purple, Vermilion, Yellow, Blue];

    /// <summary>Text as the terminal has it.</summary>
    public Style Text { get; } = Style.Plain;

    /// <summary>Of lesser weight.</summary>
    public Style Dim { get; } = new(Grey);

    /// <summary>Heads of columns and boxes.</summary>
    public Style Head { get; } = new(Sky, decoration: Decoration.Bold);

    public Style Strong { get; } = new(decoration: Decoration.Bold);

    /// <summary>Keys in hints, and names of things that can be chosen.</summary>
    public Style Accent { get; } = new(Orange, decoration: Decoration.Bold);

    public Style Good { get; } = new(Green);

    public Style Bad { get; } = new(Vermilion, decoration: Decoration.Bold);

    public Style Warn { get; } = new(Orange);

    /// <summary>The line that the cursor is on.</summary>
    public Style Selected { get; } = new(decoration: Decoration.Invert);

    /// <summary>Rows that were marked.</summary>
    public Style Marked { get; } = new(Orange, decoration: Decoration.Bold);

    /// <summary>Where the next character will stand.</summary>
    public Style Caret { get; } = new(decoration: Decoration.Invert);

    /// <summary>The style of one of several lines or groups.</summary>
    public Style Series(int number) => new(_series[number % _series.Length]);

    /// <summary>A status: sign and word.</summary>
    /// <param name="status">Which.</param>
    /// <param name="word">Another word than the status's own.</param>
    public Line Say(Status status, string? word = null) => status switch
    {
        Status.Ok => Line.Of($"{Symbols.Ok} {word ?? "ok"}", Good),
        Status.Failed => Line.Of($"{Symbols.Failed} {word ?? "failed"}", Bad),
        Status.Running => Line.Of($"{Symbols.Running} {word ?? "running"}", new Style(Sky)),
        Status.Waiting => Line.Of($"{Symbols.Waiting} {word ?? "waiting"}", Dim),
        Status.Stopped => Line.Of($"{Symbols.Stopped} {word ?? "stopped"}", Dim),
        Status.Warning => Line.Of($"{Symbols.Warning} {word ?? "warning"}", Warn),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status"),
    };
}
