using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

/// <summary>The Python version of CIFAR, where the binary one is not there.</summary>
public sealed class CifarPythonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private DataSets Sets => new(_folder.Path, [SmallCifar.Ten, SmallCifar.Hundred]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cifar10")]
    [InlineData("cifar100")]
    public void It_gives_the_images_labels_and_checksum_of_the_binary_version(string name)
    {
        var set = name == "cifar10" ? SmallCifar.Ten : SmallCifar.Hundred;
        SmallCifar.Write(_folder, set);
        using var binary = Sets.Open(new DataSpec(name));
        Directory.Delete(_folder[set.Folder], recursive: true);
        Write(set);

        using var python = Sets.Open(new DataSpec(name));
        using var some = Sets.Open(new DataSpec(name, 3, 2));
        var info = Sets.List().First(info => info.Name == name);

        Assert.Equal((binary.Sha256, binary.Name), (python.Sha256, python.Name));
        Assert.Equal(binary.Train.Labels.Take(3), some.Train.Labels);
        Assert.Equal((DataSetState.Ready, _folder[set.PythonFolder]), (info.State, info.Folder));
        Assert.Equal($"not downloaded by this program: the Python version is read, in {_folder[set.PythonFolder]}", Sets.Verify(name).Finding);
    }

    [Fact]
    public void What_is_not_whole_is_read_and_told()
    {
        Write(SmallCifar.Ten, records: 2);

        using var set = Sets.Open(new DataSpec("cifar10"));

        Assert.Equal((10, 2), (set.Train.Count, set.Test.Count));
        Assert.EndsWith("; it is not whole: 10 of 20 training and 2 of 4 test images are there", set.Note);
        Assert.Equal(set.Note, Sets.Note(new DataSpec("cifar10")));
    }

    [Fact]
    public void The_binary_version_comes_first()
    {
        Write(SmallCifar.Ten, records: 2);
        SmallCifar.Write(_folder, SmallCifar.Ten);

        Assert.Equal(20, Sets.List()[0].TrainImages);
    }

    [Theory]
    [InlineData("data_batch_3", "", "is empty; get it again")]
    [InlineData("data_batch_3", "<html></html>", "is a web page")]
    [InlineData("data_batch_3", "\u0080\u0002]q\u0000.", "holds no dictionary of data and labels")]
    [InlineData("data_batch_3", "\u0080\u0002}q\u0000.", "has no fine_labels or labels")]
    [InlineData("data_batch_3", "\u0080\u0002}U\u0006labels](K\u0001es.", "has no array 'data'")]
    [InlineData("data_batch_3", "\u0080\u0002}U\u0006labels](K\u000aes.", "image 0 has the label 10, which is not in 0…9")]
    [InlineData("data_batch_3", "\u0080\u0002cposix\nsystem\n.", "it wants to use posix.system")]
    public void A_damaged_file_is_one_line_with_the_command_that_brings_another(string name, string content, string reason)
    {
        Write(SmallCifar.Ten);
        File.WriteAllBytes(Path.Combine(_folder[SmallCifar.Ten.PythonFolder], name), [.. content.Select(c => (byte)c)]);

        string problem = Assert.Throws<DataException>(() => Sets.Open(new DataSpec("cifar10"))).Message;

        Assert.StartsWith("cifar10 is damaged: ", problem);
        Assert.Contains(name, problem);
        Assert.Contains(reason, problem);
        Assert.EndsWith("; get it with `pluginhost data get cifar10`", problem);
        Assert.Equal(DataSetState.Damaged, Sets.List()[0].State);
    }

    [Fact]
    public void Rows_that_are_no_images_and_a_file_that_lacks_are_told()
    {
        Write(SmallCifar.Ten);
        string file = Path.Combine(_folder[SmallCifar.Ten.PythonFolder], "test_batch");
        File.WriteAllBytes(file, PickledBatch.Of("labels", [1, 2, 3], new byte[2 * 3072]));
        string rows = Assert.Throws<DataException>(() => Sets.Open(new DataSpec("cifar10"))).Message;
        File.Delete(file);

        Assert.Contains("it gives the array the shape (3, 3072) of uint8, and 6144 bytes for it", rows);
        Assert.Contains("test_batch", Assert.Throws<DataException>(() => Sets.Open(new DataSpec("cifar10"))).Message);
    }

    private void Write(CifarSet set, int records = SmallCifar.Records)
    {
        Directory.CreateDirectory(_folder[set.PythonFolder]);
        foreach (var (number, file) in set.Files.Index())
        {
            byte[] content = SmallCifar.Content(set, number);
            var images = Enumerable.Range(0, records).Select(i => content[(i * set.Record)..((i + 1) * set.Record)]).ToList();
            string name = set.LabelBytes == 1 ? "labels" : "fine_labels";
            File.WriteAllBytes(
                Path.Combine(_folder[set.PythonFolder], file.PythonName),
                PickledBatch.Of(name, images.ConvertAll(image => (int)image[set.LabelBytes - 1]), [.. images.SelectMany(image => image[set.LabelBytes..])]));
        }
    }
}
