namespace PluginHost.NoiseFiles;

/// <summary>The unit of stored noise.</summary>
public enum NoiseUnit
{
    /// <summary>Told by element type and range; an error where both would do.</summary>
    Auto,

    /// <summary>Pixels in [0, 1]: 8/255 is 0.0314.</summary>
    Fraction,

    /// <summary>Grey levels, pixels in 0…255: 8/255 is 8.</summary>
    Levels,
}

/// <summary>What a file holds.</summary>
public enum NoiseContent
{
    /// <summary>Told by element type and range.</summary>
    Auto,

    /// <summary>The noise itself.</summary>
    Noise,

    /// <summary>Protected images; the noise is what they differ by from the clean ones.</summary>
    Protected,
}

/// <summary>How a noise file of other people's making is to be read, where that cannot be told from the file.</summary>
public sealed record NoiseReading
{
    /// <summary>The bound of the noise; null for the one that the file tells, else the largest value found.</summary>
    public Radius? Radius { get; init; }

    /// <summary>The unit of its values.</summary>
    public NoiseUnit Unit { get; init; }

    /// <summary>Whether it holds noise or protected images.</summary>
    public NoiseContent Content { get; init; }

    /// <summary>One noise a class, in the order of the classes, which every image of the class gets.</summary>
    public bool ClassWise { get; init; }

    /// <summary>Whether noise for more images than there are will do: then the first ones are taken.</summary>
    public bool MayHaveMore { get; init; }

    /// <summary>The labels that the noise was made with, to check the order of the images; null where they are not at hand.</summary>
    public IReadOnlyList<int>? Labels { get; init; }

    /// <summary>Whether noise without negative (or without positive) values is taken; it is refused else, as a sign of a wrong conversion.</summary>
    public bool MayHaveOneSign { get; init; }
}
