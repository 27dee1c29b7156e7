using System.Globalization;
using PluginHost.Contracts;
using PluginHost.Engine.Attacks;

namespace Noise.NeuralTangent;

/// <summary>How the images of a block are moved.</summary>
public enum Walk
{
    /// <summary>Projected sign ascent, as paper and code mean it.</summary>
    Pgd,

    /// <summary>
    /// What the authors' code does: every step begins at the clean block and is as long as the radius, so that all are
    /// the same one step.
    /// </summary>
    Official,
}

/// <summary>Which images get noise.</summary>
public enum Coverage
{
    /// <summary>Every image: the held-out ones too, against some of the others; blocks of equal size.</summary>
    All,

    /// <summary>Whole blocks of what is not held out; the rest stays clean, as in the authors' code.</summary>
    Official,
}

/// <summary>Settings of neural tangent generalization attacks; the paper's for CIFAR, Table 5 and A.3.2.</summary>
public sealed record NeuralTangentOptions
{
    [Option("bound of the noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("PGD steps a block", Symbol = "Kᵤ", Min = 1, Max = 100_000)]
    public int Steps { get; init; } = 10;

    [Option("PGD step size; 0 stands for 1.1·radius/steps", Symbol = "αᵤ", Min = 0, Max = 127)]
    public Radius StepSize { get; init; } = Radius.Zero;

    [Option("the infinitely wide network that the noise is made with")]
    public SurrogateKernel Surrogate { get; init; }

    [Option("how long that network is trained, in steps of gradient descent with learning rate 1", Symbol = "t", Min = 1e-6, Max = 1e12)]
    public double Time { get; init; } = 64;

    [Option("images of a block, whose kernel is decomposed as a whole", Min = 1, Max = 100_000)]
    public int BlockSize { get; init; } = 4000;

    [Option("held-out images whose loss is raised; a fifth of all at most", Min = 1, Max = 10_000_000)]
    public int Validation { get; init; } = 10_000;

    [Option("held-out images that are read at once; makes no difference but in memory", Min = 1, Max = 1_000_000)]
    public int Batch { get; init; } = 1000;

    [Option("how the images of a block are moved")]
    public Walk Walk { get; init; }

    [Option("which images get noise")]
    public Coverage Coverage { get; init; }

    [Option("stride of the convolutions of surrogate cnn", Min = 1, Max = 16)]
    public int ConvStride { get; init; } = 2;
}

/// <summary>
/// Neural tangent generalization attack (Yuan and Wu 2021): max over ‖δ‖∞ ≤ ρᵤ of the loss, on held-out images, of an
/// infinitely wide network that was trained on x + δ for a time t.
/// </summary>
[Plugin(PluginKind.Noise, "ntga", "1.0.0", Summary = "neural tangent generalization attack: raises the test loss of infinitely wide networks",
    Source = "Yuan and Wu, Neural Tangent Generalization Attacks, ICML 2021; Fu et al., Robust Unlearnable Examples, ICLR 2022, A.3.2")]
public sealed class NeuralTangent(NeuralTangentOptions options) : INoiseMethod
{
    private const string Moved = "moved";

    /// <inheritdoc/>
    public Radius Bound => options.Radius;

    /// <inheritdoc/>
    public bool NeedsSurrogate => false;

    private ThreatModel Threat => options.Walk == Walk.Official
        ? new ThreatModel(Norm.LInf, options.Radius, options.Radius, 1, RandomStart: false)
        : new ThreatModel(
            Norm.LInf, options.Radius, options.StepSize.IsZero ? options.Radius * 1.1 / options.Steps : options.StepSize, options.Steps,
            RandomStart: false);

    /// <inheritdoc/>
    public long? Passes(int images, SurrogateSpec? surrogate) => 0;

    /// <inheritdoc/>
    public NoiseWork? Work(int images, ImageShape shape)
    {
        var blocks = Block.Sizes(images, options);
        if (blocks.Count == 0)
        {
            return null;
        }

        var kernel = new TangentKernel(options.Surrogate, options.ConvStride);
        int least = blocks.Min(b => b.Images), most = blocks.Max(b => b.Images);
        return new NoiseWork(
            string.Create(CultureInfo.InvariantCulture, $"{(long)blocks.Count * Threat.Steps:N0} steps of kernel algebra, on {blocks.Count:N0} block{(blocks.Count == 1 ? "" : "s")} of ")
                + string.Create(CultureInfo.InvariantCulture, $"{(least == most ? $"{most:N0}" : $"{least:N0} to {most:N0}")} images"),
            Threat.Steps * blocks.Sum(b => StepOperations(b.Images, b.HeldOut)));

        // A pair of images is met in Θ of the block, twice, and in Θ of the held-out images, with gradients. What it takes
        // besides the inner product, and the decomposition as a multiple of n³, are measured.
        double StepOperations(double n, double held) =>
            (((2 * n * n) + (n * held)) * ((3 * shape.Size) + (300.0 * kernel.ValuesPerPair(shape.Height, shape.Width)))) + (40 * n * n * n);
    }

    /// <inheritdoc/>
    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var blocks = Block.Of(context, options);
        var threat = Threat;
        var loss = new GeneralisationLoss(new TangentKernel(options.Surrogate, options.ConvStride), options.Time);
        using var outer = NewDisposeScope();
        var (done, moved) = Restore(context);
        for (; done < blocks.Count * threat.Steps; done++)
        {
            SaveIfDue(context, done, moved);
            using var scope = NewDisposeScope();
            var block = blocks[done / threat.Steps];
            var (clean, labels) = Read(context, block.Images);
            var (value, gradient) = loss.Of(
                moved ?? clean, labels, context.Images.Classes, Parts(context, block.HeldOut));
            var next = Step(clean, moved ?? clean, gradient, threat);
            bool isLast = done % threat.Steps == threat.Steps - 1;
            if (isLast)
            {
                context.Noise.Write(block.Images, next - clean);
            }

            moved?.Dispose();
            moved = isLast ? null : next.MoveToOuterDisposeScope();
            context.Progress.Report(new StepReport(
                "noise ntga", done + 1, blocks.Count * threat.Steps, value / block.HeldOut.Length));
        }
    }

    /// <summary>One ascent step inside the ball and the pixel range.</summary>
    private static Tensor Step(Tensor clean, Tensor moved, Tensor gradient, ThreatModel threat) =>
        NormBall.Project_(moved + NormBall.Step(gradient, threat.Norm, threat.StepSize) - clean, threat.Norm, threat.Radius)
            .add_(clean).clamp_(0.0, 1.0);

    /// <summary>Held-out images part by part; a part is freed when the next one is asked for.</summary>
    private IEnumerable<(Tensor Images, Tensor Labels)> Parts(NoiseContext context, long[] indices)
    {
        foreach (long[] part in indices.Chunk(options.Batch))
        {
            using var scope = NewDisposeScope();
            yield return Read(context, part);
        }
    }

    private static (Tensor Images, Tensor Labels) Read(NoiseContext context, long[] indices)
    {
        var batch = context.Images.Read(indices, context.Compute.Device);
        return (batch.Pixels.to(ScalarType.Float64), batch.Labels);
    }

    private static (int Done, Tensor? Moved) Restore(NoiseContext context) => context.Checkpoint.Load() is { } saved
        ? (saved.Step, saved.Tensors.TryGetValue(Moved, out var moved) ? moved.to(context.Compute.Device) : null)
        : (0, null);

    private static void SaveIfDue(NoiseContext context, int done, Tensor? moved)
    {
        if (context.Checkpoint.Due)
        {
            using var scope = NewDisposeScope();
            context.Checkpoint.Save(new CheckpointState(
                done, moved is null ? new Dictionary<string, Tensor>() : new Dictionary<string, Tensor> { [Moved] = moved }));
        }

        context.Cancellation.ThrowIfCancellationRequested();
    }
}
