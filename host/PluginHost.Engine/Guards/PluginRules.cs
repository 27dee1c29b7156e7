using System.Collections.Immutable;
using System.Globalization;

namespace PluginHost.Engine.Guards;

/// <summary>
/// What plugins must keep, and how a breach is told: the one home of these texts. The guards use them while cells
/// run, <c>plugins verify</c> uses them as the names of its checks, and docs/PLUGINS.md lists them, which a test
/// compares.
/// </summary>
/// <remarks>
/// Rules are sentences without their subject. Breaches are too, and follow a plugin's name; null for none.
/// </remarks>
public static class PluginRules
{
    public const string MakesNoise = "makes noise";
    public const string WritesEveryImage = "writes noise for every image";
    public const string KeepsItsBound = "keeps its bound";
    public const string SameNoiseFromSameSeed = "makes the same noise from the same seed";
    public const string StopsAndGoesOn = "stops when asked to and goes on to the same noise";
    public const string GivesALogitAClass = "gives a logit a class";
    public const string GradientReachesImages = "lets the gradient reach the images";
    public const string JudgesAlone = "judges every image on its own when it is not trained";
    public const string SameWeightsFromSameSeed = "has the same weights from the same seed";
    public const string GivesTheAnnouncedShape = "gives images of the shape that it announces";
    public const string KeepsPixelsInRange = "keeps pixels in [0, 1]";
    public const string SameFromSameSeed = "does the same from the same seed";
    public const string GivesBytesOfTheSameShape = "gives 8-bit images of the same shape";
    public const string SameEveryTime = "does the same every time";
    public const string FiltersAlone = "filters every image on its own";
    public const string LeavesImages = "leaves the given images as they are";
    public const string LeavesNoTensor = "leaves no tensor behind";

    private const int MostLevels = 127;

    // What rounding may add.
    private const double Slack = 1e-4;

    /// <summary>The rules of a kind, in the order in which they are checked.</summary>
    public static ImmutableArray<string> Of(PluginKind kind) => kind switch
    {
        PluginKind.Noise =>
            [MakesNoise, WritesEveryImage, KeepsItsBound, SameNoiseFromSameSeed, LeavesNoTensor, StopsAndGoesOn],
        PluginKind.Model =>
            [GivesALogitAClass, GradientReachesImages, JudgesAlone, SameWeightsFromSameSeed, LeavesNoTensor],
        PluginKind.Augmentation =>
        [
            GivesTheAnnouncedShape, KeepsPixelsInRange, SameFromSameSeed, GradientReachesImages, LeavesImages,
            LeavesNoTensor,
        ],
        PluginKind.Filter =>
            [GivesBytesOfTheSameShape, SameEveryTime, FiltersAlone, LeavesImages, LeavesNoTensor],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of plugin"),
    };

    /// <summary>Whether a bound can be kept at all: noise is stored as int8.</summary>
    public static string? BoundBreach(Radius bound) => bound.Levels <= MostLevels
        ? null
        : $"has the bound {bound}, larger than {MostLevels}/255, the largest that can be stored";

    /// <summary>Whether noise lies within its bound.</summary>
    /// <param name="largestLevel">The largest absolute value, in grey levels.</param>
    /// <param name="bound">The method's bound; a value is rounded to whole levels.</param>
    public static string? NoiseBreach(int largestLevel, Radius bound) => largestLevel <= Math.Ceiling(bound.Levels)
        ? null
        : $"wrote {largestLevel}/255, beyond its own bound of {bound}";

    /// <summary>Whether every image has been given noise.</summary>
    /// <param name="unwritten">How many images no noise was written for.</param>
    /// <param name="count">How many images there are.</param>
    public static string? UnwrittenBreach(int unwritten, int count) => unwritten == 0
        ? null
        : $"wrote no noise for {unwritten} of {count} images; Make must write every image, also where its noise is 0";

    /// <summary>Whether logits have the right form.</summary>
    /// <param name="logits">What a network gave.</param>
    /// <param name="images">How many images it was given.</param>
    /// <param name="classes">How many classes there are.</param>
    public static string? LogitsBreach(Tensor logits, long images, int classes)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (!logits.is_floating_point())
        {
            return $"gave logits of the type {logits.dtype}; they are floating-point numbers";
        }

        return logits.Dimensions == 2 && logits.size(0) == images && logits.size(1) == classes
            ? null
            : $"gave logits of shape {Shape(logits)} for {images} images of {classes} classes; "
                + $"({images}, {classes}) is wanted";
    }

    /// <summary>Whether a network can learn from its logits.</summary>
    public static string? GradientBreach(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return logits.requires_grad ? null : "gave logits without a gradient while it is trained";
    }

    /// <summary>Whether all logits are finite; waits for the device.</summary>
    public static string? FiniteBreach(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        return AllFinite(logits) ? null : "gave logits that are not finite";
    }

    /// <summary>Whether augmented images have the right form.</summary>
    /// <param name="augmented">What an augmentation gave.</param>
    /// <param name="images">How many images it was given.</param>
    /// <param name="announced">The shape that it announces for them.</param>
    public static string? AugmentedBreach(Tensor augmented, long images, ImageShape announced)
    {
        ArgumentNullException.ThrowIfNull(augmented);
        if (!augmented.is_floating_point())
        {
            return $"gave images of the type {augmented.dtype}; they are floating-point numbers in [0, 1]";
        }

        ReadOnlySpan<long> wanted = [images, announced.Channels, announced.Height, announced.Width];
        return augmented.shape.AsSpan().SequenceEqual(wanted)
            ? null
            : $"gave images of shape {Shape(augmented)} for {images} images; it announces {announced}";
    }

    /// <summary>Whether augmented pixels are finite and in [0, 1]; waits for the device.</summary>
    public static string? PixelBreach(Tensor augmented)
    {
        ArgumentNullException.ThrowIfNull(augmented);
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        if (!AllFinite(augmented))
        {
            return "gave pixels that are not finite";
        }

        double low = augmented.min().ToDouble(), high = augmented.max().ToDouble();
        return low >= -Slack && high <= 1 + Slack
            ? null
            : string.Create(
                CultureInfo.InvariantCulture, $"gave pixels from {low:0.####} to {high:0.####}; they lie in [0, 1]");
    }

    /// <summary>Whether filtered images have the right form.</summary>
    /// <param name="filtered">What a filter gave.</param>
    /// <param name="shape">The shape of the batch that it was given.</param>
    public static string? FilteredBreach(Tensor filtered, ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(filtered);
        if (filtered.dtype != ScalarType.Byte)
        {
            return $"gave images of the type {filtered.dtype}; they are 8-bit images (Byte)";
        }

        return filtered.shape.AsSpan().SequenceEqual(shape)
            ? null
            : $"gave images of shape {Shape(filtered)} for images of shape ({string.Join(", ", shape.ToArray())})";
    }

    private static bool AllFinite(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        return values.isfinite().all().cpu().item<bool>();
    }

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
