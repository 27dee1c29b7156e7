namespace Models.ResNet;

/// <summary>One residual block: input width, output width, stride of its first spatial convolution.</summary>
internal delegate Module<Tensor, Tensor> Block(long input, long output, long stride);

/// <summary>What the blocks share.</summary>
internal static class Blocks
{
    internal static Conv2d Conv(long input, long output, long kernel, long stride = 1) =>
        nn.Conv2d(input, output, kernel, stride, padding: kernel / 2, bias: false);

    /// <summary>1×1 convolution and batch norm where the shape changes, nothing where it stays.</summary>
    internal static Sequential Shortcut(long input, long output, long stride) =>
        stride == 1 && input == output ? nn.Sequential() : nn.Sequential(Conv(input, output, 1, stride), nn.BatchNorm2d(output));
}

/// <summary>Two 3×3 convolutions (He and others, 2016).</summary>
internal sealed class BasicBlock : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Sequential shortcut;

    internal BasicBlock(long input, long output, long stride)
        : base(nameof(BasicBlock))
    {
        (conv1, bn1) = (Blocks.Conv(input, output, 3, stride), nn.BatchNorm2d(output));
        (conv2, bn2) = (Blocks.Conv(output, output, 3), nn.BatchNorm2d(output));
        shortcut = Blocks.Shortcut(input, output, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor x = conv1.call_folded(bn1, input).relu_();
        x = conv2.call_folded(bn2, x);
        return x.add_(shortcut.call_folded(input)).relu_();
    }
}

/// <summary>1×1, 3×3 and 1×1 convolutions, the last four times as wide (He and others, 2016).</summary>
internal sealed class Bottleneck : Module<Tensor, Tensor>
{
    private const long Expansion = 4;
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Conv2d conv3;
    private readonly BatchNorm2d bn3;
    private readonly Sequential shortcut;

    internal Bottleneck(long input, long output, long stride)
        : base(nameof(Bottleneck))
    {
        long inner = output / Expansion;
        (conv1, bn1) = (Blocks.Conv(input, inner, 1), nn.BatchNorm2d(inner));
        (conv2, bn2) = (Blocks.Conv(inner, inner, 3, stride), nn.BatchNorm2d(inner));
        (conv3, bn3) = (Blocks.Conv(inner, output, 1), nn.BatchNorm2d(output));
        shortcut = Blocks.Shortcut(input, output, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        Tensor x = conv1.call_folded(bn1, input).relu_();
        x = conv2.call_folded(bn2, x).relu_();
        x = conv3.call_folded(bn3, x);
        return x.add_(shortcut.call_folded(input)).relu_();
    }
}
