using System.Diagnostics;
using System.Reflection;
using PluginHost.Torch.Errors;

namespace PluginHost.Torch;

/// <summary>What goes wrong in tensor code, in words for people.</summary>
public static class TorchErrors
{
    // libtorch's C++ stack follows its message.
    private const string NativeStack = "\nException raised from ";

    /// <summary>
    /// The operation and libtorch's or TorchSharp's own reason, which names the shapes: "conv2d: expected input to have
    /// 5 channels, but got 3". Null where the exception comes from neither TorchSharp nor this layer.
    /// </summary>
    /// <param name="error">The exception.</param>
    public static string? Message(Exception error)
    {
        switch (error)
        {
            case TorchException:
                return error.Message;
            case TypeInitializationException or NotSupportedException when LibTorch.Failure is { } failure:
                return failure.Message;
            default:
                // What a caller of TorchSharp or code that TorchSharp calls throws is not TorchSharp's.
                var innermost = new StackTrace(error).GetFrames()
                    .Select(frame => frame.GetMethod())
                    .FirstOrDefault(method => method?.Name != nameof(CheckForErrors));
                return innermost?.DeclaringType is { } type && type.Assembly == typeof(Tensor).Assembly
                    ? $"{Operation(innermost, type)}: {error.Message.Split(NativeStack)[0].Trim()}"
                    : null;
        }
    }

    /// <summary>The method that failed; where it computes a module, the module's type.</summary>
    private static string Operation(MethodBase method, Type type) =>
        method.Name is "forward" or "call" ? type.Name : method.Name;
}
