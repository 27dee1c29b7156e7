using PluginHost.Contracts;

namespace Augmentations.ImageNet;

public sealed record ImageNetOptions
{
    [Option("the width and height of what the network sees", Unit = "pixels", Min = 1, Max = 4096)]
    public int Size { get; init; } = 224;

    [Option("the smallest share of an image's area that a crop takes", Min = 0, Max = 1)]
    public double SmallestShare { get; init; } = 0.08;

    [Option("the largest width-to-height ratio of a crop; its inverse is the smallest", Min = 1, Max = 100)]
    public double LargestRatio { get; init; } = 4.0 / 3;

    [Option("the probability that an image is mirrored", Min = 0, Max = 1)]
    public double Flip { get; init; } = 0.5;

    [Option("whether a shrunken crop is averaged over all its pixels, as image libraries do, and not read at points, as tensor code does")]
    public bool Antialias { get; init; } = true;
}

/// <summary>A random part of each image, resized to a square, and mirrored half of the time.</summary>
[Plugin(PluginKind.Augmentation, "imagenet", "1.0.0",
    Summary = "random resized crop to 224×224, horizontal flip; test images: centre crop",
    Source = "Szegedy et al. 2015, Going Deeper with Convolutions, section 6")]
public sealed class ImageNetAugmentation(ImageNetOptions options) : IAugmentation
{
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var scope = NewDisposeScope();
        var crops = RandomCrops.Draw(images.size(0), images.size(2), images.size(3), options.SmallestShare, options.LargestRatio, images.device);
        var flipped = rand([images.size(0), 1], device: images.device).lt(options.Flip);
        return ResizedCrop.Of(images, crops, flipped, options.Size, options.Antialias).MoveToOuterDisposeScope();
    }

    /// <summary>The square in the middle; an image that is smaller is resized.</summary>
    public Tensor AtTest(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        long height = images.size(2), width = images.size(3), size = options.Size;
        if (height >= size && width >= size)
        {
            using var rows = images.narrow(2, (height - size) / 2, size);
            return rows.narrow(3, (width - size) / 2, size);
        }

        using var scope = NewDisposeScope();
        return ResizedCrop.Of(
            images, Crops.Whole(images.size(0), height, width, images.device), zeros([images.size(0), 1], ScalarType.Bool, images.device),
            options.Size, options.Antialias).MoveToOuterDisposeScope();
    }

    public ImageShape OutputShape(ImageShape input) => new(input.Channels, options.Size, options.Size);
}
