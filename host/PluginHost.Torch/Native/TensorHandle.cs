using System.Runtime.InteropServices;

namespace PluginHost.Torch.Native;

/// <summary>Owns one reference to a native tensor and counts how many are alive.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private static long s_live;

    /// <summary>Takes over <paramref name="owned"/>: nobody else may free it.</summary>
    internal TensorHandle(nint owned)
        : base(0, ownsHandle: true)
    {
        SetHandle(owned);
        Interlocked.Increment(ref s_live);
    }

    internal static long Live => Interlocked.Read(ref s_live);

    public override bool IsInvalid => handle == 0;

    /// <summary>A second owned reference to the same tensor, to be given away to an operator call.</summary>
    internal nint NewReference()
    {
        NativeCall.Check(LibTorchC.aoti_torch_new_tensor_handle(this, out nint copy), "tensor handle");
        return copy;
    }

    /// <summary>Runs <paramref name="use"/> with the native tensor kept alive meanwhile.</summary>
    internal T Borrow<T>(Func<nint, T> use)
    {
        bool held = false;
        try
        {
            DangerousAddRef(ref held);
            return use(handle);
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        Interlocked.Decrement(ref s_live);
        return LibTorchC.aoti_torch_delete_tensor_object(handle) == 0;
    }
}
