namespace PluginHost.Torch;

/// <summary>
/// Switches of the libraries that libtorch computes with, for the whole process; TorchSharp has those for TF32.
/// </summary>
public static class Backends
{
    /// <summary>Makes operations deterministic where PyTorch has a deterministic form; others fail.</summary>
    /// <param name="mode">On or off.</param>
    /// <param name="warn_only">Operations without a deterministic form only note it.</param>
    public static void use_deterministic_algorithms(bool mode, bool warn_only = false) =>
        Context.SetDeterministic(mode, warn_only);

    /// <summary>Lets cuDNN try its algorithms for each new shape and keep the fastest.</summary>
    /// <param name="enabled">On or off.</param>
    public static void set_cudnn_benchmark(bool enabled) => Context.SetCudnnBenchmark(enabled);
}
