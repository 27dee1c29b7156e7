using Augmentations.Cifar;

namespace PluginHost.Engine.Tests.Augmentations;

public sealed class CifarAugmentationTests
{
    [Fact]
    public void Every_output_is_a_window_of_its_own_image()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        const int Images = 64, Height = 6, Width = 5, Padding = 2;
        var images = rand([Images, 2, Height, Width]).add_(0.1);

        var transformed = new CifarAugmentation(new CifarOptions { Padding = Padding }).Apply(images);

        var windows = new HashSet<(int, int, bool)>();
        var before = images.data<float>().ToArray();
        var after = transformed.contiguous().data<float>().ToArray();
        for (int n = 0; n < Images; n++)
        {
            var found = Windows(Padding).Where(w => IsWindow(before, after, n, 2, Height, Width, w, Padding)).ToList();
            windows.Add(Assert.Single(found));
        }

        Assert.Equal(images.shape, transformed.shape);
        Assert.Equal(1, transformed.stride()[1]);
        Assert.True(windows.Count > 20);
    }

    [Fact]
    public void The_gradient_goes_back_to_the_pixels_that_were_shown()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var images = rand([8, 3, 7, 6]).requires_grad_();
        var direction = rand([8, 3, 7, 6]);
        var other = rand([8, 3, 7, 6]);
        var augmentation = new CifarAugmentation(new CifarOptions());

        manual_seed(3);
        (augmentation.Apply(images) * other).sum().backward();
        manual_seed(3);
        var moved = augmentation.Apply(direction);

        // t is linear once drawn, so <tᵀ(other), direction> = <other, t(direction)>.
        double adjoint = (Assert.IsType<Tensor>(images.grad) * direction).sum().item<float>();
        double forward = (other * moved).sum().item<float>();
        Assert.Equal(forward, adjoint, forward * 1e-5);
    }

    [Fact]
    public void About_half_of_the_images_are_mirrored()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var rising = arange(0.0, 8.0, 1.0).view(1, 1, 1, 8).expand(4000, 1, 8, 8);

        var shown = new CifarAugmentation(new CifarOptions { Padding = 0 }).Apply(rising);

        double share = shown.select(3, 0).select(2, 0).gt(0).to(float32).mean().item<float>();
        Assert.InRange(share, 0.45, 0.55);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(1.0, true)]
    public void Mirroring_can_be_certain_or_impossible(double flip, bool mirrored)
    {
        using var scope = NewDisposeScope();
        var images = rand([50, 1, 3, 4]);

        var shown = new CifarAugmentation(new CifarOptions { Padding = 0, Flip = flip }).Apply(images);

        Assert.True(shown.eq(mirrored ? images.flip(3) : images).all().ToBoolean());
    }

    [Fact]
    public void The_seed_decides_the_draw()
    {
        using var scope = NewDisposeScope();
        var images = rand([16, 3, 8, 8]);
        var augmentation = new CifarAugmentation(new CifarOptions());

        manual_seed(5);
        var first = augmentation.Apply(images);
        var second = augmentation.Apply(images);
        manual_seed(5);
        var again = augmentation.Apply(images);

        Assert.True(first.eq(again).all().ToBoolean());
        Assert.False(first.eq(second).all().ToBoolean());
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var images = rand([4, 3, 8, 8]);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        new CifarAugmentation(new CifarOptions()).Apply(images).Dispose();

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static IEnumerable<(int Top, int Left, bool Flipped)> Windows(int padding) =>
        from top in Enumerable.Range(0, (2 * padding) + 1)
        from left in Enumerable.Range(0, (2 * padding) + 1)
        from flipped in (bool[])[false, true]
        select (top, left, flipped);

    private static bool IsWindow(
        float[] before, float[] after, int n, int channels, int height, int width, (int Top, int Left, bool Flipped) window, int padding)
    {
        for (int i = 0; i < channels * height * width; i++)
        {
            int channel = i / (height * width);
            int row = (i / width % height) + window.Top - padding;
            int column = (window.Flipped ? width - 1 - (i % width) : i % width) + window.Left - padding;
            bool black = row < 0 || row >= height || column < 0 || column >= width;
            float expected = black ? 0 : before[(((((n * channels) + channel) * height) + row) * width) + column];
            if (after[(n * channels * height * width) + i] != expected)
            {
                return false;
            }
        }

        return true;
    }
}
