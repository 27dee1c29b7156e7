using System.Collections.Immutable;
using System.Text;

namespace PluginHost.Screens.Drawing;

/// <summary>A text in one tone.</summary>
internal readonly record struct Piece(string Text, Tone Tone);

/// <summary>One line of text in tones; never changes. Lines are joined with <c>+</c>.</summary>
internal sealed class Line
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

    /// <summary>A text in one tone.</summary>
    public static Line Of(string text, Tone tone = Tone.Text) => text is "" ? Empty : new Line([new Piece(text, tone)]);

    /// <summary>Texts one after the other.</summary>
    public static Line Join(IEnumerable<Line> lines) => new([.. lines.SelectMany(line => line.Pieces)]);

    /// <summary>A text in the terminal's own tone.</summary>
    public static implicit operator Line(string text) => Of(text);

    /// <summary>One text after the other.</summary>
    public static Line operator +(Line left, Line right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Line([.. left.Pieces, .. right.Pieces]);
    }

    /// <summary>The same in one tone.</summary>
    public Line In(Tone tone) => Of(ToString(), tone);

    /// <summary>Exactly so many cells: filled with spaces at the right, or cut.</summary>
    /// <param name="width">How many.</param>
    /// <param name="symbols">Names the sign that stands for what is cut off.</param>
    public Line Fit(int width, Symbols symbols)
    {
        if (Width == width)
        {
            return this;
        }

        if (Width < width)
        {
            return this + new string(' ', width - Width);
        }

        if (width <= 0)
        {
            return Empty;
        }

        var kept = Slice(0, width - 1);
        var tone = kept.Pieces is [.., var last] ? last.Tone : Tone.Text;
        // A wide character that did not fit leaves a cell.
        return kept + Of(symbols.Ellipsis + new string(' ', width - 1 - kept.Width), tone);
    }

    /// <summary>At the right end of so many cells.</summary>
    public Line FitRight(int width, Symbols symbols) =>
        Width < width ? new string(' ', width - Width) + this : Fit(width, symbols);

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

    /// <summary>Its text without tones.</summary>
    public override string ToString() => string.Concat(Pieces.Select(piece => piece.Text));
}
