using PluginHost.Engine.Data;
using PluginHost.Engine.Noise;

namespace PluginHost.Engine.Tests.Noise;

public sealed class ProtectedIndicesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Npy_and_text_mark_the_listed_images()
    {
        using var scope = NewDisposeScope();
        Npy.Save(_folder["idx.npy"], tensor(new long[] { 4, 1 }));
        string text = _folder.Write("idx.txt", "4\n\n 1 \n");

        foreach (string path in (string[])[_folder["idx.npy"], text])
        {
            var (file, indices) = ProtectedIndices.Read(path);

            Assert.Equal([4, 1], indices);
            Assert.Equal([false, true, false, false, true], ProtectedIndices.Selection(file, 5, firstImagesOnly: false));
            Assert.Equal([false, true], ProtectedIndices.Selection(file, 2, firstImagesOnly: true));
            Assert.Contains("lists the image 4", Assert.Throws<DataException>(() => ProtectedIndices.Selection(file, 2, firstImagesOnly: false)).Message);
        }
    }

    [Theory]
    [InlineData("idx.txt", "1\n2\n1\n", "lists the image 1 2 times")]
    [InlineData("idx.txt", "-1\n", "lists the image -1")]
    [InlineData("idx.txt", "", "lists no image")]
    [InlineData("idx.txt", "1\none\n", "idx.txt(2): 'one' is no index")]
    [InlineData("idx.npy", "1\n", "is a text ('1'), not the file itself")]
    public void A_wrong_list_is_told(string name, string text, string message) =>
        Assert.Contains(message, Assert.Throws<DataException>(() => ProtectedIndices.Read(_folder.Write(name, text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_that_was_changed_since_is_told()
    {
        var (file, _) = ProtectedIndices.Read(_folder.Write("idx.txt", "1\n"));
        _folder.Write("idx.txt", "2\n");

        Assert.Contains("was changed", Assert.Throws<DataException>(() => ProtectedIndices.Selection(file, 5, false)).Message, StringComparison.Ordinal);
    }
}
