using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class OperatorTests : TensorTest
{
    private static readonly double[] s_numbers = [-2.5, -1.5, -0.5, -0.25, 0.25, 0.5, 1.5, 2.5];

    public static TheoryData<string> PointwiseNames => new(Pointwise.Keys);

    private static Dictionary<string, (Func<Tensor, Tensor> Ours, Func<double, double> Expected)> Pointwise { get; } = new()
    {
        ["abs"] = (x => x.abs(), Math.Abs),
        ["neg"] = (x => -x, x => -x),
        ["sign"] = (x => x.sign(), x => Math.Sign(x)),
        ["exp"] = (x => x.exp(), Math.Exp),
        ["expm1"] = (x => x.expm1(), x => Math.Exp(x) - 1),
        ["log of abs"] = (x => x.abs().log(), x => Math.Log(Math.Abs(x))),
        ["log2 of abs"] = (x => x.abs().log2(), x => Math.Log2(Math.Abs(x))),
        ["log10 of abs"] = (x => x.abs().log10(), x => Math.Log10(Math.Abs(x))),
        ["log1p of abs"] = (x => x.abs().log1p(), x => Math.Log(1 + Math.Abs(x))),
        ["sqrt of abs"] = (x => x.abs().sqrt(), x => Math.Sqrt(Math.Abs(x))),
        ["rsqrt of abs"] = (x => x.abs().rsqrt(), x => 1 / Math.Sqrt(Math.Abs(x))),
        ["square"] = (x => x.square(), x => x * x),
        ["reciprocal"] = (x => x.reciprocal(), x => 1 / x),
        ["sin"] = (x => x.sin(), Math.Sin),
        ["cos"] = (x => x.cos(), Math.Cos),
        ["tan"] = (x => x.tan(), Math.Tan),
        ["asin"] = (x => (x / 3).asin(), x => Math.Asin(x / 3)),
        ["acos"] = (x => (x / 3).acos(), x => Math.Acos(x / 3)),
        ["atan"] = (x => x.atan(), Math.Atan),
        ["tanh"] = (x => x.tanh(), Math.Tanh),
        ["sigmoid"] = (x => x.sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        ["erf and back"] = (x => x.erf().erfinv(), x => x),
        ["relu"] = (x => x.relu(), x => Math.Max(x, 0)),
        ["relu6"] = (x => (x * 4).relu6(), x => Math.Clamp(4 * x, 0, 6)),
        ["leaky_relu"] = (x => x.leaky_relu(0.2), x => x > 0 ? x : 0.2 * x),
        ["silu"] = (x => x.silu(), x => x / (1 + Math.Exp(-x))),
        ["gelu by tanh"] = (x => x.gelu("tanh"), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        ["round"] = (x => x.round(), x => Math.Round(x, MidpointRounding.ToEven)),
        ["floor"] = (x => x.floor(), Math.Floor),
        ["ceil"] = (x => x.ceil(), Math.Ceiling),
        ["trunc"] = (x => x.trunc(), Math.Truncate),
        ["add number"] = (x => x + 0.1, x => x + 0.1),
        ["number less"] = (x => 0.1 - x, x => 0.1 - x),
        ["sub number"] = (x => x - 0.1, x => x - 0.1),
        ["mul number"] = (x => 0.1 * x, x => 0.1 * x),
        ["div number"] = (x => x / 0.1, x => x / 0.1),
        ["number divided"] = (x => 0.1 / x, x => 0.1 / x),
        ["remainder"] = (x => x % 2, x => x - 2 * Math.Floor(x / 2)),
        ["floor_divide"] = (x => x.floor_divide(2), x => Math.Floor(x / 2)),
        ["pow 2"] = (x => x.pow(2), x => x * x),
        ["pow 3"] = (x => x.pow(3), x => x * x * x),
        ["pow of abs"] = (x => x.abs().pow(0.3), x => Math.Pow(Math.Abs(x), 0.3)),
        ["clamp"] = (x => x.clamp(-1, 0.3), x => Math.Clamp(x, -1, 0.3)),
        ["clamp from below"] = (x => x.clamp(min: 0.1), x => Math.Max(x, 0.1)),
        ["clamp from above"] = (x => x.clamp(max: 0.1), x => Math.Min(x, 0.1)),
        ["gt"] = (x => x.gt(0.25), x => x > 0.25 ? 1 : 0),
        ["ge"] = (x => x.ge(0.25), x => x >= 0.25 ? 1 : 0),
        ["lt"] = (x => x.lt(0.25), x => x < 0.25 ? 1 : 0),
        ["le"] = (x => x.le(0.25), x => x <= 0.25 ? 1 : 0),
        ["eq"] = (x => x.eq(0.25), x => x == 0.25 ? 1 : 0),
        ["ne"] = (x => x.ne(0.25), x => x != 0.25 ? 1 : 0),
        ["logical_not"] = (x => x.floor().logical_not(), x => Math.Floor(x) == 0 ? 1 : 0),
        ["add_ in place"] = (x => x.clone().add_(x, 2).add_(1).sub_(0.5), x => 3 * x + 0.5),
        ["mul_ in place"] = (x => x.clone().mul_(2).mul_(x).div_(4).div_(x.abs()), x => x * x / 2 / Math.Abs(x)),
        ["clamp_ in place"] = (x => x.clone().clamp_(-1, 1).clamp_(null, x.abs()), x => Math.Clamp(x, -1, 1)),
        ["abs_ and sign_ in place"] = (x => x.clone().sign_().sub_(x).abs_().neg_(), x => -Math.Abs(Math.Sign(x) - x)),
        ["leaky_relu_ in place"] = (x => x.clone().leaky_relu_(0.5), x => x > 0 ? x : x / 2),
        ["fill_ in place"] = (x => x.clone().fill_(0.1), _ => 0.1),
        ["masked_fill_ in place"] = (x => x.clone().masked_fill_(x.lt(0), 9), x => x < 0 ? 9 : x),
    };

    [Theory]
    [MemberData(nameof(PointwiseNames))]
    public void Each_element_gets_the_value_of_the_formula(string name)
    {
        var (ours, expected) = Pointwise[name];

        AssertClose([.. s_numbers.Select(expected)], ours(F64(s_numbers)), within: 1e-12);
    }

    [Fact]
    public void Two_tensors_meet_element_by_element_and_broadcast()
    {
        var a = F64(1, 2, 3);
        var b = F64(3, 2, 1);

        AssertClose([4, 4, 4], a + b);
        AssertClose([-2, 0, 2], a - b);
        AssertClose([3, 4, 3], a * b);
        AssertClose([1 / 3.0, 1, 3], a / b);
        AssertClose([7, 6, 5], a.add(b, 2));
        AssertClose([-5, -2, 1], a.sub(b, 2));
        AssertClose([3, 2, 3], maximum(a, b));
        AssertClose([1, 2, 1], minimum(a, b));
        AssertClose([1, 4, 3], a.pow(b));
        AssertClose([2.5, 4, 4.5], a.addcmul(a, b, 0.5));
        AssertClose([1.5, 2, 2.5], a.lerp(b, 0.25));
        AssertClose([1, 2, 1], a.clamp(null, b));
        AssertClose([2, 3, 4, 3, 4, 5], F64(1, 2).unsqueeze(1) + a);
        AssertClose([1, 2, 3, 2, 4, 6], F64(1, 2).unsqueeze(1) * a);
    }

    [Fact]
    public void Integers_are_added_exactly()
    {
        long large = 9007199254740993;

        Assert.Equal([large + 1, large + 2], (tensor(new[] { large, large + 1 }) + 1).data<long>());
        Assert.Equal([large, large], (tensor(new[] { large - 1, large }) + tensor(new[] { 1, 0 })).data<long>());
        Assert.Equal([large - 3], tensor(new[] { large }).sub(tensor(1L), 3).data<long>());
        Assert.Equal([1L, 2, 2, 3], (tensor(new long[] { 0, 1 }).unsqueeze(1) + tensor(new[] { 1, 2 })).data<long>());
    }

    [Fact]
    public void Truth_values_combine()
    {
        var a = tensor(new[] { true, true, false, false });
        var b = tensor(new[] { true, false, true, false });

        Assert.Equal([true, false, false, false], a.logical_and(b).data<bool>());
        Assert.Equal([true, true, true, false], a.logical_or(b).data<bool>());
        Assert.Equal([false, true, true, false], a.logical_xor(b).data<bool>());
        Assert.Equal([false, false, true, true], a.bitwise_not().data<bool>());
        Assert.True(a.any().ToBoolean());
        Assert.False(a.all().ToBoolean());
        Assert.Equal([true, false], a.reshape(2, 2).all(1).data<bool>());
        var odd = F64(double.NaN, double.PositiveInfinity, 1);
        Assert.Equal([true, false, false], odd.isnan().data<bool>());
        Assert.Equal([false, true, false], odd.isinf().data<bool>());
        Assert.Equal([false, false, true], odd.isfinite().data<bool>());
    }

    [Fact]
    public void Reductions_give_their_figures()
    {
        var m = F64(3, 1, 2, 6, 5, 4).reshape(2, 3);

        AssertClose([21], m.sum());
        AssertClose([6, 15], m.sum(1));
        Assert.Equal([2, 1], m.sum(1, keepdim: true).shape);
        AssertClose([21], m.sum([0, 1]));
        AssertClose([3.5], m.mean());
        AssertClose([4.5, 3, 3], m.mean([0]));
        AssertClose([720], m.prod());
        AssertClose([Math.Sqrt(3.5)], m.std());
        AssertClose([1, 1], m.std([1]));
        AssertClose([17.5 / 6], m.var(unbiased: false));
        AssertClose([6], m.max());
        AssertClose([1], m.min());
        var (values, positions) = m.max(1);
        AssertClose([3, 6], values);
        AssertClose([0, 0], positions);
        AssertClose([1, 2], m.min(1).indexes);
        AssertClose([3, 6], m.amax([1]));
        AssertClose([1], m.amin([]));
        AssertClose([3], m.argmax());
        AssertClose([1, 1, 1], m.argmax(0));
        AssertClose([1, 2], m.argmin(1));
        AssertClose([3], m.median());
        AssertClose([1, 2, 3, 4, 5, 6], m.sort(1).Values);
        AssertClose([0, 2, 1, 0, 1, 2], m.argsort(1, descending: true));
        AssertClose([6, 5], m.flatten().topk(2).values);
        AssertClose([3, 4, 6, 6, 11, 15], m.cumsum(1));
        AssertClose([Math.Log(Math.Exp(3) + Math.E + Math.Exp(2))], m[0].logsumexp([0]));
        AssertClose([1, 1], m.softmax(1).sum(1));
        AssertClose(Values(m.softmax(1).log()), m.log_softmax(1));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 5)]
    [InlineData(3, 4.497941445275415)]
    [InlineData(double.PositiveInfinity, 4)]
    public void Norms_follow_their_order(double p, double expected)
    {
        var m = F64(3, -4, 0, 0).reshape(2, 2);

        AssertClose([expected], m.norm(p));
        AssertClose([expected, 0], m.norm([1], p: p));
        AssertClose([expected], m.reshape(1, 2, 1, 2).norm([1, 2, 3], p: p));
        AssertClose([expected], m.reshape(1, 2, 1, 2).norm(p));
    }

    [Fact]
    public void Shapes_change_and_elements_stay()
    {
        var m = arange(6).reshape(2, 3);

        AssertClose([0, 3, 1, 4, 2, 5], m.permute(1, 0));
        AssertClose([0, 3, 1, 4, 2, 5], m.transpose(0, 1));
        AssertClose([0, 3, 1, 4, 2, 5], m.mT);
        Assert.Equal([1, 2, 3], m.unsqueeze(0).shape);
        Assert.Equal([2, 3], m.unsqueeze(0).squeeze().shape);
        Assert.Equal([2, 3], m.unsqueeze(0).squeeze(0).shape);
        Assert.Equal([3, 2], m.view(3, -1).shape);
        Assert.Equal([6], m.flatten().shape);
        Assert.Equal([4, 2, 3], m.expand(4, 2, 3).shape);
        AssertClose([0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5], m.repeat(1, 2));
        AssertClose([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5], m.repeat_interleave(2, 1).flatten());
        AssertClose([2, 1, 0, 5, 4, 3], m.flip(1));
        AssertClose([2, 0, 1, 5, 3, 4], m.roll(1, 1));
        Assert.Equal([2L, 1], m.split(2, 1).Select(part => part.size(1)));
        Assert.Equal([1L, 2], m.split([1, 2], 1).Select(part => part.size(1)));
        Assert.Equal(3, m.chunk(3, 1).Length);
        AssertClose([3, 4, 5], m.unbind()[1]);
        AssertClose([0, 1, 1, 2, 3, 4, 4, 5], m.unfold(1, 2, 1));
        AssertClose([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], cat([m, m]));
        Assert.Equal([2, 2, 3], stack([m, m], 1).shape);
        AssertClose([0, 4], m.diagonal());
        AssertClose([0, 1, 2, 0, 4, 5], m.triu());
        AssertClose([0, 0, 0, 3, 4, 0], m.tril());
        Assert.Equal([1, 1, 4, 4], zeros(1, 4, 2, 2).pixel_shuffle(2).shape);
    }

    [Fact]
    public void Linear_algebra_holds_in_double_precision()
    {
        var a = F64(4, 1, 1, 3).reshape(2, 2);
        var b = F64(1, 2).reshape(2, 1);

        AssertClose([6, 7], a.mm(b));
        AssertClose([6, 7], a.matmul(b.squeeze(1)));
        AssertClose([6, 7], a.unsqueeze(0).bmm(b.unsqueeze(0)));
        AssertClose([1, 2, 2, 4], outer(b.squeeze(1), b.squeeze(1)));
        AssertClose([5], b.squeeze(1).dot(b.squeeze(1)));
        AssertClose([7], a.trace());
        AssertClose([6, 7], einsum("ij,jk->ik", a, b));
        AssertClose([1, 2], a.mm(linalg.solve(a, b)), within: 1e-12);
        AssertClose([1, 0, 0, 1], a.mm(linalg.inv(a)), within: 1e-12);
        var factor = linalg.cholesky(a);
        AssertClose([4, 1, 1, 3], factor.mm(factor.mT), within: 1e-12);
        AssertClose(Values(linalg.solve(a, b)), linalg.cholesky_solve(b, factor), within: 1e-12);
        var (values, vectors) = linalg.eigh(a);
        AssertClose([4, 1, 1, 3], (vectors * values).mm(vectors.mT), within: 1e-12);
        var (u, s, vh) = linalg.svd(a);
        AssertClose([4, 1, 1, 3], (u * s).mm(vh), within: 1e-12);
    }

    [Fact]
    public void Equality_and_closeness_are_told_apart()
    {
        var a = F64(1, 2);

        Assert.True(equal(a, a.clone()));
        Assert.False(equal(a, a + 1e-9));
        Assert.True(allclose(a, a + 1e-9));
        Assert.False(allclose(a, a + 1e-3));
    }
}
