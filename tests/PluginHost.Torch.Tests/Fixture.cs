using PluginHost.Torch.IO;

namespace PluginHost.Torch.Tests;

/// <summary>Values that PyTorch gave.</summary>
internal static class Fixture
{
    public static Dictionary<string, Tensor> Load(string name) =>
        Safetensors.Load(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));
}
