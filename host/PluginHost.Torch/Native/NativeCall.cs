using System.Runtime.CompilerServices;

namespace PluginHost.Torch.Native;

/// <summary>What every native call goes through: its return code becomes an exception with libtorch's own words.</summary>
internal static class NativeCall
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check(int code, string what)
    {
        if (code != 0)
        {
            throw Failure(what, "");
        }
    }

    internal static TorchException Failure(string what, string arguments)
    {
        string? printed = NativeMessages.TakeError();
        string message = LibTorch.Loaded.LastError() ?? printed
            ?? "libtorch reported an error; its message went to standard error, because its output could not be redirected here";
        return new TorchException(arguments.Length == 0 ? $"{what}: {message}" : $"{what}({arguments}): {message}");
    }
}
