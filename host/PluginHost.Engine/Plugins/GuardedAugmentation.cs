using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Plugins;

/// <summary>An augmentation under guard: images of the shape that it announces, with pixels in [0, 1].</summary>
internal sealed class GuardedAugmentation(IAugmentation augmentation, PluginGuard guard) : IAugmentation
{
    private (ImageShape Input, ImageShape Output)? _announced;
    private bool _hasTrained;
    private bool _hasTested;

    public Tensor Apply(Tensor images) => Checked(images, augmentation.Apply, nameof(Apply), ref _hasTrained);

    public Tensor AtTest(Tensor images) => Checked(images, augmentation.AtTest, nameof(AtTest), ref _hasTested);

    public ImageShape OutputShape(ImageShape input)
    {
        if (_announced is not { } known || known.Input != input)
        {
            var output = guard.Ask(() => augmentation.OutputShape(input));
            bool isShape = output is { Channels: > 0, Height: > 0, Width: > 0 };
            guard.Check(isShape ? null : $"announces images of {output} for images of {input}");
            _announced = known = (input, output);
        }

        return known.Output;
    }

    /// <summary>Looks at the form each time, and at the values, for which it must wait, at the first batch.</summary>
    private Tensor Checked(Tensor images, Func<Tensor, Tensor> apply, string member, ref bool isChecked)
    {
        ArgumentNullException.ThrowIfNull(images);
        bool isFirst = !isChecked;
        isChecked = true;
        var announced = OutputShape(new ImageShape((int)images.size(1), (int)images.size(2), (int)images.size(3)));
        return guard.CallForTensor(() =>
        {
            var augmented = guard.Given(apply(images), member);
            guard.Check(PluginRules.AugmentedBreach(augmented, images.size(0), announced));
            guard.Check(isFirst ? PluginRules.PixelBreach(augmented) : null);
            return augmented;
        });
    }
}
