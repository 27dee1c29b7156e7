using PluginHost.Torch.Native;
using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch;

public static partial class torch
{
    /// <summary>Uniform in [0, 1), from the device's default generator; so in all of these.</summary>
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::rand"u8, size, Maybe(dtype), None, Maybe(device), None), requires_grad);

    /// <inheritdoc cref="rand(long[], ScalarType?, Device?, bool)"/>
    public static Tensor rand(params ReadOnlySpan<long> size) => rand(size.ToArray());

    /// <summary>Normal with mean 0 and deviation 1.</summary>
    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::randn"u8, size, Maybe(dtype), None, Maybe(device), None), requires_grad);

    /// <inheritdoc cref="randn(long[], ScalarType?, Device?, bool)"/>
    public static Tensor randn(params ReadOnlySpan<long> size) => randn(size.ToArray());

    /// <summary>Whole numbers, each of 0 … high - 1 equally likely; int64 unless given.</summary>
    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null) =>
        randint(0, high, size, dtype, device);

    /// <summary>Whole numbers, each of low … high - 1 equally likely; int64 unless given.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null) =>
        Call("aten::randint"u8, "low"u8, low, high, size, Maybe(dtype ?? int64), None, Maybe(device), None);

    /// <summary>The numbers 0 … n - 1 in random order; int64 unless given.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null) =>
        Call("aten::randperm"u8, n, Maybe(dtype ?? int64), None, Maybe(device), None);

    /// <summary>Uniform in [0, 1), in another tensor's shape, type, device and memory layout.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::rand_like"u8, input, Maybe(dtype), None, Maybe(device), None, None), requires_grad);

    /// <summary>Normal, in another tensor's shape, type, device and memory layout.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Call("aten::randn_like"u8, input, Maybe(dtype), None, Maybe(device), None, None), requires_grad);

    /// <summary>0 or 1, each 1 with the probability that the input holds there.</summary>
    public static Tensor bernoulli(Tensor input) => Call("aten::bernoulli"u8, input, None);

    public partial class Tensor
    {
        /// <summary>Overwrites with uniform numbers in [from, to).</summary>
        public Tensor uniform_(double from = 0, double to = 1) => InPlace("aten::uniform_"u8, this, from, to, None);

        /// <summary>Overwrites with normal numbers.</summary>
        public Tensor normal_(double mean = 0, double stddev = 1) => InPlace("aten::normal_"u8, this, mean, stddev, None);

        /// <summary>Overwrites with 1 with probability p, else 0.</summary>
        public Tensor bernoulli_(double p = 0.5) => InPlace("aten::bernoulli_"u8, "float"u8, this, p, None);

        /// <summary>Overwrites with whole numbers from … to - 1, equally likely.</summary>
        public Tensor random_(long from, long to) => InPlace("aten::random_"u8, "from"u8, this, from, Maybe((long?)to), None);

        /// <summary>0 or 1, each 1 with the probability that this tensor holds there.</summary>
        public Tensor bernoulli() => torch.bernoulli(this);
    }
}
