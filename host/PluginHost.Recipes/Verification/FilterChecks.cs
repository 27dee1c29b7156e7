namespace PluginHost.Recipes.Verification;

/// <summary>What every low-pass filter must keep.</summary>
internal sealed class FilterChecks(ILowPassFilter filter, ImageShape shape)
{
    public IReadOnlyList<PluginCheck> Run()
    {
        var checks = new CheckList();
        checks.Run("gives 8-bit images of the same shape", () =>
        {
            var images = SmallData.Bytes(shape);
            var filtered = filter.Apply(images);
            CheckList.Expect(filtered.dtype == ScalarType.Byte, $"its images are of type {filtered.dtype}");
            CheckList.Expect(filtered.shape.SequenceEqual(images.shape), $"({string.Join(", ", images.shape)}) became ({string.Join(", ", filtered.shape)})");
        });
        checks.Run("does the same every time", () =>
        {
            var images = SmallData.Bytes(shape);
            manual_seed(1);
            var first = filter.Apply(images);
            manual_seed(2);
            CheckList.Expect(CheckList.Same(first, filter.Apply(images)), "two calls differ");
        });
        checks.Run("filters every image on its own", () =>
        {
            var images = SmallData.Bytes(shape);
            CheckList.Expect(
                CheckList.Same(filter.Apply(images).narrow(0, 0, 1), filter.Apply(images.narrow(0, 0, 1))), "an image's result depends on the others of its batch");
        });
        checks.Run("leaves the given images as they are", () =>
        {
            var images = SmallData.Bytes(shape);
            filter.Apply(images);
            CheckList.Expect(CheckList.Same(images, SmallData.Bytes(shape)), "it changes them in place");
        });
        checks.Run("leaves no tensor behind", () => CheckList.ExpectNoLeak(() =>
        {
            using var scope = NewDisposeScope();
            filter.Apply(SmallData.Bytes(shape));
        }));
        return checks.Results;
    }
}
