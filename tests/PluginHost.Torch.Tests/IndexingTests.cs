using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class IndexingTests : TensorTest
{
    private readonly Tensor _matrix;

    // 0 1 2 3 / 4 5 6 7 / 8 9 10 11
    public IndexingTests() => _matrix = arange(12).reshape(3, 4);

    [Fact]
    public void Numbers_ranges_and_slices_pick_a_view()
    {
        AssertClose([4, 5, 6, 7], _matrix[1]);
        AssertClose([6], _matrix[1, 2]);
        AssertClose([11], _matrix[-1, -1]);
        AssertClose([1, 2, 5, 6, 9, 10], _matrix[TensorIndex.Ellipsis, 1..3]);
        AssertClose([1, 2, 5, 6, 9, 10], _matrix[TensorIndex.Colon, 1..^1]);
        AssertClose([0, 2, 4, 6, 8, 10], _matrix[.., TensorIndex.Slice(step: 2)]);
        AssertClose([8, 9, 10, 11], _matrix[^1..]);
        Assert.Equal([3, 1, 4], _matrix[.., TensorIndex.None].shape);
    }

    [Fact]
    public void Index_and_mask_tensors_pick_a_copy()
    {
        AssertClose([8, 9, 10, 11, 0, 1, 2, 3], _matrix[tensor(new long[] { 2, 0 })]);
        AssertClose([3, 6], _matrix[tensor(new long[] { 0, 1 }), tensor(new long[] { 3, 2 })]);
        AssertClose([2, 0, 6, 4, 10, 8], _matrix[.., tensor(new long[] { 2, 0 })]);
        AssertClose([9, 10, 11], _matrix[_matrix.gt(8)]);
        AssertClose([6, 4], _matrix[1, tensor(new long[] { 2, 0 })]);
    }

    [Fact]
    public void Setting_a_part_overwrites_only_that_part()
    {
        _matrix[1] = full([4], -1);
        _matrix[.., 0..1] = full([3, 1], -2);
        _matrix[_matrix.gt(9)] = tensor(-3);

        AssertClose([-2, 1, 2, 3, -2, -1, -1, -1, -2, 9, -3, -3], _matrix);
    }

    [Fact]
    public void Too_many_indices_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _matrix[0, 0, 0]);
        Assert.Throws<TorchException>(() => _matrix[3]);
    }

    [Fact]
    public void Selecting_gathering_and_scattering_agree()
    {
        AssertClose([1, 5, 9], _matrix.select(1, 1));
        AssertClose([4, 5, 6, 7], _matrix.narrow(0, 1, 1));
        AssertClose([3, 1, 7, 5, 11, 9], _matrix.index_select(1, tensor(new long[] { 3, 1 })));
        var index = tensor(new long[] { 3, 0, 1 }, [3, 1]);
        AssertClose([3, 4, 9], _matrix.gather(1, index));
        AssertClose([0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0], zeros(3, 4).scatter_(1, index, 1));
        AssertClose([0, 0, 0, 2, 2, 0, 0, 0, 0, 2, 0, 0], zeros(3, 4).scatter_add_(1, index, full([3, 1], 2.0)));
        AssertClose([0, 9, 0], zeros(3).index_put_(tensor(9.0), tensor(new long[] { 1 })));
        AssertClose([0, 2, 0], zeros(3).index_put_(ones(2), [tensor(new long[] { 1, 1 })], accumulate: true));
        AssertClose([5, 0, 6], zeros(3).index_copy_(0, tensor(new long[] { 0, 2 }), F64(5, 6).@float()));
    }

    [Fact]
    public void Masks_select_and_fill()
    {
        AssertClose([8, 9, 10, 11], _matrix.masked_select(_matrix.ge(8)));
        AssertClose([0, -5, 2], arange(3).masked_fill(tensor(new[] { false, true, false }), -5));
        AssertClose([1, 0, 3], where(tensor(new[] { true, false, true }), tensor(new long[] { 1, 2, 3 }), 0));
        Assert.Equal([1L, 2], tensor(new[] { false, true, true }).nonzero().flatten().data<long>());
        AssertClose([1, 2, 5], tensor(new long[] { 5, 1, 2, 1 }).unique());
        AssertClose([0, 2, 1], tensor(new long[] { 1, 2, 1 }).bincount());
    }
}
