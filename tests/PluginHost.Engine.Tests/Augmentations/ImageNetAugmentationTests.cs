using Augmentations.ImageNet;

namespace PluginHost.Engine.Tests.Augmentations;

public sealed class ImageNetAugmentationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Each_image_is_cropped_and_resized_as_alone(bool antialias)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        const int Size = 6;
        var images = rand([4, 2, 16, 13]);
        int[][] windows = [[0, 0, 16, 13], [3, 2, 5, 4], [10, 1, 6, 12], [15, 12, 1, 1]];
        bool[] flipped = [false, true, true, false];
        var crops = new Crops(Column(windows, 0), Column(windows, 1), Column(windows, 2), Column(windows, 3));

        var shown = ResizedCrop.Of(images, crops, tensor(flipped, [4, 1]), Size, antialias);

        Assert.Equal([4, 2, Size, Size], shown.shape);
        Assert.Equal(1, shown.stride()[1]);
        for (int n = 0; n < 4; n++)
        {
            for (int c = 0; c < 2; c++)
            {
                var window = images[n, c].narrow(0, windows[n][0], windows[n][2]).narrow(1, windows[n][1], windows[n][3]);
                float[] alone = Alone(window, Size, flipped[n], antialias);
                float[] together = shown[n, c].contiguous().data<float>().ToArray();
                Assert.All(alone.Zip(together), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            }
        }
    }

    [Fact]
    public void Windows_lie_inside_and_have_the_areas_and_ratios_of_the_rule()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        const int Images = 5000, Height = 256, Width = 200;

        var crops = RandomCrops.Draw(Images, Height, Width, 0.08, 4.0 / 3, CPU);

        var (top, left, height, width) = (Values(crops.Top), Values(crops.Left), Values(crops.Height), Values(crops.Width));
        for (int i = 0; i < Images; i++)
        {
            Assert.True(top[i] >= 0 && left[i] >= 0 && top[i] + height[i] <= Height && left[i] + width[i] <= Width);
            Assert.InRange(width[i] / height[i], 0.73, 1.37);
            Assert.InRange(width[i] * height[i] / (Height * Width), 0.077, 1.0);
        }

        Assert.True(top.Concat(left).Concat(height).Concat(width).All(value => value == Math.Floor(value)));
        Assert.InRange(Enumerable.Range(0, Images).Count(i => width[i] > height[i]), Images * 0.35, Images * 0.65);
        Assert.Contains(Enumerable.Range(0, Images), i => top[i] == 0);
        Assert.Contains(Enumerable.Range(0, Images), i => top[i] + height[i] == Height);
    }

    [Theory]
    [InlineData(4, 100, 0, 47, 4, 5)]
    [InlineData(100, 4, 47, 0, 5, 4)]
    public void Where_no_window_fits_the_middle_is_taken(int height, int width, float top, float left, float cropHeight, float cropWidth)
    {
        using var scope = NewDisposeScope();

        var crops = RandomCrops.Draw(3, height, width, 0.08, 4.0 / 3, CPU);

        Assert.Equal([top, left, cropHeight, cropWidth], ((Tensor[])[crops.Top, crops.Left, crops.Height, crops.Width]).Select(t => Values(t)[2]));
    }

    [Fact]
    public void The_gradient_goes_back_to_the_pixels_that_were_shown()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var images = rand([5, 3, 20, 17]).requires_grad_();
        var direction = rand([5, 3, 20, 17]);
        var other = rand([5, 3, 8, 8]);
        var augmentation = new ImageNetAugmentation(new ImageNetOptions { Size = 8 });

        manual_seed(4);
        (augmentation.Apply(images) * other).sum().backward();
        manual_seed(4);
        var moved = augmentation.Apply(direction);

        // t is linear once drawn, so <tᵀ(other), direction> = <other, t(direction)>.
        double adjoint = (Assert.IsType<Tensor>(images.grad) * direction).sum().item<float>();
        double forward = (other * moved).sum().item<float>();
        Assert.Equal(forward, adjoint, forward * 1e-5);
    }

    [Fact]
    public void Every_image_gets_a_window_of_its_own_and_half_of_them_are_mirrored()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var rising = arange(0.0, 16.0, 1.0).view(1, 1, 1, 16).expand(400, 1, 16, 16);

        var shown = new ImageNetAugmentation(new ImageNetOptions { Size = 8 }).Apply(rising);

        var first = shown.select(3, 0).select(2, 0);
        double mirrored = first.gt(shown.select(3, 7).select(2, 0)).to(float32).mean().item<float>();
        Assert.InRange(mirrored, 0.4, 0.6);
        Assert.True(first.data<float>().Distinct().Count() > 50);
    }

    [Fact]
    public void Test_images_are_cut_in_the_middle_or_resized_when_they_are_smaller()
    {
        using var scope = NewDisposeScope();
        var images = rand([2, 3, 11, 8]);
        var augmentation = new ImageNetAugmentation(new ImageNetOptions { Size = 8 });

        Assert.True(augmentation.AtTest(images).eq(images.narrow(2, 1, 8)).all().ToBoolean());
        Assert.Equal([2, 3, 8, 8], augmentation.AtTest(rand([2, 3, 5, 9])).shape);
        Assert.Equal(new ImageShape(3, 8, 8), augmentation.OutputShape(new ImageShape(3, 11, 8)));
    }

    [Fact]
    public void The_seed_decides_the_draw_and_nothing_is_left_behind()
    {
        using var images = rand([4, 3, 16, 16]);
        var augmentation = new ImageNetAugmentation(new ImageNetOptions { Size = 8 });
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        using (NewDisposeScope())
        {
            manual_seed(6);
            var first = augmentation.Apply(images);
            var second = augmentation.Apply(images);
            manual_seed(6);
            Assert.True(first.eq(augmentation.Apply(images)).all().ToBoolean());
            Assert.False(first.eq(second).all().ToBoolean());
        }

        augmentation.Apply(images).Dispose();
        augmentation.AtTest(images).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>Bilinear resizing written out: a triangle over each target pixel's middle, as wide as a target pixel when averaging.</summary>
    private static float[] Alone(Tensor window, int size, bool flipped, bool antialias)
    {
        int height = (int)window.size(0), width = (int)window.size(1);
        float[] pixels = window.contiguous().data<float>().ToArray();
        var shown = new float[size * size];
        for (int y = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++)
            {
                double value = 0;
                foreach (var (row, down) in Taps(y, height, size, antialias))
                {
                    foreach (var (column, across) in Taps(flipped ? size - 1 - x : x, width, size, antialias))
                    {
                        value += down * across * pixels[(row * width) + column];
                    }
                }

                shown[(y * size) + x] = (float)value;
            }
        }

        return shown;
    }

    private static List<(int Pixel, double Weight)> Taps(int place, int length, int size, bool antialias)
    {
        double scale = (double)length / size;
        double centre = (place + 0.5) * scale;
        if (!antialias)
        {
            double at = Math.Max(centre - 0.5, 0);
            int low = Math.Min((int)at, length - 1);
            int high = Math.Min(low + 1, length - 1);
            return [(low, 1 - (at - low)), (high, at - low)];
        }

        double support = Math.Max(scale, 1);
        var taps = Enumerable.Range(0, length)
            .Select(k => (Pixel: k, Weight: Math.Max(0, 1 - (Math.Abs(k + 0.5 - centre) / support)))).ToList();
        double sum = taps.Sum(tap => tap.Weight);
        return [.. taps.Select(tap => (tap.Pixel, tap.Weight / sum))];
    }

    private static Tensor Column(int[][] windows, int which) => tensor(windows.Select(w => (float)w[which]).ToArray(), [windows.Length, 1]);

    private static float[] Values(Tensor tensor) => tensor.flatten().data<float>().ToArray();
}
