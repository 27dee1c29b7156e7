using PluginHost.Torch.IO;
using Xunit;

namespace PluginHost.Torch.Tests;

/// <summary>Values that the reference implementation gave, and how to compare with them.</summary>
internal static class Fixture
{
    public static Dictionary<string, Tensor> Load(string name) =>
        Safetensors.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));

    /// <summary>‖expected − actual‖ is at most this share of ‖expected‖.</summary>
    public static void Close(Tensor expected, Tensor actual, double relative, string what)
    {
        Assert.Equal(expected.shape, actual.shape);
        double distance = (expected - actual).pow(2).sum().sqrt().ToDouble();
        double size = expected.pow(2).sum().sqrt().ToDouble();
        Assert.True(distance <= relative * size, $"{what}: relative error {distance / size:g3}");
    }
}
