using System.Collections.Immutable;
using PluginHost.Screens.Drawing;

namespace PluginHost.Screens.Parts;

/// <summary>
/// A piece of a screen as data: what stands where. A view model says it, and a view of Terminal.Gui shows it; so
/// screens are tested without a terminal.
/// </summary>
/// <param name="Id">
/// One word, unique within a screen; messages of the mouse name it. The same id keeps the same view.
/// </param>
/// <param name="Area">Where it lies in the screen's room.</param>
internal abstract record Part(string Id, Area Area);

/// <summary>Lines of text. Where there are more than fit, a scroll bar takes the last column.</summary>
/// <param name="Id">See <see cref="Part"/>.</param>
/// <param name="Area">See <see cref="Part"/>.</param>
/// <param name="Lines">All lines, as wide as they may be; what does not fit is cut off.</param>
internal sealed record TextPart(string Id, Area Area, IReadOnlyList<Line> Lines) : Part(Id, Area)
{
    /// <summary>The first line that is seen.</summary>
    public int Top { get; init; }

    /// <summary>The first column that is seen.</summary>
    public int Left { get; init; }
}

/// <summary>Markdown that scrolls by itself: the arrows, PgUp and PgDn are its own while it has the keys.</summary>
internal sealed record MarkdownPart(string Id, Area Area, string Text) : Part(Id, Area);

/// <summary>A line that is typed. What is typed comes back as <c>TextTyped</c>.</summary>
/// <param name="Id">See <see cref="Part"/>.</param>
/// <param name="Area">See <see cref="Part"/>.</param>
/// <param name="Label">Stands before it.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Cursor">Where the next character comes, in UTF-16 units.</param>
internal sealed record FieldPart(string Id, Area Area, Line Label, string Text, int Cursor) : Part(Id, Area)
{
    /// <summary>
    /// Whether several lines that are pasted come as they are, with their ends; else the first of them alone does.
    /// </summary>
    public bool TakesLines { get; init; }
}

/// <summary>An image of three bytes a pixel, row by row, as large as its area allows.</summary>
internal sealed record ImagePart(string Id, Area Area, byte[] Rgb, int Width, int Height) : Part(Id, Area);

/// <summary>A column of a table.</summary>
/// <param name="Title">Its head.</param>
/// <param name="Width">In cells; wider texts are cut.</param>
/// <param name="IsNumber">Whether its texts stand at the right end.</param>
/// <param name="IsCurrent">Whether the head is shown as chosen.</param>
internal readonly record struct TableHead(Line Title, int Width, bool IsNumber = false, bool IsCurrent = false);

/// <summary>
/// Rows below heads that stay in place. Rows are asked for as they are seen, so there may be millions. Columns are two
/// cells apart. Clicks and the wheel come back as <c>PartClicked</c> and <c>PartScrolled</c>.
/// </summary>
/// <param name="Id">See <see cref="Part"/>.</param>
/// <param name="Area">See <see cref="Part"/>.</param>
/// <param name="Heads">The columns that are seen, from left to right.</param>
/// <param name="Count">How many rows there are.</param>
/// <param name="Cell">The text of a row and a column.</param>
internal sealed record TablePart(
    string Id, Area Area, ImmutableArray<TableHead> Heads, int Count, Func<int, int, Line> Cell) : Part(Id, Area)
{
    /// <summary>The row of the cursor; −1 for none.</summary>
    public int Cursor { get; init; } = -1;

    /// <summary>The column of the cursor, where single cells are chosen; −1 where rows are.</summary>
    public int CursorColumn { get; init; } = -1;

    /// <summary>The first row that is seen.</summary>
    public int Top { get; init; }

    /// <summary>How many rows fit below the heads.</summary>
    public int Rows => Math.Max(0, Area.Height - 1);
}
