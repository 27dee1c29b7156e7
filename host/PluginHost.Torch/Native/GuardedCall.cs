using System.Runtime.InteropServices;
using PluginHost.Torch.Native;

namespace PluginHost.Torch.Native;

/// <summary>
/// Calls an in-place operator that takes numbers (c10::Scalar), which the dispatcher interface cannot pass. A C++
/// exception must not cross into .NET, so the call goes through <c>torch_parallel_for</c>: with one chunk it calls the
/// function (begin, end, context) in this thread inside libtorch's own try/catch. Our three pointers are its three
/// arguments; begin is the lower of two addresses in one block, and the chunk size covers the distance.
/// </summary>
internal static unsafe class GuardedCall
{
    private const int ScalarSize = 32, OptionalScalarSize = 48, BlockSize = 256;
    private const int SecondAt = 16, ThirdAt = 64;

    /// <summary>self += alpha · other, with PyTorch's rules for shapes, dtypes and autograd.</summary>
    internal static void Add(torch.Tensor self, torch.Tensor other, Scalar alpha)
    {
        byte* block = stackalloc byte[BlockSize];
        new Span<byte>(block, BlockSize).Clear();
        WriteScalar(block + ThirdAt, alpha);
        bool otherHeld = false;
        try
        {
            other.Handle.DangerousAddRef(ref otherHeld);
            *(nint*)(block + SecondAt) = *(nint*)other.Handle.DangerousGetHandle();
            Run("add_", LibTorch.Loaded.Symbols.AddInPlace, self, block, block + SecondAt, block + ThirdAt, other);
        }
        finally
        {
            if (otherHeld)
            {
                other.Handle.DangerousRelease();
            }
        }
    }

    /// <summary>self = min(max(self, lowest), highest); null is no bound.</summary>
    internal static void Clamp(torch.Tensor self, Scalar? lowest, Scalar? highest)
    {
        byte* block = stackalloc byte[BlockSize];
        new Span<byte>(block, BlockSize).Clear();
        WriteOptional(block + SecondAt, lowest);
        WriteOptional(block + SecondAt + OptionalScalarSize, highest);
        Run("clamp_", LibTorch.Loaded.Symbols.ClampInPlace, self, block, block + SecondAt, block + SecondAt + OptionalScalarSize, null);
    }

    /// <summary>self = self where positive, else slope · self.</summary>
    internal static void LeakyRelu(torch.Tensor self, double slope)
    {
        byte* block = stackalloc byte[BlockSize];
        new Span<byte>(block, BlockSize).Clear();
        WriteScalar(block + SecondAt, slope);
        Run("leaky_relu_", LibTorch.Loaded.Symbols.LeakyReluInPlace, self, block, block + SecondAt, block, null);
    }

    /// <summary>Waits for a device: the chunk's first number is the function's only argument.</summary>
    internal static void Synchronize(nint function, long device) => NativeCall.Check(
        LibTorchC.torch_parallel_for(device, device + 1, 1, function, null), "cuda.synchronize");

    private static void Run(
        string name, nint function, torch.Tensor self, byte* first, byte* second, byte* third, torch.Tensor? other)
    {
        if (function == 0)
        {
            throw CppSymbols.Lacks(name);
        }

        bool held = false;
        try
        {
            self.Handle.DangerousAddRef(ref held);
            // An at::Tensor is one pointer: a copy of it in our block serves as a borrowed reference.
            *(nint*)first = *(nint*)self.Handle.DangerousGetHandle();
            int code = LibTorchC.torch_parallel_for((long)first, (long)second, BlockSize, function, third);
            if (code != 0)
            {
                string arguments = other is null ? self.ToString() : $"{self}, {other}";
                throw NativeCall.Failure("aten::" + name, arguments);
            }
        }
        finally
        {
            if (held)
            {
                self.Handle.DangerousRelease();
            }
        }
    }

    // c10::Scalar: an int32 tag (0 double, 1 integer) and its value 16 bytes further.
    private static void WriteScalar(byte* at, Scalar value)
    {
        *(int*)at = value.IsIntegral ? 1 : 0;
        *(long*)(at + 16) = value.IsIntegral ? value.ToInt64() : BitConverter.DoubleToInt64Bits(value.ToDouble());
    }

    private static void WriteOptional(byte* at, Scalar? value)
    {
        if (value is { } given)
        {
            WriteScalar(at, given);
            at[ScalarSize] = 1;
        }
    }
}
