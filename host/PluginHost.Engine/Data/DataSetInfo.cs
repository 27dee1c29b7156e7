namespace PluginHost.Engine.Data;

/// <summary>Whether a data set can be used.</summary>
public enum DataSetState
{
    /// <summary>The program makes it itself.</summary>
    Embedded,

    /// <summary>Its files are there, in the right sizes.</summary>
    Ready,

    /// <summary>Its image files are there, and not all of them are decoded yet; the first run does it, or <c>data get</c>.</summary>
    Undecoded,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Some of its files are missing or of a wrong size.</summary>
    Damaged,
}

/// <summary>A data set that the program knows, for lists.</summary>
/// <param name="Name">What a recipe calls it.</param>
/// <param name="Summary">One line.</param>
/// <param name="State">By a quick look at file sizes; <see cref="DataSets.Verify"/> reads every byte.</param>
/// <param name="Folder">Where its files are or would be; empty when embedded.</param>
/// <param name="Classes">How many classes it has.</param>
/// <param name="TrainImages">How many training images there are.</param>
/// <param name="TestImages">How many test images there are.</param>
/// <param name="Shape">The shape of every image.</param>
/// <param name="Problem">What is wrong and how to mend it; empty when it can be used.</param>
public sealed record DataSetInfo(
    string Name, string Summary, DataSetState State, string Folder, int Classes, int TrainImages, int TestImages,
    ImageShape Shape, string Problem)
{
    /// <summary>What else there is to know, such as where its decoded images lie; empty for nothing.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What a full check found.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Usable">Whether every file could be read, with the right sizes and labels.</param>
/// <param name="Sha256">Over pixels, labels and shape of the whole set; empty when it is not usable.</param>
/// <param name="Finding">One line: what is wrong and how to mend it, or where the bytes come from.</param>
public sealed record DataSetCheck(string Name, bool Usable, string Sha256, string Finding);
