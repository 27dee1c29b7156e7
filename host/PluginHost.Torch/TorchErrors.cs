using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PluginHost.Torch;

/// <summary>What goes wrong in tensor code, in words for people.</summary>
public static class TorchErrors
{
    // libtorch's C++ stack follows its message.
    private const string NativeStack = "\nException raised from ";

    /// <summary>
    /// The operation and libtorch's own reason, which names the shapes: "conv2d: expected input to have 5 channels, but got 3".
    /// Null where the exception comes from neither TorchSharp nor this layer.
    /// </summary>
    /// <param name="error">The exception.</param>
    public static string? Message(Exception error) => error switch
    {
        TorchException => error.Message,
        ExternalException when Operation(error) is { } operation => $"{operation}: {error.Message.Split(NativeStack)[0].Trim()}",
        TypeInitializationException or NotSupportedException when LibTorch.Failure is { } failure => failure.Message,
        _ => null,
    };

    /// <summary>The innermost method of TorchSharp that is not the one that throws; null where TorchSharp has no part in it.</summary>
    private static string? Operation(Exception error) => new StackTrace(error).GetFrames()
        .Select(frame => frame.GetMethod())
        .FirstOrDefault(method => method?.DeclaringType?.Assembly == typeof(Tensor).Assembly && method.Name != nameof(CheckForErrors))?.Name;
}
