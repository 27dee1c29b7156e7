using static PluginHost.Torch.torch;

namespace PluginHost.Torch.Modules;

/// <summary>PyTorch's start values of linear and convolution layers: the weight is drawn first, then the bias.</summary>
internal static class DefaultInitialisation
{
    internal static Parameter Weight(long[] shape, Device? device, ScalarType? dtype)
    {
        Tensor weight = empty(shape, dtype: dtype, device: device);
        nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        return new Parameter(weight);
    }

    internal static Parameter Bias(Parameter weight)
    {
        (long fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        Tensor bias = empty([weight.shape[0]], dtype: weight.dtype, device: weight.device);
        nn.init.uniform_(bias, -bound, bound);
        return new Parameter(bias);
    }
}
