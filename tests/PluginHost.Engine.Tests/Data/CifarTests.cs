using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

public sealed class CifarTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private DataSets Sets => new(_folder.Path, [SmallCifar.Ten, SmallCifar.Hundred]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_read_in_order_with_their_labels_and_planes()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);

        using var set = Sets.Open(new DataSpec("cifar10"));

        using var pixels = set.Train.ReadBytes([6], CPU);
        Assert.Equal((20, 4, 10), (set.Train.Count, set.Test.Count, set.Train.Classes));
        Assert.Equal([0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6, 4, 5, 6, 7], set.Train.Labels);
        Assert.Equal([5, 6, 7, 8], set.Test.Labels);
        Assert.Equal([1, 3, 32, 32], pixels.shape);
        Assert.Equal(Enumerable.Range(0, 3072).Select(p => (byte)(3 + p)), pixels.data<byte>().ToArray());
    }

    [Fact]
    public void The_fine_label_of_cifar100_counts()
    {
        SmallCifar.Write(_folder, SmallCifar.Hundred);

        using var set = Sets.Open(new DataSpec("cifar100"));

        Assert.Equal([0, 1, 2, 3], set.Train.Labels);
        Assert.Equal([1, 2, 3, 4], set.Test.Labels);
        Assert.Equal(100, set.Train.Classes);
    }

    [Fact]
    public void The_first_images_are_taken_and_have_a_checksum_of_their_own()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);

        using var all = Sets.Open(new DataSpec("cifar10"));
        using var some = Sets.Open(new DataSpec("cifar10", 6, 2));

        Assert.Equal(all.Train.Labels.Take(6), some.Train.Labels);
        Assert.Equal(all.Test.Labels.Take(2), some.Test.Labels);
        Assert.NotEqual(all.Sha256, some.Sha256);
    }

    [Fact]
    public void One_changed_pixel_changes_the_checksum()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);
        var before = Sets.Verify("cifar10");
        Change("test_batch.bin", bytes => bytes[^1]++);

        var after = Sets.Verify("cifar10");

        Assert.True(before.Usable && after.Usable);
        Assert.NotEqual(before.Sha256, after.Sha256);
        Assert.StartsWith("not downloaded by this program", after.Finding);
    }

    [Fact]
    public void A_missing_set_is_told_with_the_command_that_brings_it()
    {
        var problem = Problem();

        Assert.Equal(
            $"cifar10 is missing: there is no folder {_folder["cifar-10-batches-bin"]}; get it with `pluginhost data get cifar10`",
            problem);
        Assert.Equal(DataSetState.Missing, Sets.List()[0].State);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);
        File.Delete(Batch("data_batch_3.bin"));

        Assert.Equal(
            $"cifar10 is damaged: {Batch("data_batch_3.bin")} is missing; get it with `pluginhost data get cifar10`", Problem());
        Assert.Equal(DataSetState.Damaged, Sets.List()[0].State);
    }

    [Fact]
    public void A_file_cut_within_a_record_is_told()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);
        File.WriteAllBytes(Batch("data_batch_3.bin"), SmallCifar.Content(SmallCifar.Ten, 2)[..5000]);

        Assert.Equal(
            $"cifar10 is damaged: {Batch("data_batch_3.bin")} has 5000 bytes, not 12292 (4 records of 3073), and that is no "
            + "whole number of records; get it with `pluginhost data get cifar10`",
            Problem());
    }

    [Fact]
    public void A_file_cut_between_records_is_told()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);
        File.WriteAllBytes(Batch("test_batch.bin"), SmallCifar.Content(SmallCifar.Ten, 5)[..3073]);

        Assert.Equal(
            $"cifar10 is damaged: {Batch("test_batch.bin")} has 3073 bytes, not 12292 (4 records of 3073); get it with "
            + "`pluginhost data get cifar10`",
            Problem());
    }

    [Fact]
    public void A_label_out_of_range_is_told_with_its_place()
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);
        Change("data_batch_2.bin", bytes => bytes[2 * 3073] = 10);

        Assert.Equal(
            $"cifar10 is damaged: {Batch("data_batch_2.bin")}, record 2 (at byte 6146) has the label 10, which is not in 0…9; "
            + $"move {_folder["cifar-10-batches-bin"]} away and get it with `pluginhost data get cifar10`",
            Problem());
    }

    [Theory]
    [InlineData(21, null, "cifar10 has 20 training images, but 21 were asked for; ask for at most 20")]
    [InlineData(null, 5, "cifar10 has 4 test images, but 5 were asked for; ask for at most 4")]
    [InlineData(0, null, "cifar10: 0 training images were asked for; ask for at least 1")]
    public void Only_images_that_there_are_can_be_asked_for(int? train, int? test, string message)
    {
        SmallCifar.Write(_folder, SmallCifar.Ten);

        Assert.Equal(message, Problem(new DataSpec("cifar10", train, test)));
    }

    [Fact]
    public void An_unknown_set_is_told_what_there_is()
    {
        Assert.StartsWith("no data set is called 'cifar1'; there are cifar10, cifar100, imagenet-subset, shapes", Problem(new DataSpec("cifar1")));
    }

    private string Problem(DataSpec? spec = null) =>
        Assert.Throws<DataException>(() => Sets.Open(spec ?? new DataSpec("cifar10"))).Message;

    private string Batch(string name) => Path.Combine(_folder["cifar-10-batches-bin"], name);

    private void Change(string file, Action<byte[]> change)
    {
        var bytes = File.ReadAllBytes(Batch(file));
        change(bytes);
        File.WriteAllBytes(Batch(file), bytes);
    }
}
