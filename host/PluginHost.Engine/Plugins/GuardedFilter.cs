using PluginHost.Engine.Guards;

namespace PluginHost.Engine.Plugins;

/// <summary>A low-pass filter under guard: 8-bit images of the shape that it was given.</summary>
internal sealed class GuardedFilter(ILowPassFilter filter, PluginGuard guard) : ILowPassFilter
{
    public Tensor Apply(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        long[] shape = images.shape;
        return guard.CallForTensor(() =>
        {
            var filtered = guard.Given(filter.Apply(images), nameof(Apply));
            guard.Check(PluginRules.FilteredBreach(filtered, shape));
            return filtered;
        });
    }
}
