using System.Text;
using PluginHost.Engine.Arrays;
using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.NoiseFiles.Tests;

/// <summary>
/// Files that would take all memory, or be waited for without end, are refused before anything is made of them.
/// </summary>
public sealed class HostileFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_of_gigabytes_are_refused_before_they_are_read()
    {
        string array = Sparse("labels.npy", "<i8", "(2684354560,)", 20L << 30);
        string text = SpecialFile.Sparse(_folder["labels.txt"], "1\n"u8, 20L << 30);

        var ofArray = Bounded.Refuses<NoiseFileException>(() => LabelFile.Read(array));
        var ofText = Bounded.Refuses<NoiseFileException>(() => LabelFile.Read(text));
        var ofIndices = Bounded.Refuses<DataException>(() => ProtectedIndices.Read(array));

        Assert.Equal(
            $"{array} holds 2684354560 numbers, and no list of labels or indices has more than 16777216; "
            + "is it the right file?",
            ofArray.Message);
        Assert.Contains(
            "has 21474836480 bytes, and at most 33554432 are read", ofText.Message, StringComparison.Ordinal);
        Assert.Contains("holds 2684354560 numbers", ofIndices.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_labels_as_a_text_may_have_take_little_memory()
    {
        string text = _folder["labels.txt"];
        File.WriteAllBytes(text, [.. Enumerable.Repeat((byte)'\n', 31 << 20), .. "7\n"u8]);

        Assert.Equal([7], Bounded.Do(() => LabelFile.Read(text)));
    }

    [Theory]
    [InlineData("False")]
    [InlineData("True")]
    public void Noise_of_gigabytes_that_does_not_fit_the_images_is_refused_before_it_is_read(string fortran)
    {
        const long column = 8 * 3 * 16384, width = (6L << 30) / column;
        string file = Sparse("noise.npy", "|i1", $"(8, 3, 16384, {width})", column * width, fortran);
        using var images = NoiseFixture.Images(8);

        using var noise = Bounded.Do(() => ImportedNoise.Open(file, images, new NoiseReading()));

        string finding = noise.Check("images").Finding;
        Assert.Contains("but the data set has 8 training images", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_noise_for_more_images_than_there_are_only_the_first_are_looked_at()
    {
        string file = Sparse("noise.npy", "|i1", "(107374182, 3, 4, 5)", 107374182L * 60);
        using var images = NoiseFixture.Images(8);

        using var noise = Bounded.Do(() => ImportedNoise.Open(file, images, new NoiseReading { MayHaveMore = true }));

        Assert.Contains("the first 8 are used", noise.Check("images").Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("noise.npy")]
    [InlineData("noise.pkl")]
    [InlineData("noise.bin")]
    public void A_named_pipe_is_refused_as_noise(string name)
    {
        string pipe = SpecialFile.Pipe(_folder[name]);
        using var images = NoiseFixture.Images(8);

        var opened = Bounded.Refuses<NoiseFileException>(() => ImportedNoise.Open(pipe, images, new NoiseReading()));
        var hashed = Bounded.Refuses<NoiseFileException>(() => NoiseFileHash.Of(pipe));

        Assert.Contains($"{pipe} is a named pipe, not a file", opened.Message, StringComparison.Ordinal);
        Assert.Contains($"{pipe} is a named pipe, not a file", hashed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_pipe_in_a_folder_of_images_or_as_their_labels_is_told()
    {
        string image = SpecialFile.Pipe(_folder["images/0.png"]);
        string list = SpecialFile.Pipe(_folder["listed/labels.csv"]);

        Assert.Contains($"{image} is a named pipe", Refused("images"), StringComparison.Ordinal);
        Assert.Contains($"{list} is a named pipe", Refused("listed"), StringComparison.Ordinal);

        string Refused(string folder) => Bounded.Refuses<NoiseFileException>(
            () => ImageValues.OpenAny(_folder[folder], null)).Message;
    }

    [Theory]
    [InlineData("../outside.png")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.png")]
    [InlineData("a\0b.png")]
    public void A_list_of_images_names_files_below_its_folder_only(string file)
    {
        _folder.Write("set/labels.csv", $"file,label,index\n{file},0,0\n");

        var error = Bounded.Refuses<NoiseFileException>(() => ImageValues.OpenAny(_folder["set"], null));

        Assert.EndsWith("is no file below its folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_images_without_images_is_told()
    {
        string list = _folder.Write("set/labels.csv", "file,label,index\n\n\n");

        var error = Bounded.Refuses<NoiseFileException>(() => ImageValues.OpenAny(_folder["set"], null));

        Assert.Equal($"{list}: its first line must be 'file,label,index', and images must follow", error.Message);
    }

    [Fact]
    public void A_link_that_leads_back_up_is_not_followed_without_end()
    {
        PngFile.Write(_folder["set/0.png"], new byte[12], 2, 2);
        Directory.CreateSymbolicLink(_folder["set/again"], _folder["set"]);
        Directory.CreateSymbolicLink(_folder["set/more"], _folder["set"]);

        using var images = Bounded.Do(() => ImageValues.OpenAny(_folder["set"], null));
        string hash = Bounded.Do(() => NoiseFileHash.Of(_folder["set"]));

        Assert.InRange(images.Count, 1, 1 << 9);
        Assert.Equal(64, hash.Length);
    }

    private string Sparse(string name, string type, string shape, long bytes, string fortran = "False")
    {
        byte[] header = Encoding.ASCII.GetBytes(
            $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        byte[] beginning = [0x93, .. "NUMPY"u8, 1, 0, .. BitConverter.GetBytes((ushort)header.Length), .. header];
        return SpecialFile.Sparse(_folder[name], beginning, beginning.Length + bytes);
    }
}
