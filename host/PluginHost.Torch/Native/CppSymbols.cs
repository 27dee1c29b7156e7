using System.Runtime.InteropServices;

namespace PluginHost.Torch.Native;

/// <summary>
/// The few C++ functions that the C interface has no counterpart for, looked up by their mangled names (Itanium: Linux
/// and macOS) when libtorch is loaded. A missing one is named in <see cref="Missing"/> and fails only what needs it.
/// </summary>
internal sealed unsafe class CppSymbols
{
    private readonly List<string> _missing = [];

    internal CppSymbols(nint cpu, nint c10)
    {
        MutableGrad = (delegate* unmanaged<nint, nint>)Find(c10, "_ZN3c1010TensorImpl12mutable_gradEv");
        RequiresGrad = (delegate* unmanaged<nint, byte>)Find(c10, "_ZNK3c1010TensorImpl13requires_gradEv");

        DefaultCpuGenerator = (delegate* unmanaged<nint>)Find(cpu, "_ZN2at6detail22getDefaultCPUGeneratorEv");
        SetCpuSeed = (delegate* unmanaged<nint, ulong, void>)Find(cpu, "_ZN2at16CPUGeneratorImpl16set_current_seedEm");
        SeedCuda = (delegate* unmanaged<ulong, void>)Find(cpu, "_ZN5torch4cuda15manual_seed_allEm");
        CudaIsAvailable = (delegate* unmanaged<byte>)Find(cpu, "_ZN5torch4cuda12is_availableEv");
        CudaDeviceCount = (delegate* unmanaged<nuint>)Find(cpu, "_ZN5torch4cuda12device_countEv");
        CudaSynchronize = (delegate* unmanaged<long, void>)Find(cpu, "_ZN5torch4cuda11synchronizeEl");

        SetThreads = (delegate* unmanaged<int, void>)Find(cpu, "_ZN2at15set_num_threadsEi");
        SetAutocast = (delegate* unmanaged<sbyte, byte, void>)Find(
            cpu, "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb");
        SetAutocastType = (delegate* unmanaged<sbyte, sbyte, void>)Find(
            cpu, "_ZN2at8autocast18set_autocast_dtypeEN3c1010DeviceTypeENS1_10ScalarTypeE");
        ClearAutocastCache = (delegate* unmanaged<void>)Find(cpu, "_ZN2at8autocast11clear_cacheEv");

        GlobalContext = (delegate* unmanaged<nint>)Find(cpu, "_ZN2at13globalContextEv");
        SetCudnnBenchmark = (delegate* unmanaged<nint, byte, void>)Find(cpu, "_ZN2at7Context17setBenchmarkCuDNNEb");
        SetCudnnDeterministic = (delegate* unmanaged<nint, byte, void>)Find(cpu, "_ZN2at7Context21setDeterministicCuDNNEb");
        SetCudnnTf32 = (delegate* unmanaged<nint, byte, void>)Find(cpu, "_ZN2at7Context17setAllowTF32CuDNNEb");
        SetCublasTf32 = (delegate* unmanaged<nint, byte, void>)Find(cpu, "_ZN2at7Context18setAllowTF32CuBLASEb");
        SetDeterministic = (delegate* unmanaged<nint, byte, byte, void>)Find(
            cpu, "_ZN2at7Context26setDeterministicAlgorithmsEbb");

        AddInPlace = Find(cpu, "_ZN2at4_ops11add__Tensor4callERNS_6TensorERKS2_RKN3c106ScalarE");
        ClampInPlace = Find(cpu, "_ZN2at4_ops6clamp_4callERNS_6TensorERKSt8optionalIN3c106ScalarEES9_");
        LeakyReluInPlace = Find(cpu, "_ZN2at4_ops11leaky_relu_4callERNS_6TensorERKN3c106ScalarE");
    }

    /// <summary>Mangled names that this libtorch does not export.</summary>
    internal IReadOnlyList<string> Missing => _missing;

    /// <summary>(TensorImpl*) → at::Tensor*: the slot of <c>.grad</c>, usable as a borrowed handle.</summary>
    internal delegate* unmanaged<nint, nint> MutableGrad { get; }

    /// <summary>(TensorImpl*) → bool.</summary>
    internal delegate* unmanaged<nint, byte> RequiresGrad { get; }

    /// <summary>() → at::Generator*, whose first word is the CPUGeneratorImpl*.</summary>
    internal delegate* unmanaged<nint> DefaultCpuGenerator { get; }

    internal delegate* unmanaged<nint, ulong, void> SetCpuSeed { get; }

    internal delegate* unmanaged<ulong, void> SeedCuda { get; }

    internal delegate* unmanaged<byte> CudaIsAvailable { get; }

    internal delegate* unmanaged<nuint> CudaDeviceCount { get; }

    /// <summary>(device index, -1 for the current one). Throws a C++ exception without CUDA: ask first.</summary>
    internal delegate* unmanaged<long, void> CudaSynchronize { get; }

    internal delegate* unmanaged<int, void> SetThreads { get; }

    internal delegate* unmanaged<sbyte, byte, void> SetAutocast { get; }

    internal delegate* unmanaged<sbyte, sbyte, void> SetAutocastType { get; }

    internal delegate* unmanaged<void> ClearAutocastCache { get; }

    /// <summary>() → at::Context*.</summary>
    internal delegate* unmanaged<nint> GlobalContext { get; }

    internal delegate* unmanaged<nint, byte, void> SetCudnnBenchmark { get; }

    internal delegate* unmanaged<nint, byte, void> SetCudnnDeterministic { get; }

    internal delegate* unmanaged<nint, byte, void> SetCudnnTf32 { get; }

    internal delegate* unmanaged<nint, byte, void> SetCublasTf32 { get; }

    /// <summary>(context, on, only warn).</summary>
    internal delegate* unmanaged<nint, byte, byte, void> SetDeterministic { get; }

    /// <summary>add_(Tensor&amp;, const Tensor&amp;, const Scalar&amp;); may throw, see <see cref="GuardedCall"/>.</summary>
    internal nint AddInPlace { get; }

    /// <summary>clamp_(Tensor&amp;, const optional&lt;Scalar&gt;&amp;, const optional&lt;Scalar&gt;&amp;); may throw.</summary>
    internal nint ClampInPlace { get; }

    /// <summary>leaky_relu_(Tensor&amp;, const Scalar&amp;); may throw.</summary>
    internal nint LeakyReluInPlace { get; }

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
