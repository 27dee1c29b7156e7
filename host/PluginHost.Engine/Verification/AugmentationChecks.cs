using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Verification;

/// <summary>What every augmentation must keep.</summary>
internal sealed class AugmentationChecks(IAugmentation augmentation, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        var expected = augmentation.OutputShape(shape);
        checks.Run(PluginRules.GivesTheAnnouncedShape, () =>
        {
            CheckList.ExpectNo(PluginRules.AugmentedBreach(Apply(), SmallData.Count, expected));
            CheckList.ExpectNo(PluginRules.AugmentedBreach(AtTest(), SmallData.Count, expected), "for test images it ");
        });
        checks.Run(PluginRules.KeepsPixelsInRange, () =>
        {
            CheckList.ExpectNo(PluginRules.PixelBreach(Apply()));
            CheckList.ExpectNo(PluginRules.PixelBreach(AtTest()), "for test images it ");
        });
        checks.Run(PluginRules.SameFromSameSeed, () =>
        {
            CheckList.Expect(CheckList.Same(Apply(), Apply()), "two calls after one seed differ; draw from torch's generator only");
            var images = SmallData.Pixels(shape);
            CheckList.Expect(CheckList.Same(augmentation.AtTest(images), augmentation.AtTest(images)), "test images are transformed at random");
        });
        checks.Run(PluginRules.GradientReachesImages, () =>
        {
            var images = SmallData.Pixels(shape).requires_grad_();
            manual_seed(1);
            var gradient = augmentation.Apply(images).sum().gradient(images);
            CheckList.Expect(gradient.isfinite().all().item<bool>(), "the gradient is not finite");
            CheckList.Expect(gradient.abs().max().item<float>() > 0, "the gradient is 0 everywhere");
        });
        checks.Run(PluginRules.LeavesImages, () =>
        {
            var images = SmallData.Pixels(shape);
            var before = images.clone();
            augmentation.Apply(images);
            augmentation.AtTest(images);
            CheckList.Expect(CheckList.Same(images, before), "it changes them in place");
        });
        checks.Run(PluginRules.LeavesNoTensor, () => CheckList.ExpectNoLeak(() =>
        {
            using var scope = NewDisposeScope();
            Apply();
        }));
        return checks.Results;
    }

    private Tensor AtTest() => augmentation.AtTest(SmallData.Pixels(shape));

    private Tensor Apply()
    {
        var images = SmallData.Pixels(shape);
        manual_seed(1);
        return augmentation.Apply(images);
    }
}
