using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace PluginHost.Torch.Native;

/// <summary>libtorch's stable C interface (torch/csrc/stable and torch/csrc/inductor/aoti_torch), by its C names.</summary>
internal static unsafe partial class LibTorchC
{
    internal const string Cpu = "torch_cpu";

    /// <summary>The version of the interface we speak: 2.10.0. Later libtorch versions keep understanding it.</summary>
    internal const ulong AbiVersion = (2ul << 56) | (10ul << 48);

    [LibraryImport(Cpu)] internal static partial int torch_call_dispatcher(byte* name, byte* overload, ulong* stack, ulong version);

    [LibraryImport(Cpu)] internal static partial int torch_new_list_reserve_size(nuint capacity, out nint list);
    [LibraryImport(Cpu)] internal static partial int torch_list_push_back(nint list, ulong value);
    [LibraryImport(Cpu)] internal static partial int torch_list_size(nint list, out nuint size);
    [LibraryImport(Cpu)] internal static partial int torch_list_get_item(nint list, nuint index, out ulong value);
    [LibraryImport(Cpu)] internal static partial int torch_delete_list(nint list);
    [LibraryImport(Cpu)] internal static partial int torch_new_string_handle(byte* text, nuint length, out nint handle);

    [LibraryImport(Cpu)] internal static partial int aoti_torch_new_tensor_handle(nint tensor, out nint copy);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_new_tensor_handle(TensorHandle tensor, out nint copy);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_new_uninitialized_tensor(out nint tensor);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_delete_tensor_object(nint tensor);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_is_defined(nint tensor, out byte defined);

    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_dim(TensorHandle tensor, out long dimensions);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_size(TensorHandle tensor, long dimension, out long size);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_sizes(TensorHandle tensor, out long* sizes);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_strides(TensorHandle tensor, out long* strides);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_numel(TensorHandle tensor, out long count);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_dtype(TensorHandle tensor, out int dtype);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_device_type(TensorHandle tensor, out int type);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_device_index(TensorHandle tensor, out int index);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_is_contiguous(TensorHandle tensor, out byte contiguous);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_get_data_ptr(TensorHandle tensor, out nint data);

    [LibraryImport(Cpu)] internal static partial int aoti_torch_item_float64(TensorHandle tensor, out double value);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_item_int64(TensorHandle tensor, out long value);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_scalar_to_tensor_float32(float value, out nint tensor);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_scalar_to_tensor_float64(double value, out nint tensor);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_scalar_to_tensor_int64(long value, out nint tensor);
    [LibraryImport(Cpu)] internal static partial int aoti_torch_scalar_to_tensor_bool(byte value, out nint tensor);

    [LibraryImport(Cpu)]
    internal static partial int aoti_torch_aten_subtract_Tensor(
        TensorHandle self, TensorHandle other, double alpha, out nint result);
    [LibraryImport(Cpu)]
    internal static partial int aoti_torch_aten_subtract_Tensor(TensorHandle self, nint other, double alpha, out nint result);

    [LibraryImport(Cpu)] internal static partial int torch_set_requires_grad(TensorHandle tensor, byte requiresGrad);
    [LibraryImport(Cpu)] internal static partial byte aoti_torch_grad_mode_is_enabled();
    [LibraryImport(Cpu)] internal static partial void aoti_torch_grad_mode_set_enabled(byte enabled);
    [LibraryImport(Cpu)] internal static partial int torch_get_num_threads(out uint threads);
    [LibraryImport(Cpu)]
    internal static partial int torch_parallel_for(long begin, long end, long grainSize, nint function, void* context);
}
