using PluginHost.Engine.Data;

namespace PluginHost.Engine.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly byte[] _archive = SmallCifar.Pack(SmallCifar.Ten);
    private readonly ArchiveServer _server;
    private readonly CifarSet _set;
    private readonly List<DownloadProgress> _progress = [];

    public DownloadTests()
    {
        _server = new ArchiveServer(_archive);
        _set = SmallCifar.Ten.At(_server.Address, _archive);
    }

    private DataSets Sets => new(_folder.Path, [_set]);

    private string Partial => _folder["set.tar.gz.partial"];

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_downloaded_set_can_be_opened_and_is_known_as_official()
    {
        await Get();

        var check = Sets.Verify("cifar10");
        Assert.True(check.Usable);
        Assert.Equal("the official release, as downloaded", check.Finding);
        Assert.Equal(["cifar-10-batches-bin"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
        Assert.Equal(["downloading", "checking", "unpacking"], _progress.Select(p => p.Step).Distinct());
        Assert.Contains(new DownloadProgress("downloading", _archive.Length, _archive.Length), _progress);
    }

    [Fact]
    public async Task What_is_there_is_not_downloaded_again()
    {
        await Get();

        await Get();

        Assert.Single(_server.Ranges);
    }

    [Fact]
    public async Task Nothing_in_the_archive_is_written_outside_its_folder()
    {
        await Get();

        Assert.Equal(7, Directory.EnumerateFiles(_folder[_set.Folder]).Count());
        Assert.False(File.Exists(Path.Combine(_folder.Path, "..", "outside.bin")));
    }

    [Fact]
    public async Task Changed_files_are_told_apart_from_the_release()
    {
        await Get();
        var file = Path.Combine(_folder[_set.Folder], "test_batch.bin");
        var bytes = File.ReadAllBytes(file);
        bytes[100]++;
        File.WriteAllBytes(file, bytes);

        Assert.StartsWith("test_batch.bin in ", Sets.Verify("cifar10").Finding);
    }

    [Fact]
    public async Task A_broken_connection_is_told_and_the_next_try_goes_on()
    {
        _server.BreakAfter = 700;
        var error = await Assert.ThrowsAsync<DataException>(Get);
        _server.BreakAfter = null;

        await Get();

        Assert.Contains("run the same command again to go on", error.Message);
        Assert.Equal([null, 700L], _server.Ranges);
        Assert.True(Sets.Verify("cifar10").Usable);
    }

    [Fact]
    public async Task A_host_that_sends_everything_again_is_understood()
    {
        _server.IgnoreRanges = true;
        await File.WriteAllBytesAsync(Partial, [1, 2, 3]);

        await Get();

        Assert.True(Sets.Verify("cifar10").Usable);
    }

    [Fact]
    public async Task A_complete_partial_file_only_needs_its_check()
    {
        await File.WriteAllBytesAsync(Partial, _archive);

        await Get();

        Assert.True(Sets.Verify("cifar10").Usable);
    }

    [Fact]
    public async Task A_wrong_checksum_is_told_and_the_file_removed()
    {
        await File.WriteAllBytesAsync(Partial, [1, 2, 3]);

        var error = await Assert.ThrowsAsync<DataException>(Get);

        Assert.Contains($"not {_set.Archive.Md5}: it is damaged and was deleted; run the same command again", error.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_archive_put_there_by_hand_is_used()
    {
        await File.WriteAllBytesAsync(_folder["set.tar.gz"], _archive);

        await Get();

        Assert.Empty(_server.Ranges);
        Assert.True(Sets.Verify("cifar10").Usable);
        Assert.Equal(_archive, await File.ReadAllBytesAsync(_folder["set.tar.gz"]));
    }

    [Fact]
    public async Task A_wrong_archive_put_there_by_hand_is_told_and_stays()
    {
        await File.WriteAllBytesAsync(_folder["set.tar.gz"], [1, 2, 3]);

        var error = await Assert.ThrowsAsync<DataException>(Get);

        Assert.StartsWith($"{_folder["set.tar.gz"]} has the MD5 ", error.Message);
        Assert.Contains("it is damaged, or another file", error.Message);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(_folder["set.tar.gz"]));
        Assert.Empty(_server.Ranges);
    }

    [Fact]
    public async Task Files_that_lie_where_those_of_the_release_go_are_kept_under_another_name_and_told()
    {
        string file = Path.Combine(_folder[_set.Folder], "test_batch.bin");
        Directory.CreateDirectory(_folder[_set.Folder]);
        await File.WriteAllBytesAsync(file, [7]);
        await File.WriteAllBytesAsync(file + ".before-1", [6]);
        await File.WriteAllBytesAsync(Path.Combine(_folder[_set.Folder], "data_batch_1.bin"), SmallCifar.Content(SmallCifar.Ten, 0));

        var kept = await Sets.GetAsync("cifar10", new Watch(_progress.Add), default);

        Assert.Equal([file + ".before-2"], kept);
        Assert.Equal([7], await File.ReadAllBytesAsync(kept[0]));
        Assert.Equal([6], await File.ReadAllBytesAsync(file + ".before-1"));
        Assert.True(Sets.Verify("cifar10").Usable);
    }

    [Fact]
    public async Task An_answer_of_the_host_is_told()
    {
        _server.Status = 404;

        var error = await Assert.ThrowsAsync<DataException>(Get);

        Assert.StartsWith($"the download of {_server.Address} failed: Response status code does not indicate success: 404", error.Message);
        Assert.EndsWith($"or put set.tar.gz into {_folder.Path} yourself", error.Message);
    }

    [Fact]
    public async Task A_stopped_download_keeps_what_came()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Watch(step =>
        {
            if (step.Done > 0)
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sets.GetAsync("cifar10", progress, stop.Token));

        Assert.True(new FileInfo(Partial).Length > 0);
    }

    [Fact]
    public async Task There_is_nothing_to_download_for_shapes()
    {
        var error = await Assert.ThrowsAsync<DataException>(() => Sets.GetAsync("shapes", new Watch(_ => { }), default));

        Assert.Equal("shapes needs no download: use it as it is", error.Message);
    }

    private Task Get() => Sets.GetAsync("cifar10", new Watch(_progress.Add), default);

    private sealed class Watch(Action<DownloadProgress> act) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => act(value);
    }
}
