using PluginHost.Torch.Native;

namespace PluginHost.Torch;

public static unsafe partial class torch
{
    [ThreadStatic]
    private static int t_autocastDepth;

    [ThreadStatic]
    private static Autocast? t_autocast;

    /// <summary>Starts the default generators of the processor and of every CUDA device at a seed: PyTorch's sequences.</summary>
    public static void manual_seed(long seed)
    {
        var symbols = LibTorch.Loaded.Symbols;
        if (symbols.DefaultCpuGenerator is null || symbols.SetCpuSeed is null)
        {
            throw CppSymbols.Lacks("manual_seed");
        }

        symbols.SetCpuSeed(*(nint*)symbols.DefaultCpuGenerator(), (ulong)seed);
        if (cuda.is_available())
        {
            if (symbols.SeedCuda is null)
            {
                throw CppSymbols.Lacks("manual_seed on CUDA");
            }

            symbols.SeedCuda((ulong)seed);
        }
    }

    /// <summary>Threads that one operation uses on the processor.</summary>
    public static int get_num_threads()
    {
        NativeCall.Check(LibTorchC.torch_get_num_threads(out uint threads), "get_num_threads");
        return (int)threads;
    }

    /// <summary>Sets the threads that one operation uses on the processor, from 1.</summary>
    public static void set_num_threads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var set = LibTorch.Loaded.Symbols.SetThreads;
        if (set is null)
        {
            throw CppSymbols.Lacks("set_num_threads");
        }

        set(threads);
    }

    /// <summary>Lets operations on this thread that gain from it compute in a smaller type until disposed; gradients keep the inputs' types.</summary>
    /// <param name="device">Device whose operations are meant.</param>
    /// <param name="dtype">bfloat16 (the default) or float16.</param>
    /// <param name="enabled">False switches it off inside an outer scope.</param>
    public static IDisposable autocast(Device device, ScalarType dtype = ScalarType.BFloat16, bool enabled = true)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new Autocast(device.type, dtype, enabled);
    }

    /// <summary>Makes operations deterministic where PyTorch has a deterministic form; others fail (or only note it, if <paramref name="warn_only"/>).</summary>
    public static void use_deterministic_algorithms(bool mode, bool warn_only = false)
    {
        var symbols = LibTorch.Loaded.Symbols;
        if (symbols.SetDeterministic is null || symbols.GlobalContext is null)
        {
            throw CppSymbols.Lacks("use_deterministic_algorithms");
        }

        symbols.SetDeterministic(symbols.GlobalContext(), mode ? (byte)1 : (byte)0, warn_only ? (byte)1 : (byte)0);
    }

    private sealed class Autocast : IDisposable
    {
        private readonly Autocast? _outer;
        private readonly DeviceType _device;
        private readonly ScalarType _dtype;
        private readonly bool _enabled;

        internal Autocast(DeviceType device, ScalarType dtype, bool enabled)
        {
            var symbols = LibTorch.Loaded.Symbols;
            if (symbols.SetAutocast is null || symbols.SetAutocastType is null || symbols.ClearAutocastCache is null)
            {
                throw CppSymbols.Lacks("autocast");
            }

            _device = device;
            _dtype = dtype;
            _enabled = enabled;
            _outer = t_autocast;
            t_autocast = this;
            t_autocastDepth++;
            Apply(enabled, dtype);
        }

        public void Dispose()
        {
            if (t_autocast != this)
            {
                return;
            }

            t_autocast = _outer;
            var before = _outer;
            while (before is not null && before._device != _device)
            {
                before = before._outer;
            }

            Apply(before?._enabled ?? false, before?._dtype ?? _dtype);
            if (--t_autocastDepth == 0)
            {
                // The cache holds cast copies of the weights; they are stale after the next optimizer step.
                LibTorch.Loaded.Symbols.ClearAutocastCache();
            }
        }

        private void Apply(bool enabled, ScalarType dtype)
        {
            var symbols = LibTorch.Loaded.Symbols;
            symbols.SetAutocastType((sbyte)_device, (sbyte)dtype);
            symbols.SetAutocast((sbyte)_device, enabled ? (byte)1 : (byte)0);
        }
    }

    /// <summary>CUDA devices; under ROCm's PyTorch, HIP devices.</summary>
    public static class cuda
    {
        /// <summary>Whether this libtorch has CUDA and a usable device is there.</summary>
        public static bool is_available()
        {
            var ask = LibTorch.Loaded.Symbols.CudaIsAvailable;
            return LibTorch.HasCuda && ask is not null && ask() != 0;
        }

        /// <summary>Number of usable devices; 0 without CUDA.</summary>
        public static int device_count()
        {
            var ask = LibTorch.Loaded.Symbols.CudaDeviceCount;
            return is_available() && ask is not null ? (int)ask() : 0;
        }

        /// <summary>Waits until a device (-1: the current one) has finished. A <see cref="TorchException"/> without CUDA.</summary>
        public static void synchronize(long device_index = -1)
        {
            if (!is_available())
            {
                throw new TorchException($"cuda.synchronize: no CUDA device is usable with the libtorch in {LibTorch.Folder}");
            }

            var wait = LibTorch.Loaded.Symbols.CudaSynchronize;
            if (wait is null)
            {
                throw CppSymbols.Lacks("cuda.synchronize");
            }

            GuardedCall.Synchronize((nint)wait, device_index);
        }
    }

    /// <summary>Switches of the libraries that libtorch computes with; for the whole process, write-only.</summary>
    public static class backends
    {
        /// <summary>cuDNN: convolutions on CUDA.</summary>
        public static class cudnn
        {
            /// <summary>Try the algorithms for each new shape and keep the fastest.</summary>
            public static void set_benchmark(bool enabled) => Set(LibTorch.Loaded.Symbols.SetCudnnBenchmark, enabled, "cudnn.benchmark");

            /// <summary>Use deterministic algorithms only.</summary>
            public static void set_deterministic(bool enabled) => Set(LibTorch.Loaded.Symbols.SetCudnnDeterministic, enabled, "cudnn.deterministic");

            /// <summary>Allow 19-bit TF32 inside float32 convolutions.</summary>
            public static void set_allow_tf32(bool enabled) => Set(LibTorch.Loaded.Symbols.SetCudnnTf32, enabled, "cudnn.allow_tf32");
        }

        /// <summary>cuBLAS: matrix products on CUDA.</summary>
        public static class cuda
        {
            /// <summary>Allow 19-bit TF32 inside float32 matrix products.</summary>
            public static void set_allow_tf32(bool enabled) => Set(LibTorch.Loaded.Symbols.SetCublasTf32, enabled, "cuda.matmul.allow_tf32");
        }

        private static void Set(delegate* unmanaged<nint, byte, void> set, bool enabled, string name)
        {
            var context = LibTorch.Loaded.Symbols.GlobalContext;
            if (set is null || context is null)
            {
                throw CppSymbols.Lacks(name);
            }

            set(context(), enabled ? (byte)1 : (byte)0);
        }
    }
}
