using System.Runtime.InteropServices;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Native;

/// <summary>
/// The few C++ functions that neither TorchSharp nor the C interface has, by their mangled names (Itanium: Linux and
/// macOS). One that this libtorch does not export fails only what needs it.
/// </summary>
internal sealed class CppSymbols(nint cpu, string folder)
{
    internal const string SetAutocastEnabled = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb";
    internal const string SetAutocastType = "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE";
    internal const string ClearAutocastCache = "_ZN2at8autocast11clear_cacheEv";
    internal const string GlobalContext = "_ZN2at13globalContextEv";
    internal const string SetCudnnBenchmark = "_ZN2at7Context17setBenchmarkCuDNNEb";
    internal const string SetDeterministic = "_ZN2at7Context26setDeterministicAlgorithmsEbb";

    private static readonly string[] s_all =
        [SetAutocastEnabled, SetAutocastType, ClearAutocastCache, GlobalContext, SetCudnnBenchmark, SetDeterministic];

    /// <summary>Mangled names that this libtorch does not export.</summary>
    internal IReadOnlyList<string> Missing { get; } =
        Array.FindAll(s_all, name => !NativeLibrary.TryGetExport(cpu, name, out _));

    /// <summary>The address of a function.</summary>
    /// <exception cref="TorchException">This libtorch does not export it.</exception>
    internal nint AddressOf(string name) => NativeLibrary.TryGetExport(cpu, name, out nint address)
        ? address
        : throw new TorchException(
            $"The libtorch in {folder} does not export the C++ function {name}, which this needs. "
            + "Use libtorch 2.10 for Linux x64, or set LIBTORCH to one; `doctor` lists the missing names");
}
