using System.Net.Sockets;
using PluginHost.Files;

namespace PluginHost.Store.Tests;

public sealed class RegularFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_no_regular_file_is_refused_by_its_kind_before_it_is_opened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "such files are those of Unix");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["socket"]));
        File.CreateSymbolicLink(_folder["dangling"], _folder["nothing"]);
        (string Path, string Kind)[] others =
        [
            (SpecialFile.Pipe(_folder["pipe"]), "a named pipe"), (_folder["socket"], "a socket"),
            ("/dev/zero", "a device"), (_folder.Path, "a folder"), (_folder["dangling"], "a link to nothing"),
        ];

        foreach (var (path, kind) in others)
        {
            var error = Bounded.Refuses<IOException>(() => RegularFile.Open(path).Dispose());

            Assert.Equal($"{path} is {kind}, not a file; name a file, or remove it", error.Message);
        }
    }

    [Fact]
    public void A_file_a_link_to_one_and_one_with_any_name_are_read()
    {
        string file = _folder.Write("what? ρ.txt", "text\nmore\n");
        File.CreateSymbolicLink(_folder["link"], file);

        Assert.Equal("text\nmore\n", RegularFile.ReadAllText(file));
        Assert.Equal(["text", "more"], RegularFile.ReadAllLines(_folder["link"]));
    }

    [Fact]
    public void A_missing_file_and_a_name_with_a_NUL_are_told_as_such()
    {
        Assert.Throws<FileNotFoundException>(() => RegularFile.ReadAllBytes(_folder["nothing"]));
        var error = Assert.Throws<IOException>(() => RegularFile.ReadAllBytes("a\0b"));
        Assert.Contains("NUL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_gigabytes_is_refused_before_it_is_read()
    {
        string file = SpecialFile.Sparse(_folder["large"], "{"u8, 20L << 30);

        var error = Bounded.Refuses<IOException>(() => RegularFile.ReadAllText(file));

        Assert.Equal(
            $"{file} has 21474836480 bytes, and at most 4194304 are read; is it the right file?", error.Message);
    }

    [Fact]
    public void A_text_in_another_encoding_is_refused_unless_it_says_so()
    {
        File.WriteAllBytes(_folder["latin1"], [.. "r"u8, 0xE9, .. "sum"u8]);
        File.WriteAllText(_folder["utf16"], "résumé", System.Text.Encoding.Unicode);

        var error = Assert.Throws<IOException>(() => RegularFile.ReadAllText(_folder["latin1"]));

        Assert.Contains("save it as UTF-8", error.Message, StringComparison.Ordinal);
        Assert.Equal("résumé", RegularFile.ReadAllText(_folder["utf16"]));
    }
}
