using PluginHost.Torch.Errors;
using PluginHost.Torch.Loading;

namespace PluginHost.Torch.Tests;

public sealed class LibrariesTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("libraries-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void The_environment_goes_before_the_build_and_the_build_before_the_program()
    {
        string one = Folder("one"), two = Folder("two"), three = Folder("three");

        Assert.Equal(one, Libraries.Find(one, two, three));
        Assert.Equal(two, Libraries.Find(null, two, three));
        Assert.Equal(three, Libraries.Find("", null, three));
        Assert.Equal(three, Libraries.Find(null, Path.Combine(_root.FullName, "gone"), three));
    }

    [Fact]
    public void A_PyTorch_root_is_accepted_for_its_lib_folder()
    {
        string lib = Folder("torch/lib");

        Assert.Equal(lib, Libraries.Find(Path.Combine(_root.FullName, "torch"), null, ""));
    }

    [Fact]
    public void A_wrong_environment_is_an_error_even_where_another_folder_would_do()
    {
        string good = Folder("good");

        string message = Assert.Throws<TorchException>(() => Libraries.Find(_root.FullName, good, good)).Message;

        Assert.Contains("LIBTORCH is '" + _root.FullName, message);
        Assert.Contains("site-packages/torch/lib", message);
    }

    [Fact]
    public void Without_any_library_the_error_says_where_it_looked_and_what_to_set()
    {
        string message = Assert.Throws<TorchException>(() => Libraries.Find(null, "/nowhere", "/neither")).Message;

        Assert.Contains("/nowhere", message);
        Assert.Contains("/neither", message);
        Assert.Contains("Set LIBTORCH", message);
    }

    [Fact]
    public void Versions_are_read_from_the_interface() =>
        Assert.Equal(new Version(2, 10, 0), Libraries.Decode(0x020a000000000000));

    private string Folder(string name)
    {
        string path = Directory.CreateDirectory(Path.Combine(_root.FullName, name)).FullName;
        File.WriteAllText(Path.Combine(path, Libraries.FileName("torch_cpu")), "");
        return path;
    }
}
