namespace PluginHost.Recipes.Verification;

/// <summary>What every augmentation must keep.</summary>
internal sealed class AugmentationChecks(IAugmentation augmentation, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        var expected = augmentation.OutputShape(shape);
        long[] batch = [SmallData.Count, expected.Channels, expected.Height, expected.Width];
        checks.Run("gives images of the shape that it announces", () =>
        {
            CheckList.Expect(Apply().shape.SequenceEqual(batch), $"announced are {expected}, but training images have the shape ({string.Join(", ", Apply().shape)})");
            var test = augmentation.AtTest(SmallData.Pixels(shape));
            CheckList.Expect(test.shape.SequenceEqual(batch), $"announced are {expected}, but test images have the shape ({string.Join(", ", test.shape)})");
        });
        checks.Run("keeps pixels in [0, 1]", () =>
        {
            var images = Apply();
            float low = images.min().item<float>(), high = images.max().item<float>();
            CheckList.Expect(low >= -1e-4f && high <= 1 + 1e-4f, $"pixels from 0 to 1 became {low} to {high}");
        });
        checks.Run("does the same from the same seed", () =>
        {
            CheckList.Expect(CheckList.Same(Apply(), Apply()), "two calls after one seed differ; draw from torch's generator only");
            var images = SmallData.Pixels(shape);
            CheckList.Expect(CheckList.Same(augmentation.AtTest(images), augmentation.AtTest(images)), "test images are transformed at random");
        });
        checks.Run("lets the gradient reach the images", () =>
        {
            var images = SmallData.Pixels(shape).requires_grad_();
            manual_seed(1);
            var gradient = augmentation.Apply(images).sum().gradient(images);
            CheckList.Expect(gradient.isfinite().all().item<bool>(), "the gradient is not finite");
            CheckList.Expect(gradient.abs().max().item<float>() > 0, "the gradient is 0 everywhere");
        });
        checks.Run("leaves the given images as they are", () =>
        {
            var images = SmallData.Pixels(shape);
            var before = images.clone();
            augmentation.Apply(images);
            augmentation.AtTest(images);
            CheckList.Expect(CheckList.Same(images, before), "it changes them in place");
        });
        checks.Run("leaves no tensor behind", () => CheckList.ExpectNoLeak(() =>
        {
            using var scope = NewDisposeScope();
            Apply();
        }));
        return checks.Results;
    }

    private Tensor Apply()
    {
        var images = SmallData.Pixels(shape);
        manual_seed(1);
        return augmentation.Apply(images);
    }
}
