using System.Collections.Immutable;
using PluginHost.Screens.Drawing;
using PluginHost.Screens.Images;
using PluginHost.Screens.Loop;

namespace PluginHost.Screens.Tests.Images;

/// <summary>Noise sets and images that are in no store: 7 noises for six small images, and one for others.</summary>
internal static class ImageSamples
{
    private static readonly ImmutableArray<int> Labels = [0, 1, 0, 1, 0, 1];

    private static readonly ImageShape Shape = new(3, 8, 8);

    private static readonly DataSpec Data = new("shapes", 6);

    public static ImmutableArray<ListedNoise> Noises { get; } =
    [
        Noise("0123456789abcdef", "REM 8-4", "rem(radius=8, defense_radius=4), seed 0"),
        Noise("fedcba9876543210", "EM 8", "em(radius=8), seed 0"),
        Noise("aa11aa11aa11aa11", "EM 8", "em(radius=8), seed 1"),
        Noise("bb22bb22bb22bb22", "TAP 8", "tap(radius=8), seed 0"),
        Noise("cc33cc33cc33cc33", "NTGA 8", "ntga(radius=8), seed 0"),
        new("dd44dd44dd44dd44", "EM 16", new DataSpec("cifar10"), "/nowhere/dd44.npy", "em(radius=16), seed 0"),
        Noise("ee55ee55ee55ee55", "SC 8", "sc(radius=8), seed 0"),
        Noise("theirs", "theirs", "EMN of the authors' release"),
    ];

    /// <summary>A screen that has found the noise sets.</summary>
    public static ImagesScreen Listed(Size room) =>
        Drawn.After(new ImagesScreen(Drawn.Places()), new Resized(room), new ImagesScreen.Listed(Noises));

    /// <summary>The same with the images read that it shows.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="count">How many noises that must be.</param>
    public static ImagesScreen Read(ImagesScreen screen, int count)
    {
        Assert.Equal(count, screen.Viewed.Length);
        var clean = Enumerable.Range(0, 6).ToImmutableDictionary(i => i, i => Ring(i, 1));
        var images = new LoadedImages([.. screen.Viewed.Select(Loaded)], Shape, Labels, 2, 15, clean);
        return Drawn.After(screen, new ImagesScreen.Read(images));
    }

    private static ListedNoise Noise(string id, string label, string detail) =>
        new(id, label, Data, $"/nowhere/{id}.npy", detail);

    private static LoadedNoise Loaded(ListedNoise noise)
    {
        if (noise.Id == "theirs")
        {
            const string problem = "not the file that was recorded: its sha256 was 0, it is 1";
            return new LoadedNoise(noise.Id, problem, ImmutableDictionary<int, NoisyImage>.Empty);
        }

        int kind = Noises.IndexOf(noise);
        return new LoadedNoise(noise.Id, "", Enumerable.Range(0, 6).ToImmutableDictionary(
            i => i, i => new NoisyImage(Ring(i, 2 + kind), Ring(i + kind, 1), 8, 4.25)));
    }

    /// <summary>Bright rings on a dark ground.</summary>
    private static byte[] Ring(int start, int step) =>
    [
        .. Enumerable.Range(0, Shape.Size).Select(i =>
        {
            int pixel = i / 3, x = pixel % Shape.Width, y = pixel / Shape.Width;
            int ring = Math.Max(Math.Abs((2 * x) - 7), Math.Abs((2 * y) - 7));
            return (byte)(((ring * step * 16) + (start * 24) + (i % 3 * 10)) % 256);
        }),
    ];
}
