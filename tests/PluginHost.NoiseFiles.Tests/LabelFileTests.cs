using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>Labels in the forms that projects keep them in.</summary>
public sealed class LabelFileTests : IDisposable
{
    private static readonly int[] s_labels = [2, 0, 1, 1];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Byte)]
    public void Whole_numbers_of_any_type_are_labels_in_one_column_and_one_hot(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var labels = tensor(s_labels).to(type);
        var oneHot = nn.functional.one_hot(tensor(s_labels).to(ScalarType.Int64), 3).to(type);

        Assert.Equal(s_labels, Read(labels));
        Assert.Equal(s_labels, Read(labels.unsqueeze(1)));
        Assert.Equal(s_labels, Read(oneHot));
    }

    [Fact]
    public void Unsigned_numbers_and_lists_are_labels()
    {
        string header = "{'descr': '<u4', 'fortran_order': False, 'shape': (4,), }\n";
        byte[] array =
        [
            0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header),
            .. s_labels.SelectMany(BitConverter.GetBytes),
        ];
        File.WriteAllBytes(_folder["u4.npy"], array);

        Assert.Equal(s_labels, LabelFile.Read(_folder["u4.npy"]));
        Assert.Equal([7, 1, 5, 40000], LabelFile.Read(NoiseFixture.File("labels-list-protocol4.pkl")));
    }

    [Theory]
    [InlineData("y.txt", "2\n0\n1\n1\n")]
    [InlineData("y.txt", "2.000000000000000000e+00\n0.000000000000000000e+00\n1.000000000000000000e+00\n1.000000000000000000e+00\n")]
    [InlineData("y.txt", "2 0 1 1")]
    [InlineData("y.txt", "0 0 1\n1 0 0\n0 1 0\n0 1 0\n")]
    [InlineData("y.csv", "2\n0\n1\n1\n")]
    [InlineData("y.csv", "0,0,1\r\n1,0,0\r\n0,1,0\r\n0,1,0\r\n")]
    [InlineData("y.json", "[2, 0, 1, 1]")]
    [InlineData("labels.csv", "file,label,index\na,0,1\nb,2,0\nc,1,2\nd,1,3\n")]
    public void Texts_of_labels_are_read(string name, string text) =>
        Assert.Equal(s_labels, LabelFile.Read(_folder.Write(name, text)));

    [Theory]
    [InlineData("y.txt", "0\n1.5\n", "(2): '1.5' is not a label")]
    [InlineData("y.txt", "0\n-1\n", "(2): '-1' is not a label")]
    [InlineData("y.txt", "0\n1 2\n", "(2): 2 numbers, and 1 in the lines before")]
    [InlineData("y.txt", "0 1\n1 1\n", "row 1 is not one-hot")]
    [InlineData("y.txt", "<!DOCTYPE html>\n", "(1): '<!DOCTYPE' is not a label")]
    [InlineData("y.csv", "image,class\n", "its first line must be 'file,label,index'")]
    public void Other_texts_are_refused_with_their_place(string name, string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<NoiseFileException>(() => LabelFile.Read(_folder.Write(name, text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Arrays_of_other_shapes_and_fractions_are_refused()
    {
        using var scope = NewDisposeScope();

        Refuse(zeros(4, 3, 2, dtype: int64), "holds int64 (4, 3, 2); labels are wanted as (N), or one-hot as (N, classes)");
        Refuse(ones(4, 3), "row 0 is not one-hot");
        Refuse(tensor(new[] { 0.0, 0.5 }), "its number 1 is 0.5; whole numbers are wanted");
        Refuse(tensor(new[] { 0L, -1L }), "holds -1, which is not a label");

        void Refuse(Tensor labels, string reason) =>
            Assert.Contains(reason, Assert.Throws<NoiseFileException>(() => Read(labels)).Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<int> Read(Tensor labels)
    {
        PluginHost.Torch.IO.Npy.Save(_folder["labels.npy"], labels);
        return LabelFile.Read(_folder["labels.npy"]);
    }
}
