using PluginHost.Torch.Native;
using Xunit;

namespace PluginHost.Torch.Tests;

/// <summary>The derivative of each differentiable operator against central differences, in double precision.</summary>
public sealed class GradientTests : TensorTest
{
    private const double Step = 1e-6, Within = 2e-6;

    public static TheoryData<string> Names => new(Cases.Keys);

    private static Dictionary<string, Case> Cases { get; } = new()
    {
        ["add"] = new(x => x[0].add(x[1], 1.5), [2, 3], [3]),
        ["add number"] = new(x => x[0] + 2.5, [4]),
        ["add_"] = new(x => x[0].clone().add_(x[1], 3), [2, 3], [3]),
        ["sub"] = new(x => x[0] - x[1], [2, 3], [2, 1]),
        ["sub_"] = new(x => x[0].clone().sub_(x[1]), [2, 3], [3]),
        ["number less"] = new(x => 1 - x[0], [4]),
        ["neg"] = new(x => -x[0], [4]),
        ["mul"] = new(x => x[0] * x[1], [2, 3], [3]),
        ["mul number"] = new(x => 3 * x[0], [4]),
        ["mul_"] = new(x => x[0].clone().mul_(x[1]), [2, 3], [3]),
        ["div"] = new(x => x[0] / (x[1].square() + 1), [2, 3], [3]),
        ["number divided"] = new(x => 2 / (x[0].square() + 1), [4]),
        ["addcmul"] = new(x => x[0].addcmul(x[1], x[2], 0.5), [3], [3], [3]),
        ["lerp"] = new(x => x[0].lerp(x[1], 0.3), [3], [3]),
        ["pow 2"] = new(x => x[0].pow(2), [4]),
        ["pow 3"] = new(x => x[0].pow(3), [4]),
        ["pow tensor"] = new(x => (x[0].square() + 1).pow(x[1]), [3], [3]),
        ["maximum"] = new(x => maximum(x[0], x[1]), [5], [5]),
        ["minimum"] = new(x => minimum(x[0], x[1]), [5], [5]),
        ["remainder"] = new(x => x[0].remainder(5), [4]),
        ["clamp"] = new(x => x[0].clamp(-0.5, 0.5), [8]),
        ["clamp_"] = new(x => x[0].clone().clamp_(min: -0.5), [8]),
        ["clamp tensor"] = new(x => x[0].clamp(x[1] - 1, x[1] + 1), [8], [8]),
        ["abs"] = new(x => x[0].abs(), [5]),
        ["exp"] = new(x => x[0].exp(), [5]),
        ["expm1"] = new(x => x[0].expm1(), [5]),
        ["log"] = new(x => (x[0].square() + 1).log(), [5]),
        ["log1p"] = new(x => x[0].square().log1p(), [5]),
        ["log2"] = new(x => (x[0].square() + 1).log2(), [5]),
        ["log10"] = new(x => (x[0].square() + 1).log10(), [5]),
        ["sqrt"] = new(x => (x[0].square() + 1).sqrt(), [5]),
        ["rsqrt"] = new(x => (x[0].square() + 1).rsqrt(), [5]),
        ["square"] = new(x => x[0].square(), [5]),
        ["reciprocal"] = new(x => (x[0].square() + 1).reciprocal(), [5]),
        ["sin"] = new(x => x[0].sin(), [5]),
        ["cos"] = new(x => x[0].cos(), [5]),
        ["tan"] = new(x => (x[0] / 3).tan(), [5]),
        ["asin"] = new(x => (x[0] / 5).asin(), [5]),
        ["acos"] = new(x => (x[0] / 5).acos(), [5]),
        ["atan"] = new(x => x[0].atan(), [5]),
        ["tanh"] = new(x => x[0].tanh(), [5]),
        ["sigmoid"] = new(x => x[0].sigmoid(), [5]),
        ["erf"] = new(x => x[0].erf(), [5]),
        ["erfinv"] = new(x => (x[0] / 5).erfinv(), [5]),
        ["relu"] = new(x => x[0].relu(), [5]),
        ["relu_"] = new(x => (x[0] * 1).relu_(), [5]),
        ["relu6"] = new(x => (x[0] * 4).relu6(), [8]),
        ["leaky_relu"] = new(x => x[0].leaky_relu(0.2), [5]),
        ["gelu"] = new(x => x[0].gelu(), [5]),
        ["silu"] = new(x => x[0].silu(), [5]),
        ["where"] = new(x => where(x[0].gt(0), x[0] * 2, x[1]), [5], [5]),
        ["where number"] = new(x => where(x[0].gt(0), x[0].square(), 3.0), [5]),
        ["masked_fill"] = new(x => x[0].masked_fill(x[0].gt(0), 0.5), [5]),
        ["copy_"] = new(x => zeros([5], float64).copy_(x[0]), [5]),

        ["sum"] = new(x => x[0].square().sum(), [2, 3]),
        ["sum dims"] = new(x => x[0].square().sum([0, 2], keepdim: true), [2, 3, 2]),
        ["mean"] = new(x => x[0].square().mean(), [2, 3]),
        ["mean dims"] = new(x => x[0].square().mean([1]), [2, 3]),
        ["prod"] = new(x => x[0].prod(), [4]),
        ["std"] = new(x => x[0].std(), [6]),
        ["std dims"] = new(x => x[0].std([1]), [2, 4]),
        ["var"] = new(x => x[0].var(unbiased: false), [6]),
        ["var dims"] = new(x => x[0].var([0]), [4, 2]),
        ["max"] = new(x => x[0].max(), [6]),
        ["max dim"] = new(x => x[0].max(1).values, [2, 4]),
        ["min dim"] = new(x => x[0].min(0).values, [2, 4]),
        ["amax"] = new(x => x[0].amax([1]), [2, 4]),
        ["amin"] = new(x => x[0].amin([1]), [2, 4]),
        ["sort"] = new(x => x[0].sort(1).Values, [2, 4]),
        ["topk"] = new(x => x[0].topk(2).values, [2, 4]),
        ["cumsum"] = new(x => x[0].square().cumsum(1), [2, 4]),
        ["logsumexp"] = new(x => x[0].logsumexp([1]), [2, 4]),
        ["norm 1"] = new(x => x[0].norm([1], p: 1), [2, 4]),
        ["norm 2"] = new(x => x[0].norm(), [2, 4]),
        ["norm 2 dims"] = new(x => x[0].norm([1], keepdim: true), [2, 4]),
        ["norm 3"] = new(x => x[0].norm([1], p: 3), [2, 4]),
        ["norm infinity"] = new(x => x[0].norm([1], p: double.PositiveInfinity), [2, 4]),
        ["softmax"] = new(x => x[0].softmax(1), [2, 4]),
        ["log_softmax"] = new(x => x[0].log_softmax(1), [2, 4]),

        ["reshape"] = new(x => x[0].square().reshape(3, 2), [2, 3]),
        ["view, flatten"] = new(x => x[0].square().view(6).flatten(), [2, 3]),
        ["permute"] = new(x => x[0].square().permute(2, 0, 1), [2, 3, 2]),
        ["transpose"] = new(x => x[0].square().transpose(0, 1), [2, 3]),
        ["squeeze, unsqueeze"] = new(x => x[0].square().unsqueeze(0).squeeze(0), [2, 3]),
        ["expand"] = new(x => x[0].square().expand(4, 2, 3), [2, 3]),
        ["repeat"] = new(x => x[0].square().repeat(2, 2), [2, 3]),
        ["repeat_interleave"] = new(x => x[0].square().repeat_interleave(2, 1), [2, 3]),
        ["flip"] = new(x => x[0].square().flip(1), [2, 3]),
        ["roll"] = new(x => x[0].square().roll([1, 2], [0, 1]), [2, 3]),
        ["split"] = new(x => x[0].square().split(2, 1)[0], [2, 3]),
        ["chunk"] = new(x => x[0].square().chunk(2, 1)[1], [2, 3]),
        ["unbind"] = new(x => x[0].square().unbind()[1], [2, 3]),
        ["unfold"] = new(x => x[0].square().unfold(1, 2, 1), [2, 4]),
        ["pixel_shuffle"] = new(x => x[0].square().pixel_shuffle(2), [1, 4, 2, 2]),
        ["cat"] = new(x => cat([x[0].square(), x[1]], 1), [2, 3], [2, 1]),
        ["stack"] = new(x => stack([x[0].square(), x[1]], 1), [2, 3], [2, 3]),
        ["contiguous"] = new(x => x[0].square().contiguous(channels_last), [1, 2, 2, 2]),
        ["to"] = new(x => x[0].square().to(float64, copy: true), [3]),

        ["index numbers"] = new(x => x[0].square()[1, 0..2], [2, 3]),
        ["index tensor"] = new(x => x[0].square()[.., tensor(new long[] { 2, 0, 2 })], [2, 3]),
        ["index mask"] = new(x => x[0].square()[tensor(new[] { true, false, true })], [3]),
        ["select"] = new(x => x[0].square().select(1, 2), [2, 3]),
        ["narrow"] = new(x => x[0].square().narrow(1, 1, 2), [2, 3]),
        ["slice"] = new(x => x[0].square().slice(1, 0, null, 2), [2, 3]),
        ["index_select"] = new(x => x[0].square().index_select(0, tensor(new long[] { 1, 1 })), [2, 3]),
        ["gather"] = new(x => x[0].square().gather(1, tensor(new long[] { 2, 0 }, [2, 1])), [2, 3]),
        ["index_put_"] = new(x => x[0].square().index_put_(x[1], tensor(new long[] { 2, 0 })), [3], [2]),
        ["index_copy_"] = new(x => x[0].square().index_copy_(0, tensor(new long[] { 1 }), x[1]), [2, 3], [1, 3]),
        ["scatter_"] = new(x => x[0].square().scatter_(1, tensor(new long[] { 2, 0 }, [2, 1]), x[1]), [2, 3], [2, 1]),
        ["scatter_add_"] = new(x => x[0].square().scatter_add_(1, tensor(new long[] { 2, 0 }, [2, 1]), x[1]), [2, 3], [2, 1]),
        ["masked_select"] = new(x => x[0].square().masked_select(x[0].gt(0)), [2, 3]),
        ["diagonal"] = new(x => x[0].square().diagonal(), [3, 3]),
        ["triu, tril"] = new(x => x[0].square().triu().tril(1), [3, 3]),

        ["matmul"] = new(x => x[0].matmul(x[1]), [2, 2, 3], [3, 2]),
        ["mm"] = new(x => x[0].mm(x[1]), [2, 3], [3, 2]),
        ["bmm"] = new(x => x[0].bmm(x[1]), [2, 2, 3], [2, 3, 2]),
        ["dot"] = new(x => x[0].dot(x[1]), [3], [3]),
        ["outer"] = new(x => x[0].outer(x[1]), [3], [2]),
        ["trace"] = new(x => x[0].square().trace(), [3, 3]),
        ["einsum"] = new(x => einsum("bij,bjk->bik", x[0], x[1]), [2, 2, 3], [2, 3, 2]),
        ["solve"] = new(x => linalg.solve(Positive(x[0]), x[1]), [3, 3], [3, 1]),
        ["cholesky"] = new(x => linalg.cholesky(Positive(x[0])), [3, 3]),
        ["cholesky_solve"] = new(x => linalg.cholesky_solve(x[1], linalg.cholesky(Positive(x[0]))), [3, 3], [3, 1]),
        ["inv"] = new(x => linalg.inv(Positive(x[0])), [3, 3]),
        ["eigh values"] = new(x => linalg.eigh(Positive(x[0])).Item1, [3, 3]),
        ["svd values"] = new(x => linalg.svd(x[0]).S, [3, 3]),

        ["linear"] = new(x => Network.linear(x[0], x[1], x[2]), [2, 3], [4, 3], [4]),
        ["conv1d"] = new(x => Network.conv1d(x[0], x[1], x[2], [1], [1], [1], 1), [1, 2, 4], [3, 2, 3], [3]),
        ["conv2d"] = new(x => Network.conv2d(x[0], x[1], x[2], [2, 1], [1, 1], [1, 1], 1), [1, 2, 4, 4], [3, 2, 3, 3], [3]),
        ["conv2d groups, dilation"] = new(x => Network.conv2d(x[0], x[1], null, [1, 1], [2, 2], [2, 2], 2), [1, 2, 4, 4], [2, 1, 3, 3]),
        ["conv_transpose2d"] = new(x => Network.conv_transpose2d(x[0], x[1], x[2], [2, 2], [1, 1], [1, 1], 1, [1, 1]), [1, 2, 2, 2], [2, 1, 3, 3], [1]),
        ["batch_norm training"] = new(x => Network.batch_norm(x[0], x[1], x[2], zeros([2], float64), ones([2], float64), true, 0.1, 1e-5), [3, 2, 2], [2], [2]),
        ["batch_norm eval"] = new(x => Network.batch_norm(x[0], x[1], x[2], full([2], 0.5, float64), full([2], 2.0, float64), false, 0.1, 1e-5), [3, 2, 2], [2], [2]),
        ["layer_norm"] = new(x => Network.layer_norm(x[0], [4], x[1], x[2], 1e-5), [2, 4], [4], [4]),
        ["group_norm"] = new(x => Network.group_norm(x[0], 2, x[1], x[2], 1e-5), [2, 4, 2], [4], [4]),
        ["dropout"] = new(x => Seeded(() => Network.dropout(x[0], 0.4, true)), [10]),
        ["feature_dropout"] = new(x => Seeded(() => Network.feature_dropout(x[0], 0.4, true)), [2, 4, 2]),
        ["embedding"] = new(x => Network.embedding(x[0], tensor(new long[] { 2, 0, 2 }), -1), [3, 2]),
        ["max_pool2d"] = new(x => Network.max_pool2d(x[0], [2, 2], [2, 2], [0, 0], [1, 1], false), [1, 2, 4, 4]),
        ["avg_pool2d"] = new(x => Network.avg_pool2d(x[0].square(), [3, 3], [1, 1], [1, 1], false, true, null), [1, 1, 4, 4]),
        ["adaptive_avg_pool2d"] = new(x => Network.adaptive_avg_pool2d(x[0].square(), [1, 1]), [1, 2, 3, 3]),
        ["adaptive_max_pool2d"] = new(x => Network.adaptive_max_pool2d(x[0], [2, 2]), [1, 2, 4, 4]),
        ["pad constant"] = new(x => Network.pad(x[0].square(), [1, 2, 1, 0], "constant", 0.5), [1, 1, 3, 3]),
        ["pad reflect"] = new(x => Network.pad(x[0].square(), [1, 2, 1, 0], "reflect", null), [1, 1, 3, 3]),
        ["pad replicate"] = new(x => Network.pad(x[0].square(), [1, 2, 1, 0], "replicate", null), [1, 1, 3, 3]),
        ["grid_sampler bilinear"] = new(x => Network.grid_sampler(x[0], x[1].tanh() * 0.9, 0, 0, false), [1, 2, 3, 3], [1, 2, 2, 2]),
        ["grid_sampler reflection"] = new(x => Network.grid_sampler(x[0], x[1] * 2, 0, 2, true), [1, 1, 3, 3], [1, 2, 2, 2]),
        ["affine_grid_generator"] = new(x => Network.affine_grid_generator(x[0].square(), [1, 1, 3, 3], false), [1, 2, 3]),
        ["upsample_bilinear2d"] = new(x => Network.upsample_bilinear2d(x[0].square(), [5, 4], false, null), [1, 1, 3, 3]),
        ["upsample_bilinear2d scale"] = new(x => Network.upsample_bilinear2d(x[0].square(), null, true, [2.0, 1.5]), [1, 1, 3, 3]),
        ["upsample_bicubic2d"] = new(x => Network.upsample_bicubic2d(x[0].square(), [5, 4], false, null), [1, 1, 3, 3]),
        ["upsample_nearest2d"] = new(x => Network.upsample_nearest2d(x[0].square(), [5, 4], null), [1, 1, 3, 3]),
        ["im2col"] = new(x => Network.im2col(x[0].square(), [2, 2], [1, 1], [0, 0], [1, 1]), [1, 1, 3, 3]),
        ["cross_entropy_loss"] = new(x => Network.cross_entropy_loss(x[0], Labels, null, Network.ReductionMean, -100, 0.1), [3, 4]),
        ["cross_entropy_loss by weight"] = new(x => Network.cross_entropy_loss(x[0], Labels, F64(1, 2, 3, 4), Network.ReductionNone, -100, 0), [3, 4]),
        ["nll_loss"] = new(x => Network.nll_loss(x[0], Labels, null, Network.ReductionSum, -100), [3, 4]),
        ["mse_loss"] = new(x => Network.mse_loss(x[0], x[1], Network.ReductionMean), [3], [3]),
        ["l1_loss"] = new(x => Network.l1_loss(x[0], x[1], Network.ReductionSum), [3], [3]),
        ["smooth_l1_loss"] = new(x => Network.smooth_l1_loss(x[0], x[1], Network.ReductionMean, 0.7), [3], [3]),
        ["kl_div"] = new(x => Network.kl_div(x[0].log_softmax(1), x[1].softmax(1), Network.ReductionSum, false), [2, 4], [2, 4]),
        ["binary_cross_entropy_with_logits"] = new(x => Network.binary_cross_entropy_with_logits(x[0], F64(0, 1, 0.5), null, null, Network.ReductionMean), [3]),
        ["cosine_similarity"] = new(x => Network.cosine_similarity(x[0], x[1], 1, 1e-8), [2, 4], [2, 4]),
    };

