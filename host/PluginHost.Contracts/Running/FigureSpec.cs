using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>What a figure shows.</summary>
public enum FigureKind
{
    /// <summary>A metric against a field of the cells that is a number.</summary>
    Plot,

    /// <summary>A recorded curve against the training step.</summary>
    Curves,

    /// <summary>Images: original, noise scaled up, protected.</summary>
    Images,
}

/// <summary>A figure that a recipe declares.</summary>
/// <param name="Kind">What it shows.</param>
/// <param name="X">For a plot, the field on the horizontal axis, such as <c>train.radius</c>; else empty.</param>
/// <param name="Y">For a plot, metric names; for curves, their names; comma separated, a picture each. Empty for images.</param>
/// <param name="Lines">Field names, comma separated, such as <c>noise</c>: a line for each of their values.</param>
/// <param name="Panels">Field names, comma separated, such as <c>dataset</c>: a picture for each of their values.</param>
/// <param name="Title">A heading; empty for none.</param>
/// <param name="Paper">For a plot, whether the published values stand beside ours, where cells are the paper's.</param>
/// <param name="Count">For images, how many of the first training images are shown; else 0.</param>
public sealed record FigureSpec(
    FigureKind Kind, string X = "", string Y = "", string Lines = "", string Panels = "", string Title = "",
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Paper = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Count = 0);
