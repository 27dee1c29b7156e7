using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace PluginHost.Torch.Native;

/// <summary>libtorch's stable C interface (torch/csrc/stable, torch/csrc/inductor/aoti_torch) by its C names.</summary>
internal static unsafe partial class LibTorchC
{
    internal const string Cpu = "torch_cpu";

    /// <summary>The version of the interface we speak: 2.10.0. Later libtorch versions keep understanding it.</summary>
    internal const ulong AbiVersion = (2ul << 56) | (10ul << 48);

    [LibraryImport(Cpu)]
    internal static partial int torch_call_dispatcher(byte* name, byte* overload, ulong* stack, ulong version);

    [LibraryImport(Cpu)] internal static partial int torch_new_list_reserve_size(nuint capacity, out nint list);
    [LibraryImport(Cpu)] internal static partial int torch_list_push_back(nint list, ulong value);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_new_tensor_handle(nint tensor, out nint copy);
}