    private static Tensor Labels => tensor(new long[] { 1, 3, 0 });

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_is_the_one_of_central_differences(string name)
    {
        var (function, shapes) = Cases[name];
        manual_seed(5);
        Tensor[] inputs = [.. shapes.Select(shape => randn(shape, float64).requires_grad_())];
        var output = function(inputs);
        var weights = randn(output.shape, float64);

        var gradients = autograd.grad([(output * weights).sum()], inputs);

        for (int i = 0; i < inputs.Length; i++)
        {
            AssertClose(Differences(function, inputs, i, weights), gradients[i], Within);
        }
    }

    private static double[] Differences(Func<Tensor[], Tensor> function, Tensor[] inputs, int which, Tensor weights)
    {
        using var mode = no_grad();
        double[] at = Values(inputs[which]);
        var slopes = new double[at.Length];
        for (int i = 0; i < at.Length; i++)
        {
            slopes[i] = (Loss(i, Step) - Loss(i, -Step)) / (2 * Step);
        }

        return slopes;

        double Loss(int element, double step)
        {
            using var scope = NewDisposeScope();
            double[] moved = [.. at];
            moved[element] += step;
            Tensor[] arguments = [.. inputs];
            arguments[which] = tensor(moved, inputs[which].shape);
            return (function(arguments) * weights).sum().ToDouble();
        }
    }

    private static Tensor Positive(Tensor matrix) => matrix.mm(matrix.mT) + eye(3, dtype: float64);

    private static Tensor Seeded(Func<Tensor> draw)
    {
        manual_seed(11);
        return draw();
    }

    private sealed class Case(Func<Tensor[], Tensor> function, params long[][] shapes)
    {
        internal void Deconstruct(out Func<Tensor[], Tensor> itsFunction, out long[][] itsShapes)
        {
            itsFunction = function;
            itsShapes = shapes;
        }
    }
}
