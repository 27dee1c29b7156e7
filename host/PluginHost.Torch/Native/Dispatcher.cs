using System.Text;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch.Native;

/// <summary>
/// Calls the operators that TorchSharp has no method for, by name, on TorchSharp's tensors. A TorchSharp handle and a
/// handle of libtorch's stable C interface are the same thing, an <c>at::Tensor*</c>.
/// </summary>
/// <remarks>
/// A call takes a stack of 64-bit values, one an argument of the operator's schema, defaults too, and leaves its
/// results there. It takes over the tensors and lists on it, so each argument is a new reference.
/// </remarks>
internal static unsafe class Dispatcher
{
    /// <summary>The tensor in another memory layout; the same memory where it already lies so.</summary>
    internal static Tensor Contiguous(Tensor tensor, memory_format format)
    {
        ulong* stack = stackalloc ulong[] { Reference(tensor), Code(format) };
        Run("aten::contiguous"u8, stack, tensor);
        return Tensor.UnsafeCreateTensor((nint)stack[0]);
    }

    /// <summary>Gives a tensor the memory of another one; whoever holds the tensor sees it.</summary>
    internal static void SetData(Tensor tensor, Tensor data)
    {
        ulong* stack = stackalloc ulong[] { Reference(tensor), Reference(data) };
        Run("aten::set_data"u8, stack, tensor, data);
    }

    /// <summary>One SGD step for many parameters. All lists have the same length, or there are no momenta.</summary>
    internal static void StepFusedSgd(
        IReadOnlyList<Tensor> parameters, IReadOnlyList<Tensor> gradients, IReadOnlyList<Tensor> momenta,
        in SgdStep step)
    {
        ulong* stack = stackalloc ulong[]
        {
            References(parameters), References(gradients), References(momenta),
            Bits(step.WeightDecay), Bits(step.Momentum), Bits(step.LearningRate), Bits(step.Dampening),
            Bit(step.Nesterov), Bit(step.Maximize), Bit(step.IsFirst),
            0, 0, // neither grad_scale nor found_inf
        };
        Run("aten::_fused_sgd_"u8, stack, [.. parameters.Take(1), .. gradients.Take(1)]);
    }

    private static void Run(ReadOnlySpan<byte> name, ulong* stack, params ReadOnlySpan<Tensor> described)
    {
        byte noOverload = 0;

        // UTF-8 literals end in a zero byte, which is no part of the span.
        fixed (byte* zeroEnded = name)
        {
            if (LibTorchC.torch_call_dispatcher(zeroEnded, &noOverload, stack, LibTorchC.AbiVersion) == 0)
            {
                return;
            }
        }

        // libtorch prints the reason itself: its C interface of 2.10 has no other way.
        string operation = Encoding.UTF8.GetString(name);
        string tensors = string.Join("; ", described.ToArray().Select(Description));
        throw new TorchException($"{operation}({tensors}) failed; libtorch wrote the reason to standard error");
    }

    private static string Description(Tensor tensor) =>
        $"{tensor.dtype} [{string.Join(", ", tensor.shape)}] on {tensor.device}";

    private static ulong Reference(Tensor tensor)
    {
        Check(LibTorchC.aoti_torch_new_tensor_handle(tensor.Handle, out nint reference), "a reference to a tensor");
        GC.KeepAlive(tensor);
        return (ulong)reference;
    }

    private static ulong References(IReadOnlyList<Tensor> tensors)
    {
        Check(LibTorchC.torch_new_list_reserve_size((nuint)tensors.Count, out nint list), "a list of tensors");
        foreach (var tensor in tensors)
        {
            Check(LibTorchC.torch_list_push_back(list, Reference(tensor)), "a list of tensors");
        }

        return (ulong)list;
    }

    private static void Check(int code, string what)
    {
        if (code != 0)
        {
            throw new TorchException($"libtorch could not make {what}; it wrote the reason to standard error");
        }
    }

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static ulong Bit(bool value) => value ? 1ul : 0;

    /// <summary>libtorch's own number of a layout; TorchSharp's enumeration counts in another order.</summary>
    private static ulong Code(memory_format format) => format switch
    {
        memory_format.contiguous_format => 0,
        memory_format.preserve_format => 1,
        memory_format.channels_last => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "not a memory format"),
    };
}

/// <summary>The settings of one fused SGD step.</summary>
internal readonly record struct SgdStep(
    double LearningRate, double Momentum, double Dampening, double WeightDecay,
    bool Nesterov, bool Maximize, bool IsFirst);
