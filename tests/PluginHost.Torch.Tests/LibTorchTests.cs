using PluginHost.Torch.Loading;

namespace PluginHost.Torch.Tests;

public sealed class LibTorchTests
{
    [Fact]
    public void The_needed_version_is_the_one_that_TorchSharp_was_built_for()
    {
        var built = Version.Parse(__version__);

        Assert.Equal(new Version(built.Major, built.Minor, built.Build), LibTorch.NeededVersion);
        Assert.True(LibTorch.Version >= LibTorch.NeededVersion);
    }

    [Fact]
    public void The_loaded_libraries_are_complete()
    {
        Assert.Empty(LibTorch.MissingSymbols);
        Assert.True(File.Exists(Path.Combine(LibTorch.Folder, Libraries.FileName("torch_cpu"))));
        Assert.True(File.Exists(LibTorch.TorchSharpLibrary));
        Assert.Null(LibTorch.Failure);
    }

    [Fact]
    public void TorchSharps_version_is_its_packages() =>
        Assert.StartsWith("0.107.", LibTorch.TorchSharpVersion, StringComparison.Ordinal);

    [Fact]
    public void A_folder_without_the_CUDA_library_is_a_CPU_build() =>
        Assert.Equal(File.Exists(Path.Combine(LibTorch.Folder, Libraries.FileName("torch_cuda"))), LibTorch.HasCuda);
}
