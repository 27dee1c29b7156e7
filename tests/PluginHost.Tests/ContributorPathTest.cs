using System.Reflection;

namespace PluginHost.Tests;

/// <summary>
/// A noise from nothing, as somebody makes it who has the program and our packages but not our source: the template is
/// installed from a folder of packages, tested, verified, run, packed, and installed elsewhere.
/// </summary>
public sealed class ContributorPathTest : IDisposable
{
    // Never in a cache: packages of the same version are not looked at again.
    private const string Version = "0.1.0-test";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string?> _environment;

    public ContributorPathTest() => _environment = new Dictionary<string, string?>
    {
        ["RestoreAdditionalProjectSources"] = _folder["feed"],
        ["RestoreFallbackFolders"] = NuGetFolder,
        ["RestorePackagesPath"] = _folder["packages"],
        ["DOTNET_CLI_HOME"] = _folder["home"],
        ["DOTNET_NOLOGO"] = "1",
        ["MSBUILDDISABLENODEREUSE"] = "1",
    };

    public void Dispose() => _folder.Dispose();

    private static string NuGetFolder { get; } = typeof(ContributorPathTest).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "NuGetFolder").Value ?? "";

    [Fact]
    public void A_noise_made_from_our_packages_alone_is_tested_verified_run_packed_and_installed()
    {
        Pack();
        string mine = _folder["contributed"];
        Dotnet(_folder.Path, "new", "install", _folder[$"feed/PluginHost.Templates.{Version}.nupkg"]);
        Dotnet(_folder.Path, "new", "pluginhost-noise", "-n", "contributed", "-o", mine);
        string plugin = Path.Combine(mine, "plugins", "Noise.Contributed");
        UseAPackage(plugin);

        var unbuilt = TheProgram.RunIn(mine, "plugins", "verify", "contributed");
        string tested = Dotnet(mine, "test", "-c", "Release");
        string verified = Program(mine, "plugins", "verify", "contributed", "noise/em");
        string ran = Program(
            mine, "run", "scripts/contributed.csx", "--preset", "smoke", "--device", "cpu",
            "--only", "train.radius == 0");
        Dotnet(mine, "pack", Path.Combine("plugins", "Noise.Contributed"), "-c", "Release", "-o", _folder["packed"]);
        Directory.CreateDirectory(_folder["other"]);
        string package = _folder["packed/Noise.Contributed.1.0.0.nupkg"];
        string installed = Program(_folder["other"], "plugins", "install", package);
        string found = Program(_folder["other"], "plugins", "verify", "contributed");
        string removed = Program(_folder["other"], "plugins", "remove", "contributed");

        Assert.Equal(1, unbuilt.Code);
        Assert.Contains("is not built: its source is here", unbuilt.Output, StringComparison.Ordinal);
        Assert.Contains("; build it: dotnet build ", unbuilt.Output, StringComparison.Ordinal);
        Assert.Contains("succeeded: 2", tested, StringComparison.Ordinal);
        Assert.Contains("noise contributed 0.1.0: good, 6 checks", verified, StringComparison.Ordinal);
        Assert.Contains("noise em ", verified, StringComparison.Ordinal);
        Assert.Contains("shapes, contributed 8, conv-mini, plain training", ran, StringComparison.Ordinal);
        Assert.Equal(
            ["LiteDB.dll", "Noise.Contributed.dll"],
            Directory.EnumerateFiles(plugin, "*.dll").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("noise plugin 'contributed' 0.1.0 is ready", installed, StringComparison.Ordinal);
        Assert.Contains("good, 6 checks", found, StringComparison.Ordinal);
        Assert.Contains("removed ", removed, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["other/plugins"]));
    }

    /// <summary>A package of the plugin's own, which the program has too: each uses its own copy.</summary>
    private static void UseAPackage(string plugin)
    {
        string project = Path.Combine(plugin, "Noise.Contributed.csproj");
        string source = Path.Combine(plugin, "ContributedNoise.cs");
        Replace(project, "  </ItemGroup>", """
                <PackageReference Include="LiteDB" Version="5.0.21" />
              </ItemGroup>
            """);
        Replace(source, "BatchSize = 256;", "BatchSize = 256;\n\n" + """
                private readonly int _four = FolderOf(typeof(LiteDB.BsonValue)) == FolderOf(typeof(ContributedNoise))
                    ? new LiteDB.BsonValue(4).AsInt32
                    : throw new InvalidOperationException("the program's copy is used");

                private static string? FolderOf(Type type) => Path.GetDirectoryName(type.Assembly.Location);
            """);
        Replace(source, "images.Shape, options.Square)", "images.Shape, _four)");
    }

    private static void Replace(string file, string old, string now)
    {
        string text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, now, StringComparison.Ordinal));
    }

    private void Pack()
    {
        string sdk = Path.Combine(TestKit.Repository.Root, "sdk");
        string all = _folder.Write("pack/all.proj", $"""
            <Project>
              <ItemGroup><Packed Include="{sdk}/*/*.csproj" /></ItemGroup>
              <Target Name="Pack"><MSBuild Projects="@(Packed)" Targets="Pack" /></Target>
            </Project>
            """);
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name == "debug" ? "Debug" : "Release";
        Dotnet(
            _folder.Path, "msbuild", all, "-t:Pack", "-v:q", "-nologo", "-p:NoBuild=true",
            $"-p:Configuration={configuration}",
            $"-p:PackageVersion={Version}", $"-p:PackageOutputPath={_folder["feed"]}");
    }

    private string Dotnet(string folder, params string[] args)
    {
        using var running = TheProgram.Start("dotnet", _environment, args, folder);
        return Succeeded(running.Finish(), args);
    }

    private static string Program(string folder, params string[] args) =>
        Succeeded(TheProgram.RunIn(folder, args), args);

    private static string Succeeded(Outcome outcome, string[] args)
    {
        Assert.True(outcome.Code == 0, $"{string.Join(' ', args)}\n{outcome.Output}{outcome.Errors}");
        return outcome.Output;
    }
}
