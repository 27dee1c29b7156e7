using System.Runtime.InteropServices;

namespace PluginHost.Torch.Native;

/// <summary>
/// The few C++ functions that neither TorchSharp nor the C interface has, looked up by their mangled names (Itanium: Linux and
/// macOS) when libtorch is loaded. A missing one is named in <see cref="Missing"/> and fails only what needs it.
/// </summary>
internal sealed unsafe class CppSymbols
{
    private readonly List<string> _missing = [];

    internal CppSymbols(nint cpu)
    {
        SetAutocast = (delegate* unmanaged<sbyte, byte, void>)Find(
            cpu, "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb");
        SetAutocastType = (delegate* unmanaged<sbyte, sbyte, void>)Find(
            cpu, "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE");
        ClearAutocastCache = (delegate* unmanaged<void>)Find(cpu, "_ZN2at8autocast11clear_cacheEv");

        GlobalContext = (delegate* unmanaged<nint>)Find(cpu, "_ZN2at13globalContextEv");
        SetCudnnBenchmark = (delegate* unmanaged<nint, byte, void>)Find(cpu, "_ZN2at7Context17setBenchmarkCuDNNEb");
        SetDeterministic = (delegate* unmanaged<nint, byte, byte, void>)Find(
            cpu, "_ZN2at7Context26setDeterministicAlgorithmsEbb");
    }

    /// <summary>Mangled names that this libtorch does not export.</summary>
    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>(kind of device, on).</summary>
    internal delegate* unmanaged<sbyte, byte, void> SetAutocast { get; }

    /// <summary>(kind of device, element type).</summary>
    internal delegate* unmanaged<sbyte, sbyte, void> SetAutocastType { get; }

    internal delegate* unmanaged<void> ClearAutocastCache { get; }

    /// <summary>() → at::Context*.</summary>
    internal delegate* unmanaged<nint> GlobalContext { get; }

    /// <summary>(context, on).</summary>
    internal delegate* unmanaged<nint, byte, void> SetCudnnBenchmark { get; }

    /// <summary>(context, on, only warn).</summary>
    internal delegate* unmanaged<nint, byte, byte, void> SetDeterministic { get; }

    internal static TorchException Lacks(string feature) => new(
        $"{feature} needs a C++ function that this libtorch does not export ({LibTorch.Folder}); "
        + "`doctor` lists the missing names. Use libtorch 2.10 for Linux x64, or set LIBTORCH to one");

    private nint Find(nint library, string name)
    {
        if (NativeLibrary.TryGetExport(library, name, out nint address))
        {
            return address;
        }

        _missing.Add(name);
        return 0;
    }
}
