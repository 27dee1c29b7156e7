using System.Runtime.CompilerServices;
using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class NativeLeftoversTests : TensorTest
{
    [Fact]
    public void What_nobody_uses_is_freed()
    {
        var half = MadeAndForgotten();

        NativeLeftovers.Collect();

        Assert.False(half.TryGetTarget(out _));
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
