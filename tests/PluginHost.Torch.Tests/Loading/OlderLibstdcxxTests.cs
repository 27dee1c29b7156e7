using System.Security.Cryptography;
using PluginHost.Torch.Errors;
using PluginHost.Torch.Loading;

namespace PluginHost.Torch.Tests.Loading;

public sealed class OlderLibstdcxxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("older-").FullName;

    private string Cache => Path.Combine(_folder, "not", "made", "yet");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_copy_is_prepared_and_the_original_stays_as_it_is()
    {
        string original = Path.Combine(_folder, "libLibTorchSharp.so");
        byte[] bytes = TorchSharpFile.Read();
        File.WriteAllBytes(original, bytes);

        string copy = OlderLibstdcxx.Prepare(original, Cache);

        Assert.Equal(Cache, Path.GetDirectoryName(copy));
        Assert.Matches("^libLibTorchSharp-[0-9a-f]{16}\\.so$", Path.GetFileName(copy));
        Assert.Equal(OlderLibstdcxx.Lift(bytes, original), File.ReadAllBytes(copy));
        Assert.Equal(bytes, File.ReadAllBytes(original));
        Assert.Equal([original], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_good_copy_is_used_again()
    {
        string copy = Prepare();
        var longAgo = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(copy, longAgo);

        Assert.Equal(copy, Prepare());
        Assert.Equal(longAgo, File.GetLastWriteTimeUtc(copy));
    }

    [Fact]
    public void A_copy_that_an_earlier_version_made_is_not_taken_for_this_one()
    {
        // It was named by the original's hash.
        string hash = Convert.ToHexStringLower(SHA256.HashData(TorchSharpFile.Read()))[..16];
        string earlier = Path.Combine(Directory.CreateDirectory(Cache).FullName, $"libLibTorchSharp-{hash}.so");
        File.WriteAllBytes(earlier, [1]);

        Assert.NotEqual(earlier, Prepare());
        Assert.Equal([1], File.ReadAllBytes(earlier));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void A_copy_that_is_cut_off_is_replaced(int length)
    {
        string copy = Prepare();
        byte[] good = File.ReadAllBytes(copy);
        File.WriteAllBytes(copy, good[..length]);

        Assert.Equal(copy, Prepare());
        Assert.Equal(good, File.ReadAllBytes(copy));
    }

    [Fact]
    public void A_copy_with_one_wrong_byte_is_replaced()
    {
        string copy = Prepare();
        byte[] good = File.ReadAllBytes(copy);
        byte[] damaged = [.. good];
        damaged[^1] ^= 1;
        File.WriteAllBytes(copy, damaged);

        Assert.Equal(copy, Prepare());
        Assert.Equal(good, File.ReadAllBytes(copy));
    }

    [Fact]
    public void Many_threads_at_once_leave_one_good_copy_and_nothing_else()
    {
        byte[] good = OlderLibstdcxx.Lift(TorchSharpFile.Read(), "x.so");
        using var together = new Barrier(8);
        string[] copies = new string[8];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            copies[i] = Prepare();
        }))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        string copy = Assert.Single(Directory.GetFileSystemEntries(Cache));
        Assert.All(copies, each => Assert.Equal(copy, each));
        Assert.Equal(good, File.ReadAllBytes(copy));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_what_to_do()
    {
        // Under a file no folder can be made, not even by root, whom permissions do not stop.
        string file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        string cache = Path.Combine(file, "cache");

        var failure = Assert.Throws<TorchException>(() => OlderLibstdcxx.Prepare(TorchSharpFile.Find(), cache));

        Assert.Contains($"in {cache}: ", failure.Message);
        Assert.Contains("Set XDG_CACHE_HOME to a folder that can be written", failure.Message);
        Assert.Contains("GCC 13 or later", failure.Message);
        Assert.IsAssignableFrom<IOException>(failure.InnerException);
    }

    [Fact]
    public void A_copy_that_cannot_be_put_in_place_leaves_nothing_behind()
    {
        string copy = Prepare();
        File.Delete(copy);
        Directory.CreateDirectory(Path.Combine(copy, "in the way"));

        Assert.Throws<TorchException>(Prepare);

        Assert.Equal([copy], Directory.GetFileSystemEntries(Cache));
    }

    [Fact]
    public void An_original_that_is_refused_leaves_nothing_behind()
    {
        string original = Path.Combine(_folder, "no.so");
        File.WriteAllText(original, "text");

        string message = Assert.Throws<TorchException>(() => OlderLibstdcxx.Prepare(original, Cache)).Message;

        Assert.StartsWith(original, message);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public void An_original_that_is_missing_is_named()
    {
        string original = Path.Combine(_folder, "gone.so");

        Assert.Contains(original, Assert.Throws<TorchException>(() => OlderLibstdcxx.Prepare(original, Cache)).Message);
    }

    [Theory]
    [InlineData("/cache", "/home/a", "/cache/pluginhost")]
    [InlineData("/cache", "", "/cache/pluginhost")]
    [InlineData(null, "/home/a", "/home/a/.cache/pluginhost")]
    [InlineData("", "/home/a", "/home/a/.cache/pluginhost")]
    [InlineData("not/absolute", "/home/a", "/home/a/.cache/pluginhost")]
    public void The_cache_folder_is_that_of_the_system(string? variable, string home, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The paths are those of Linux");

        Assert.Equal(expected, OlderLibstdcxx.CacheFolder(variable, home));
    }

    [Fact]
    public void Without_a_home_folder_the_error_says_what_to_set()
    {
        string message = Assert.Throws<TorchException>(() => OlderLibstdcxx.CacheFolder(null, "")).Message;

        Assert.Contains("no home folder", message);
        Assert.Contains("Set XDG_CACHE_HOME", message);
    }

    [Theory]
    [InlineData(true, "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /a/libLibTorchSharp.so)")]
    [InlineData(true, "/lib/libstdc++.so.6: Version »GLIBCXX_3.4.32« nicht gefunden (benötigt von /a/b.so)")]
    [InlineData(true, "/lib/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /a/libLibTorchSharp.so)")]
    [InlineData(false, "/lib/libstdc++.so.6: version `GLIBCXX_3.4.29' not found (required by /a/libLibTorchSharp.so)")]
    [InlineData(false, "/lib/libstdc++.so.6: version `GLIBCXX_3.4.31' not found (required by /a/libLibTorchSharp.so)")]
    [InlineData(false, "/lib/libstdc++.so.6: version `GLIBCXX_3.4.321' not found (required by /a/libLibTorchSharp.so)")]
    [InlineData(false, "libc10.so: cannot open shared object file: No such file or directory")]
    [InlineData(false, "")]
    public void The_loaders_message_is_recognised(bool expected, string message) =>
        Assert.Equal(expected, OlderLibstdcxx.IsMissingLibstdcxxVersion(message));

    private string Prepare() => OlderLibstdcxx.Prepare(TorchSharpFile.Find(), Cache);
}
