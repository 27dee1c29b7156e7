namespace PluginHost.Screens.Drawing;

/// <summary>So many columns and lines.</summary>
internal readonly record struct Size(int Width, int Height);

/// <summary>A rectangle of a screen, in columns and lines from its upper left corner.</summary>
internal readonly record struct Area(int X, int Y, int Width, int Height)
{
    public Size Size => new(Width, Height);

    /// <summary>The whole of a room.</summary>
    public static Area Of(Size room) => new(0, 0, room.Width, room.Height);

    /// <summary>The upper part, so many lines high.</summary>
    public Area Top(int lines) => this with { Height = Math.Clamp(lines, 0, Height) };

    /// <summary>What lies below the upper part.</summary>
    public Area Below(int lines) => this with { Y = Y + Math.Min(lines, Height), Height = Math.Max(0, Height - lines) };

    /// <summary>The left part, so many columns wide.</summary>
    public Area Left(int columns) => this with { Width = Math.Clamp(columns, 0, Width) };

    /// <summary>What lies right of the left part.</summary>
    public Area Right(int columns) =>
        this with { X = X + Math.Min(columns, Width), Width = Math.Max(0, Width - columns) };
}
