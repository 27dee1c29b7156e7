using System.Runtime.InteropServices;
using System.Text.Json;

namespace PluginHost.Tests;

/// <summary>Which packages of TorchSharp and libtorch the program is built with.</summary>
public sealed class TorchPackagesTest
{
    [Fact]
    public void For_the_cpu_libtorch_is_referenced_without_being_copied()
    {
        var packages = Packages("cpu");

        Assert.Equal("all", packages.Single(p => p.Key.StartsWith("libtorch-cpu", StringComparison.Ordinal)).Value);
        Assert.DoesNotContain(packages.Keys, name => name.Contains("cuda", StringComparison.Ordinal));
    }

    [Fact]
    public void For_cuda_it_takes_TorchSharps_package_and_no_natives_for_the_cpu()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the package is the one for Linux");

        var packages = Packages("cuda");

        Assert.Equal("", packages["TorchSharp-cuda-linux"]);
        Assert.DoesNotContain(packages.Keys, name => name.Contains("cpu", StringComparison.Ordinal));
    }

    [Fact]
    public void Building_for_cuda_leaves_the_lock_files_alone()
    {
        string file = Evaluate("cuda", "-getProperty:NuGetLockFilePath").Trim();

        Assert.EndsWith("PluginHost.lock.json", file, StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(TestKit.Repository.Root, "artifacts"), file, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_natives_of_this_platform_lie_beside_the_program()
    {
        string runtimes = Path.Combine(Path.GetDirectoryName(TheProgram.File) ?? "", "runtimes");

        var platforms = Directory.EnumerateFiles(runtimes, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains($"{Path.DirectorySeparatorChar}native{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(runtimes, file).Split(Path.DirectorySeparatorChar)[0])
            .Distinct();

        string expected = OperatingSystem.IsMacOS() ? "osx" : RuntimeInformation.RuntimeIdentifier;
        Assert.All(platforms, platform => Assert.StartsWith(expected, platform, StringComparison.Ordinal));
        Assert.NotEmpty(platforms);
    }

    /// <summary>The program's packages, each with the assets that it leaves out.</summary>
    private static Dictionary<string, string> Packages(string device)
    {
        using var json = JsonDocument.Parse(Evaluate(device, "-getItem:PackageReference"));
        return json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().ToDictionary(
            item => item.GetProperty("Identity").GetString() ?? "",
            item => item.TryGetProperty("ExcludeAssets", out var excluded) ? excluded.GetString() ?? "" : "");
    }

    private static string Evaluate(string device, string what)
    {
        string project = Path.Combine(TestKit.Repository.Root, "host", "PluginHost", "PluginHost.csproj");
        using var msbuild = TheProgram.Start("dotnet", "msbuild", project, $"-p:TorchDevice={device}", what);
        var outcome = msbuild.Finish();
        Assert.True(outcome.Code == 0, outcome.Output + outcome.Errors);
        return outcome.Output;
    }
}
