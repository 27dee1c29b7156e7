using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Verification;

/// <summary>What every low-pass filter must keep.</summary>
internal sealed class FilterChecks(ILowPassFilter filter, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        checks.Run(PluginRules.GivesBytesOfTheSameShape, () =>
        {
            var images = SmallData.Bytes(shape);
            CheckList.ExpectNo(PluginRules.FilteredBreach(filter.Apply(images), images.shape));
        });
        checks.Run(PluginRules.SameEveryTime, () =>
        {
            var images = SmallData.Bytes(shape);
            manual_seed(1);
            var first = filter.Apply(images);
            manual_seed(2);
            CheckList.Expect(CheckList.Same(first, filter.Apply(images)), "two calls differ");
        });
        checks.Run(PluginRules.FiltersAlone, () =>
        {
            var images = SmallData.Bytes(shape);
            CheckList.Expect(
                CheckList.Same(filter.Apply(images).narrow(0, 0, 1), filter.Apply(images.narrow(0, 0, 1))), "an image's result depends on the others of its batch");
        });
        checks.Run(PluginRules.LeavesImages, () =>
        {
            var images = SmallData.Bytes(shape);
            filter.Apply(images);
            CheckList.Expect(CheckList.Same(images, SmallData.Bytes(shape)), "it changes them in place");
        });
        checks.Run(PluginRules.LeavesNoTensor, () => CheckList.ExpectNoLeak(() =>
        {
            using var scope = NewDisposeScope();
            filter.Apply(SmallData.Bytes(shape));
        }));
        return checks.Results;
    }
}
