using System.Runtime.CompilerServices;

namespace PluginHost.Torch.InPrograms;

/// <summary>
/// Runs when the program starts: TorchSharp asks for its libraries as soon as one of its types is used.
/// </summary>
internal static class FirstUse
{
    [ModuleInitializer]
    internal static void Prepare() => LibTorch.LoadOnFirstUse();
}
