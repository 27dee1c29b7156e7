using System.Runtime.InteropServices;
using System.Text;

namespace PluginHost.Torch.Native;

/// <summary>
/// Calls an ATen operator by name: <c>Call("aten::relu"u8, x)</c>, or with an overload <c>Call("aten::to"u8,
/// "dtype"u8, …)</c>. Every argument of the schema is given, in order, defaults too. (UTF-8 literals end in a zero byte.)
/// </summary>
internal static unsafe class Dispatcher
{
    private const int MostResults = 8;

    /// <summary>An operator with one tensor as its result.</summary>
    internal static torch.Tensor Call(ReadOnlySpan<byte> name, params ReadOnlySpan<Value> arguments) =>
        Call(name, ""u8, arguments);

    /// <inheritdoc cref="Call(ReadOnlySpan{byte}, ReadOnlySpan{Value})"/>
    internal static torch.Tensor Call(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, overload, arguments, stack);
        return new torch.Tensor((nint)stack[0]);
    }

    /// <summary>An operator that changes its first argument, which is also the result.</summary>
    internal static torch.Tensor InPlace(ReadOnlySpan<byte> name, params ReadOnlySpan<Value> arguments) =>
        InPlace(name, ""u8, arguments);

    /// <inheritdoc cref="InPlace(ReadOnlySpan{byte}, ReadOnlySpan{Value})"/>
    internal static torch.Tensor InPlace(ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, overload, arguments, stack);
        _ = LibTorchC.aoti_torch_delete_tensor_object((nint)stack[0]);
        return arguments[0].AsTensor!;
    }

    /// <summary>An operator with no result.</summary>
    internal static void Run(ReadOnlySpan<byte> name, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, ""u8, arguments, stack);
    }

    /// <summary>An operator with two tensors as its result.</summary>
    internal static (torch.Tensor First, torch.Tensor Second) Call2(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, overload, arguments, stack);
        return (new torch.Tensor((nint)stack[0]), new torch.Tensor((nint)stack[1]));
    }

    /// <summary>An operator with three tensors as its result.</summary>
    internal static (torch.Tensor First, torch.Tensor Second, torch.Tensor Third) Call3(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, overload, arguments, stack);
        return (new torch.Tensor((nint)stack[0]), new torch.Tensor((nint)stack[1]), new torch.Tensor((nint)stack[2]));
    }

    /// <summary>An operator with a list of tensors as its result.</summary>
    internal static torch.Tensor[] CallList(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, overload, arguments, stack);
        nint list = (nint)stack[0];
        NativeCall.Check(LibTorchC.torch_list_size(list, out nuint count), "list");
        var tensors = new torch.Tensor[(int)count];
        for (int i = 0; i < tensors.Length; i++)
        {
            // Each item read is a new owned handle; the list keeps its own.
            NativeCall.Check(LibTorchC.torch_list_get_item(list, (nuint)i, out ulong item), "list");
            tensors[i] = new torch.Tensor((nint)item);
        }

        NativeCall.Check(LibTorchC.torch_delete_list(list), "list");
        return tensors;
    }

    /// <summary>An operator with a bool, an int or a dtype as its result, as its 64 bits.</summary>
    internal static ulong CallBits(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, params ReadOnlySpan<Value> arguments)
    {
        ulong* stack = stackalloc ulong[arguments.Length + MostResults];
        Invoke(name, overload, arguments, stack);
        return stack[0];
    }

    private static void Invoke(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, ReadOnlySpan<Value> arguments, ulong* stack)
    {
        foreach (ref readonly var argument in arguments)
        {
            argument.ThrowIfDisposed();
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            stack[i] = arguments[i].ToBits();
        }

        int code;
        // By reference: fixing an empty span would give null, but the literal "" has its zero byte too.
        fixed (byte* namePointer = &MemoryMarshal.GetReference(name))
        fixed (byte* overloadPointer = &MemoryMarshal.GetReference(overload))
        {
            code = LibTorchC.torch_call_dispatcher(namePointer, overloadPointer, stack, LibTorchC.AbiVersion);
        }

        if (code != 0)
        {
            throw Failure(name, overload, arguments);
        }
    }

    private static TorchException Failure(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> overload, ReadOnlySpan<Value> arguments)
    {
        string operation = Encoding.UTF8.GetString(name);
        if (overload.Length > 0)
        {
            operation += "." + Encoding.UTF8.GetString(overload);
        }

        var described = new string[arguments.Length];
        for (int i = 0; i < described.Length; i++)
        {
            described[i] = arguments[i].Describe();
        }

        return NativeCall.Failure(operation, string.Join(", ", described));
    }
}
