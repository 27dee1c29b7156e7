using Xunit;

namespace PluginHost.Torch.Tests;

public sealed class TensorDataTests : TensorTest
{
    [Fact]
    public void Elements_come_back_as_they_went_in()
    {
        Assert.Equal([1f, 2, 3], tensor(new float[] { 1, 2, 3 }).data<float>());
        Assert.Equal([1.5, -2], tensor(new[] { 1.5, -2 }).data<double>());
        Assert.Equal([1L, long.MaxValue], tensor(new[] { 1, long.MaxValue }).data<long>());
        Assert.Equal([1, -2], tensor(new[] { 1, -2 }).data<int>());
        Assert.Equal([(short)7], tensor(new[] { (short)7 }).data<short>());
        Assert.Equal([(sbyte)-8, (sbyte)127], tensor(new sbyte[] { -8, 127 }).data<sbyte>());
        Assert.Equal([(byte)0, (byte)255], tensor(new byte[] { 0, 255 }).data<byte>());
        Assert.Equal([true, false], tensor(new[] { true, false }).data<bool>());
        Assert.Equal([(Half)0.5], tensor(new[] { (Half)0.5 }).data<Half>());
    }

    [Fact]
    public void A_view_is_read_in_its_own_order()
    {
        var matrix = arange(6).reshape(2, 3);

        Assert.Equal([0L, 3, 1, 4, 2, 5], matrix.t().data<long>());
    }

    [Fact]
    public void Writing_into_a_view_goes_through_to_its_source()
    {
        var matrix = zeros([2, 3], int64);

        matrix.t().CopyFrom<long>([1, 2, 3, 4, 5, 6]);

        Assert.Equal([1L, 3, 5, 2, 4, 6], matrix.data<long>());
    }

    [Fact]
    public void Reading_as_another_type_or_length_is_refused()
    {
        var vector = zeros(3);

        Assert.Contains("float32", Assert.Throws<ArgumentException>(() => vector.data<double>()).Message);
        Assert.Contains("3 elements", Assert.Throws<ArgumentException>(() => vector.CopyTo(new float[4].AsSpan())).Message);
        Assert.Throws<ArgumentException>(() => tensor(new[] { 1m }));
    }

    [Fact]
    public void An_array_of_several_dimensions_keeps_its_shape()
    {
        var matrix = from_array(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        Assert.Equal([2, 3], matrix.shape);
        Assert.Equal(float32, matrix.dtype);
        Assert.Equal([1f, 2, 3, 4, 5, 6], matrix.data<float>());
    }

    [Fact]
    public void The_only_element_is_read_in_any_type()
    {
        Assert.Equal(2.5f, tensor(2.5).item<float>());
        Assert.Equal(2.5, tensor(2.5).ToDouble());
        Assert.Equal(9007199254740993, tensor(9007199254740993).item<long>());
        Assert.Equal(7, tensor(7).item<int>());
        Assert.True(tensor(true).item<bool>());
        Assert.Equal(1.5f, tensor(1.5, bfloat16).ToSingle());
    }

    [Fact]
    public void Numbers_get_the_types_that_PyTorch_gives_them()
    {
        Assert.Equal(float32, tensor(1.0).dtype);
        Assert.Equal(int64, tensor(1).dtype);
        Assert.Equal(@bool, tensor(true).dtype);
        Assert.Equal(float32, (arange(3) * 0.5).dtype);
        Assert.Equal(int64, (arange(3) * 2).dtype);
        Assert.Equal(float32, (arange(3) / 2).dtype);
        Assert.Equal(bfloat16, (ones([2], bfloat16) * 0.5).dtype);
        Assert.Equal(float32, (ones([2], bfloat16) + ones(2)).dtype);
        Assert.Equal(int32, (ones([2], int32) + 1).dtype);
        Assert.Equal(uint8, tensor(new byte[] { 1 }).add(1).dtype);
    }

    [Fact]
    public void Shape_type_and_place_are_told()
    {
        var batch = empty([2, 3, 4, 5], memory_format: channels_last);

        Assert.Equal([2, 3, 4, 5], batch.shape);
        Assert.Equal([60, 1, 15, 3], batch.strides);
        Assert.Equal(4, batch.ndim);
        Assert.Equal(5, batch.size(-1));
        Assert.Equal(120, batch.numel());
        Assert.Equal(CPU, batch.device);
        Assert.False(batch.is_contiguous());
        Assert.True(batch.is_contiguous(channels_last));
        Assert.Equal("[2, 3, 4, 5] float32 cpu", batch.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.size(4));
    }

    [Fact]
    public void Channels_last_changes_the_layout_and_not_the_values()
    {
        var batch = arange(2 * 3 * 2 * 2).reshape(2, 3, 2, 2);

        var last = batch.contiguous(channels_last);

        Assert.Equal([12, 1, 6, 3], last.strides);
        Assert.True(last.equal(batch));
        Assert.Equal(batch.data<long>(), last.data<long>());
    }

    [Fact]
    public void A_conversion_that_changes_nothing_shares_memory_unless_a_copy_is_asked_for()
    {
        var vector = zeros(2);

        vector.to(float32).fill_(1);
        vector.to(float32, copy: true).fill_(2);
        vector.clone().fill_(3);

        Assert.Equal([1f, 1], vector.data<float>());
    }

    [Fact]
    public void Factories_fill_as_they_say()
    {
        AssertClose([0, 0], zeros(2));
        AssertClose([1, 1], ones_like(zeros(2)));
        AssertClose([7, 7], full([2], 7));
        AssertClose([0.5, 0.5], full_like(zeros(2), 0.5));
        AssertClose([1, 0, 0, 1], eye(2));
        AssertClose([1, 3, 5], arange(1, 7, 2));
        AssertClose([0, 0.25, 0.5, 0.75], arange(0, 1, 0.25));
        AssertClose([3, 2, 1], arange(3, 0, -1));
        AssertClose([0, 0.5, 1], linspace(0, 1, 3));
        Assert.Equal([0], arange(0).shape);
        Assert.Throws<ArgumentException>(() => arange(0, 3, -1));
        Assert.True(zeros([2], requires_grad: true).requires_grad);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:x")]
    [InlineData("cuda:1:2")]
    [InlineData("")]
    public void An_unknown_device_is_refused(string name) => Assert.Throws<ArgumentException>(() => device(name));

    [Fact]
    public void Devices_are_told_apart_by_kind_and_number()
    {
        Assert.Equal(new Device(DeviceType.CUDA, 1), device("cuda:1"));
        Assert.NotEqual(device("cuda"), device("cuda:1"));
        Assert.Equal("cuda:1", device("cuda:1").ToString());
        Assert.Equal("cpu", CPU.ToString());
    }

    [Fact]
    public void A_freed_tensor_cannot_be_used()
    {
        var vector = zeros(2);
        vector.Dispose();

        Assert.True(vector.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => vector.relu());
        Assert.Throws<ObjectDisposedException>(() => vector + vector);
        Assert.Throws<ObjectDisposedException>(() => vector.add_(1));
        Assert.Throws<ObjectDisposedException>(() => cat([zeros(2), vector]));
        Assert.Throws<ObjectDisposedException>(() => vector.shape);
    }
}
