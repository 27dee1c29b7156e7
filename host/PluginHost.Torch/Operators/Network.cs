using static PluginHost.Torch.Native.Dispatcher;
using static PluginHost.Torch.Native.Value;

namespace PluginHost.Torch.Native;

/// <summary>What networks are made of, with every argument of the schema; <c>nn.functional</c> gives it PyTorch's defaults.</summary>
internal static class Network
{
    internal const long ReductionNone = 0, ReductionMean = 1, ReductionSum = 2;

    internal static torch.Tensor linear(torch.Tensor input, torch.Tensor weight, torch.Tensor? bias) =>
        Call("aten::linear"u8, input, weight, Maybe(bias));

    internal static torch.Tensor conv1d(torch.Tensor input, torch.Tensor weight, torch.Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups) =>
        Call("aten::conv1d"u8, input, weight, Maybe(bias), stride, padding, dilation, groups);

    internal static torch.Tensor conv2d(torch.Tensor input, torch.Tensor weight, torch.Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups) =>
        Call("aten::conv2d"u8, input, weight, Maybe(bias), stride, padding, dilation, groups);

    internal static torch.Tensor conv_transpose2d(torch.Tensor input, torch.Tensor weight, torch.Tensor? bias, long[] stride, long[] padding, long[] outputPadding, long groups, long[] dilation) =>
        Call("aten::conv_transpose2d"u8, "input"u8, input, weight, Maybe(bias), stride, padding, outputPadding, groups, dilation);

    internal static torch.Tensor batch_norm(torch.Tensor input, torch.Tensor? weight, torch.Tensor? bias, torch.Tensor? runningMean, torch.Tensor? runningVar, bool training, double momentum, double eps) =>
        Call("aten::batch_norm"u8, input, Maybe(weight), Maybe(bias), Maybe(runningMean), Maybe(runningVar), training, momentum, eps, true);

    internal static torch.Tensor layer_norm(torch.Tensor input, long[] normalizedShape, torch.Tensor? weight, torch.Tensor? bias, double eps) =>
        Call("aten::layer_norm"u8, input, normalizedShape, Maybe(weight), Maybe(bias), eps, true);

    internal static torch.Tensor group_norm(torch.Tensor input, long groups, torch.Tensor? weight, torch.Tensor? bias, double eps) =>
        Call("aten::group_norm"u8, input, groups, Maybe(weight), Maybe(bias), eps, true);

    internal static torch.Tensor dropout(torch.Tensor input, double p, bool train) => Call("aten::dropout"u8, input, p, train);

    internal static torch.Tensor dropout_(torch.Tensor input, double p, bool train) => InPlace("aten::dropout_"u8, input, p, train);

    internal static torch.Tensor feature_dropout(torch.Tensor input, double p, bool train) => Call("aten::feature_dropout"u8, input, p, train);

    internal static torch.Tensor embedding(torch.Tensor weight, torch.Tensor indices, long paddingIndex) =>
        Call("aten::embedding"u8, weight, indices, paddingIndex, false, false);

    internal static torch.Tensor max_pool2d(torch.Tensor input, long[] kernel, long[] stride, long[] padding, long[] dilation, bool ceilMode) =>
        Call("aten::max_pool2d"u8, input, kernel, stride, padding, dilation, ceilMode);

    internal static torch.Tensor avg_pool2d(torch.Tensor input, long[] kernel, long[] stride, long[] padding, bool ceilMode, bool countIncludePad, long? divisor) =>
        Call("aten::avg_pool2d"u8, input, kernel, stride, padding, ceilMode, countIncludePad, Maybe(divisor));

    internal static torch.Tensor adaptive_avg_pool2d(torch.Tensor input, long[] size) => Call("aten::adaptive_avg_pool2d"u8, input, size);

    internal static torch.Tensor adaptive_max_pool2d(torch.Tensor input, long[] size)
    {
        var (values, indices) = Call2("aten::adaptive_max_pool2d"u8, ""u8, input, size);
        indices.Dispose();
        return values;
    }

    /// <summary>mode: constant, reflect, replicate or circular; value only for constant.</summary>
    internal static torch.Tensor pad(torch.Tensor input, long[] sizes, string mode, double? value) =>
        Call("aten::pad"u8, input, sizes, mode, Maybe(value));

    /// <summary>interpolation: 0 bilinear, 1 nearest, 2 bicubic; padding: 0 zeros, 1 border, 2 reflection.</summary>
    internal static torch.Tensor grid_sampler(torch.Tensor input, torch.Tensor grid, long interpolation, long padding, bool alignCorners) =>
        Call("aten::grid_sampler"u8, input, grid, interpolation, padding, alignCorners);

    internal static torch.Tensor affine_grid_generator(torch.Tensor theta, long[] size, bool alignCorners) =>
        Call("aten::affine_grid_generator"u8, theta, size, alignCorners);

