namespace PluginHost.Torch;

/// <summary>Small native objects of TorchSharp that nobody disposes, such as the scalar of <c>x * 0.5</c>.</summary>
public static class NativeLeftovers
{
    /// <summary>
    /// Frees those that are no longer used. Call it once a pass forward and backward, between two passes: left to the
    /// garbage collector, they live for thousands of passes, lie between the activations, and the native heap grows
    /// around them.
    /// </summary>
    public static void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
}
