namespace PluginHost.Torch.Tests;

public sealed class TensorDataTests : TensorTest
{
    [Fact]
    public void Elements_of_every_type_come_back_as_they_went_in()
    {
        RoundTrip<byte>(uint8, 0, 255);
        RoundTrip<sbyte>(int8, -8, 127);
        RoundTrip<short>(int16, 7, short.MinValue);
        RoundTrip(int32, 1, int.MaxValue);
        RoundTrip(int64, 1, long.MaxValue);
        RoundTrip(float16, (Half)0.5, Half.MaxValue);
        RoundTrip(float32, 1.5f, float.Epsilon);
        RoundTrip(float64, -1.5, double.NaN);
        RoundTrip(@bool, true, false);

        static void RoundTrip<T>(ScalarType type, params T[] values)
            where T : unmanaged
        {
            var made = TensorData.from_span<T>(values, [values.Length]);
            var back = new T[values.Length];
            made.CopyTo<T>(back);
            Assert.Equal(type, made.dtype);
            Assert.Equal(values, back);
        }
    }

    [Fact]
    public void Rows_follow_each_other_in_any_number_of_dimensions()
    {
        var cube = TensorData.from_span<float>([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);

        Assert.Equal([2, 2, 2], cube.shape);
        AssertClose([5, 6, 7, 8], cube[1]);
        AssertClose([7], cube[1, 1, 0]);
        AssertClose([9], TensorData.from_span<float>([9], []));
    }

    [Fact]
    public void The_tensor_is_a_copy()
    {
        int[] numbers = [1, 2];

        var vector = TensorData.from_span<int>(numbers, [2]);
        numbers[0] = 5;

        AssertClose([1, 2], vector);
    }

    [Fact]
    public void Views_and_leaves_of_the_graph_are_read_row_by_row()
    {
        var matrix = arange(6, float32).reshape(2, 3).requires_grad_();
        var turned = new float[6];
        var part = new float[2];

        matrix.t().CopyTo<float>(turned);
        matrix[.., 1].CopyTo<float>(part);

        Assert.Equal([0, 3, 1, 4, 2, 5], turned);
        Assert.Equal([1, 4], part);
    }

    [Fact]
    public void Tensors_without_elements_are_made_and_read()
    {
        var none = TensorData.from_span<double>([], [0, 3]);
        none.CopyTo<double>([]);

        Assert.Equal([0, 3], none.shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_wrong_number_of_values_is_refused_and_leaves_no_tensor(int count)
    {
        var matrix = zeros(2, 2);
        using var leaks = new LeakCheck();

        var making = Assert.Throws<ArgumentException>(() => TensorData.from_span<float>(new float[count], [2, 2]));
        var reading = Assert.Throws<ArgumentException>(() => matrix.CopyTo<float>(new float[count]));

        Assert.Contains($"4 elements, the span {count}", making.Message);
        Assert.Contains($"4 elements, the span {count}", reading.Message);
    }

    [Fact]
    public void Other_element_types_are_refused()
    {
        var vector = zeros(3);

        var reading = Assert.Throws<ArgumentException>(() => vector.CopyTo<double>(new double[3]));
        var making = Assert.Throws<ArgumentException>(() => TensorData.from_span<char>(['a'], [1]));

        Assert.Contains("Float32", reading.Message);
        Assert.Contains("Char", making.Message);
    }

    [Fact]
    public void Copying_leaves_no_tensor()
    {
        var last = rand([2, 3, 4, 5]).contiguous(memory_format.channels_last);
        using var leaks = new LeakCheck();

        last.CopyTo<float>(new float[120]);
    }
}
