using System.Globalization;

namespace PluginHost.Running.Requests;

/// <summary>Turns <c>--device</c> and <c>--precision</c> into a device that is there and an arithmetic that it is good at.</summary>
public static class ComputeChoice
{
    /// <summary>As <c>torch.CPU</c>, whose first use loads libtorch: here it can come in the background.</summary>
    private static torch.Device Processor => new(DeviceType.CPU);

    public static Compute Of(string device, string? precision)
    {
        var chosen = DeviceOf(device);
        var compute = new Compute(chosen, PrecisionOf(precision, chosen));
        if (chosen.type == DeviceType.CUDA)
        {
            // By default convolutions round to TF32, which --precision fp32 does not ask for.
            backends.cudnn.allow_tf32 = compute.Precision != Precision.Fp32;
            backends.cuda.matmul.allow_tf32 = compute.Precision == Precision.Tf32;
        }

        return compute;
    }

    private static torch.Device DeviceOf(string name)
    {
        if (name == "auto")
        {
            // A libtorch without CUDA need not be loaded to know.
            return LibTorch.HasCuda && cuda.is_available() ? new torch.Device(DeviceType.CUDA, 0) : Processor;
        }

        if (name == "cpu")
        {
            return Processor;
        }

        if (name != "cuda" && !(name.StartsWith("cuda:", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw new UsageException($"--device takes auto, cpu or cuda:N, not '{name}'{Nearest.Hint(name, ["auto", "cpu", "cuda:0"])}");
        }

        int index = name == "cuda" ? 0 : int.Parse(name.AsSpan(5), CultureInfo.InvariantCulture);
        if (!LibTorch.HasCuda)
        {
            throw new UsageException(
                $"device {name} is not there: the libtorch in {LibTorch.Folder} has no CUDA; build with "
                + $"-p:TorchDevice=cuda, set LIBTORCH to the torch/lib of a PyTorch {LibTorch.NeededVersion.ToString(2)} that has, or use --device cpu");
        }

        int there = cuda.is_available() ? cuda.device_count() : 0;
        if (index >= there)
        {
            throw new UsageException(
                $"device {name} is not there: {(there == 0 ? "no CUDA device was found" : $"the last one is cuda:{there - 1}")}; "
                + "see 'pluginhost doctor', or use --device cpu");
        }

        return new torch.Device(DeviceType.CUDA, index);
    }

    private static Precision PrecisionOf(string? name, torch.Device device) => name switch
    {
        "fp32" => Precision.Fp32,
        "bf16" => Precision.Bf16,
        "tf32" when device.type == DeviceType.CUDA => Precision.Tf32,
        "tf32" => throw new UsageException("--precision tf32 needs a CUDA device; use fp32 or bf16 on the CPU"),
        _ => IsGoodAtBf16(device) ? Precision.Bf16 : Precision.Fp32,
    };

    /// <summary>
    /// What "auto" means: bfloat16 where the hardware multiplies it, which is CUDA and CPUs with AVX-512 BF16.
    /// </summary>
    private static bool IsGoodAtBf16(torch.Device device) =>
        device.type == DeviceType.CUDA
        || (File.Exists("/proc/cpuinfo")
            && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))
                ?.Contains(" avx512_bf16", StringComparison.Ordinal) == true);
}
