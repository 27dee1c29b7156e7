using System.Runtime.CompilerServices;

namespace PluginHost.Torch.Tests;

public sealed class NativeLeftoversTests : TensorTest
{
    [Fact]
    public void What_nobody_uses_is_freed()
    {
        // A collection by itself in between makes an object old, which this one leaves alone: it happens now and then.
        int freed = 0;
        for (int i = 0; i < 20; i++)
        {
            var half = MadeAndForgotten();
            NativeLeftovers.Collect();
            freed += half.TryGetTarget(out _) ? 0 : 1;
        }

        Assert.InRange(freed, 15, 20);
    }

    [Fact]
    public void What_is_used_stays()
    {
        Scalar half = 0.5;

        NativeLeftovers.Collect();

        Assert.Equal(0.5f, ones(1).mul(half).item<float>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<Scalar> MadeAndForgotten() => new(0.5);
}