    /// <summary>Exactly one of size and scales is given.</summary>
    internal static torch.Tensor upsample_bilinear2d(torch.Tensor input, long[]? size, bool alignCorners, double[]? scales) =>
        Call("aten::upsample_bilinear2d"u8, "vec"u8, input, Maybe(size), alignCorners, Maybe(scales));

    /// <summary>Exactly one of size and scales is given.</summary>
    internal static torch.Tensor upsample_bicubic2d(torch.Tensor input, long[]? size, bool alignCorners, double[]? scales) =>
        Call("aten::upsample_bicubic2d"u8, "vec"u8, input, Maybe(size), alignCorners, Maybe(scales));

    /// <summary>Exactly one of size and scales is given.</summary>
    internal static torch.Tensor upsample_nearest2d(torch.Tensor input, long[]? size, double[]? scales) =>
        Call("aten::upsample_nearest2d"u8, "vec"u8, input, Maybe(size), Maybe(scales));

    internal static torch.Tensor im2col(torch.Tensor input, long[] kernel, long[] dilation, long[] padding, long[] stride) =>
        Call("aten::im2col"u8, input, kernel, dilation, padding, stride);

    internal static torch.Tensor one_hot(torch.Tensor input, long classes) => Call("aten::one_hot"u8, input, classes);

    internal static torch.Tensor cross_entropy_loss(torch.Tensor input, torch.Tensor target, torch.Tensor? weight, long reduction, long ignoreIndex, double labelSmoothing) =>
        Call("aten::cross_entropy_loss"u8, input, target, Maybe(weight), reduction, ignoreIndex, labelSmoothing);

    internal static torch.Tensor nll_loss(torch.Tensor input, torch.Tensor target, torch.Tensor? weight, long reduction, long ignoreIndex) =>
        Call("aten::nll_loss_nd"u8, input, target, Maybe(weight), reduction, ignoreIndex);

    internal static torch.Tensor mse_loss(torch.Tensor input, torch.Tensor target, long reduction) => Call("aten::mse_loss"u8, input, target, reduction);

    internal static torch.Tensor l1_loss(torch.Tensor input, torch.Tensor target, long reduction) => Call("aten::l1_loss"u8, input, target, reduction);

    internal static torch.Tensor smooth_l1_loss(torch.Tensor input, torch.Tensor target, long reduction, double beta) =>
        Call("aten::smooth_l1_loss"u8, input, target, reduction, beta);

    internal static torch.Tensor kl_div(torch.Tensor input, torch.Tensor target, long reduction, bool logTarget) =>
        Call("aten::kl_div"u8, input, target, reduction, logTarget);

    internal static torch.Tensor binary_cross_entropy_with_logits(torch.Tensor input, torch.Tensor target, torch.Tensor? weight, torch.Tensor? posWeight, long reduction) =>
        Call("aten::binary_cross_entropy_with_logits"u8, input, target, Maybe(weight), Maybe(posWeight), reduction);

    internal static torch.Tensor cosine_similarity(torch.Tensor first, torch.Tensor second, long dim, double eps) =>
        Call("aten::cosine_similarity"u8, first, second, dim, eps);

    /// <summary>One SGD step for all parameters at once. The lists of buffers is empty without momentum.</summary>
    internal static void fused_sgd_(
        torch.Tensor[] parameters, torch.Tensor[] gradients, torch.Tensor[] momentumBuffers,
        double weightDecay, double momentum, double learningRate, double dampening, bool nesterov, bool maximize, bool isFirstStep) =>
        Run("aten::_fused_sgd_"u8, parameters, gradients, momentumBuffers, weightDecay, momentum, learningRate, dampening, nesterov, maximize, isFirstStep, None, None);

    /// <summary>One AdamW step for all parameters at once; steps are float32 numbers, already counted up.</summary>
    internal static void fused_adamw_(
        torch.Tensor[] parameters, torch.Tensor[] gradients, torch.Tensor[] averages, torch.Tensor[] squareAverages, torch.Tensor[] largestSquareAverages, torch.Tensor[] steps,
        double learningRate, double beta1, double beta2, double weightDecay, double eps, bool amsgrad, bool maximize) =>
        Run("aten::_fused_adamw_"u8, parameters, gradients, averages, squareAverages, largestSquareAverages, steps, learningRate, beta1, beta2, weightDecay, eps, amsgrad, maximize, None, None);

    /// <summary>One Adam step for all parameters at once; steps are float32 numbers, already counted up.</summary>
    internal static void fused_adam_(
        torch.Tensor[] parameters, torch.Tensor[] gradients, torch.Tensor[] averages, torch.Tensor[] squareAverages, torch.Tensor[] largestSquareAverages, torch.Tensor[] steps,
        double learningRate, double beta1, double beta2, double weightDecay, double eps, bool amsgrad, bool maximize) =>
        Run("aten::_fused_adam_"u8, parameters, gradients, averages, squareAverages, largestSquareAverages, steps, learningRate, beta1, beta2, weightDecay, eps, amsgrad, maximize, None, None);
}
