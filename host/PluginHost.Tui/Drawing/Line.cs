using System.Collections.Immutable;
using System.Text;
using Spectre.Console;

namespace PluginHost.Tui.Drawing;

/// <summary>A text in one style.</summary>
public readonly record struct Piece(string Text, Style Style);

/// <summary>One line of styled text; never changes. Lines are joined with <c>+</c>.</summary>
public sealed class Line
{
    private Line(ImmutableArray<Piece> pieces)
    {
        Pieces = pieces;
        Width = pieces.Sum(piece => CellWidth.Of(piece.Text));
    }

    /// <summary>Nothing.</summary>
    public static Line Empty { get; } = new([]);

    /// <summary>Its texts, from left to right.</summary>
    public ImmutableArray<Piece> Pieces { get; }

    /// <summary>How many cells it takes.</summary>
    public int Width { get; }

    /// <summary>A text in one style.</summary>
    public static Line Of(string text, Style? style = null) => text is "" ? Empty : new Line([new Piece(text, style ?? Style.Plain)]);

    /// <summary>Lines of one style, one for each line of the text.</summary>
    public static IReadOnlyList<Line> All(string text, Style? style = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => Of(line, style))];
    }

    /// <summary>Texts one after the other.</summary>
    public static Line Join(IEnumerable<Line> lines) => new([.. lines.SelectMany(line => line.Pieces)]);

    /// <summary>An unstyled text.</summary>
    public static implicit operator Line(string text) => Of(text);

    /// <summary>One text after the other.</summary>
    public static Line operator +(Line left, Line right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Line([.. left.Pieces, .. right.Pieces]);
    }

    /// <summary>The same with cells of a style over its own: what the upper one leaves open stays.</summary>
    public Line Over(Style style) => new([.. Pieces.Select(piece => piece with { Style = piece.Style.Combine(style) })]);

    /// <summary>Exactly so many cells: filled with spaces at the right, or cut.</summary>
    /// <param name="width">How many.</param>
    /// <param name="look">Names the sign that stands for what is cut off.</param>
    /// <param name="fill">The style of the spaces.</param>
    public Line Fit(int width, Look look, Style? fill = null)
    {
        ArgumentNullException.ThrowIfNull(look);
        if (Width == width)
        {
            return this;
        }

        if (Width < width)
        {
            return this + Of(new string(' ', width - Width), fill);
        }

        if (width <= 0)
        {
            return Empty;
        }

        var kept = Slice(0, width - 1);
        var style = kept.Pieces is [.., var last] ? last.Style : Style.Plain;
        // A wide character that did not fit leaves a cell.
        return kept + Of(look.Symbols.Ellipsis + new string(' ', width - 1 - kept.Width), style);
    }

    /// <summary>At the right end of so many cells.</summary>
    public Line FitRight(int width, Look look) => Width < width ? Of(new string(' ', width - Width)) + this : Fit(width, look);

    /// <summary>The cells from one column on; a wide character that is cut in two becomes a space.</summary>
    public Line Slice(int start, int width)
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        int at = 0;
        foreach (var piece in Pieces)
        {
            var text = new StringBuilder();
            foreach (var rune in piece.Text.EnumerateRunes())
            {
                int cells = CellWidth.Of(rune);
                int from = Math.Max(at, start), to = Math.Min(at + cells, start + width);
                if (cells == 0 ? at > start && at <= start + width : to - from == cells)
                {
                    text.Append(rune);
                }
                else if (to > from)
                {
                    text.Append(' ', to - from);
                }

                at += cells;
            }

            if (text.Length > 0)
            {
                pieces.Add(piece with { Text = text.ToString() });
            }
        }

        return new Line(pieces.ToImmutable());
    }

    /// <summary>Its text without styles.</summary>
    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}
