namespace PluginHost.Engine.Data;

/// <summary>How hard the data set <c>shapes</c> is. Changing a value changes its checksum and every result on it.</summary>
internal sealed record ShapesSettings
{
    /// <summary>What a shape adds to the background in its strongest channel; 1 is the whole range from black to white.</summary>
    public double Contrast { get; init; } = 0.34;

    /// <summary>The deviation of the texture, noise in cells of 4×4 pixels; 1 is the whole range.</summary>
    public double Texture { get; init; } = 0.01;

    /// <summary>How far the background's channels lie from mid-grey at most; 1 is the whole range.</summary>
    public double Background { get; init; } = 0.20;

    /// <summary>How far the shape's centre lies from the image's centre at most, across and down, in pixels.</summary>
    public double Place { get; init; } = 7;

    /// <summary>The mean outer radius of a shape, in pixels.</summary>
    public double Size { get; init; } = 7;

    /// <summary>How far the radius differs from <see cref="Size"/> at most, in pixels.</summary>
    public double SizeJitter { get; init; } = 2;

    /// <summary>The largest angle a shape is turned by, in half turns.</summary>
    public double Turn { get; init; } = 1;
}
