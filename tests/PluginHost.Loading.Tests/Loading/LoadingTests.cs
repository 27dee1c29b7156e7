using PluginHost.Loading.Settings;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PluginHost.Loading.Tests;

public sealed class LoadingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_good_file_gives_all_its_plugins()
    {
        _folder.Copy("Sample.Good");

        var catalogue = _folder.Load();

        Assert.All(catalogue.Reports, report => Assert.Equal(PluginState.Ready, report.State));
        Assert.Equal(
            ["Noise good 1.2.0", "Model good 1.0.0", "Augmentation nothing 1.0.0", "Filter copy 1.0.0"],
            catalogue.Plugins.Select(p => $"{p.Identity.Kind} {p.Identity.Id} {p.Identity.Version}"));
        Assert.Equal("constant noise", catalogue.Plugins[0].Summary);
        Assert.Equal("nowhere", catalogue.Plugins[0].Source);
    }

    [Fact]
    public void A_plugin_uses_the_library_beside_it_and_the_types_of_the_program()
    {
        _folder.Copy("Sample.Good");

        var filter = _folder.Load().Filter(new PluginUse("copy"));

        Assert.Equal("from beside the plugin", filter.ToString());
        using var pixels = zeros([1, 3, 4, 4], ScalarType.Byte);
        using var filtered = filter.Apply(pixels);
        Assert.Equal(pixels.shape, filtered.shape);
    }

    [Fact]
    public void What_is_wrong_with_one_plugin_leaves_the_others_of_its_file_alone()
    {
        _folder.Copy("Sample.Faulty");

        var catalogue = _folder.Load();

        Assert.Equal("fine", Assert.Single(catalogue.Plugins).Identity.Id);
        Snapshot.Match(string.Join("\n", catalogue.Reports.Select(r =>
            $"{r.Identity?.Id}: {r.State}\n    {r.Reason}\n    {r.Mend}")));
    }

    [Fact]
    public void A_missing_library_is_named()
    {
        File.Delete(Path.Combine(_folder.Copy("Sample.Good"), "Sample.Dependency.dll"));

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Plugins);
        Assert.Equal(4, catalogue.Reports.Count);
        Assert.All(catalogue.Reports, r => Assert.StartsWith("needs Sample.Dependency 0.1.0.0, which neither", r.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_library_of_a_library_is_named()
    {
        byte[] far = Samples.Image("Far", "public static class Far { public static int Value() => 1; }", []);
        var farReference = Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(far);
        byte[] near = Samples.Image("Near", "public static class Near { public static int Value() => Far.Value(); }", [farReference]);
        string file = _folder.Compile(
            "Chain", Samples.Filter("chain", "1.0.0", "public Sample() { Near.Value(); }"),
            Samples.RealContracts, Samples.Torch, Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(near));
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(file) ?? "", "Near.dll"), near);

        var report = _folder.Load().Only();

        Assert.Equal(PluginState.Failed, report.State);
        Assert.Equal("needs Far 0.0.0.0, which neither its folder nor the program has", report.Reason);
    }

    [Theory]
    [InlineData("2.0.0.0", "built for PluginHost.Contracts 2.0; this program has 1.0")]
    [InlineData("1.1.0.0", "built for PluginHost.Contracts 1.1; this program has 1.0")]
    [InlineData("0.9.0.0", "built for PluginHost.Contracts 0.9; this program has 1.0")]
    public void Another_contract_is_refused_before_any_code_runs(string version, string reason)
    {
        string witness = _folder["ran"];
        _folder.Compile(
            "Other",
            Samples.Filter("other", "1.0.0", $"static Sample() {{ System.IO.File.WriteAllText(@\"{witness}\", \"\"); }} public Sample() {{ }}"),
            Samples.Contracts(version), Samples.Torch);

        var report = _folder.Load().Only();

        Assert.Equal((PluginState.Failed, reason), (report.State, report.Reason));
        Assert.Equal("other", report.Identity?.Id);
        Assert.False(File.Exists(witness));
    }

    [Fact]
    public void The_same_contract_is_taken_in_any_build()
    {
        _folder.Compile("Same", Samples.Filter("same", "1.0.0"), Samples.Contracts("1.0.0.0"), Samples.Torch);

        Assert.Equal(PluginState.Ready, _folder.Load().Only().State);
    }

    [Theory]
    [InlineData("PluginHost.Contracts")]
    [InlineData("PluginHost.Torch")]
    [InlineData("PluginHost.Engine")]
    [InlineData("TorchSharp")]
    public void A_copy_of_what_the_program_shares_is_refused(string name)
    {
        string folder = _folder.Copy("Sample.Good");
        File.WriteAllText(Path.Combine(folder, name + ".dll"), "a copy");

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Plugins);
        Assert.All(catalogue.Reports, r =>
        {
            Assert.StartsWith($"the folder carries its own copy of {name}.dll", r.Reason, StringComparison.Ordinal);
            Assert.Contains("Private=\"false\"", r.Mend, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_file_that_is_not_of_dotnet_is_reported()
    {
        _folder.Write("Text/Text.dll", "this is no library");

        var report = _folder.Load().Only();

        Assert.Equal((PluginState.Failed, null), (report.State, report.Identity));
        Assert.StartsWith("not a .NET assembly", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_reported_wherever_it_is_cut_off()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Samples.Built, "Sample.Good", "Sample.Good.dll"));
        for (int part = 0; part < 8; part++)
        {
            Directory.CreateDirectory(_folder[$"Cut{part}"]);
            File.WriteAllBytes(_folder[$"Cut{part}/Cut{part}.dll"], whole[..(whole.Length * part / 8)]);
        }

        var catalogue = _folder.Load();

        Assert.Empty(catalogue.Plugins);
        Assert.Equal(8, catalogue.Reports.Select(r => r.File).Distinct().Count());
        Assert.All(catalogue.Reports, r => Assert.Equal(PluginState.Failed, r.State));
    }

    [Fact]
    public void A_file_without_a_plugin_is_reported()
    {
        _folder.Compile("Library", "public class Library { }");

        Assert.Equal("no class has a [Plugin] attribute", _folder.Load().Only().Reason);
    }

    [Fact]
    public void A_plugin_for_a_newer_runtime_is_refused()
    {
        byte[] runtime = Samples.Image(
            "System.Runtime", "[assembly: System.Reflection.AssemblyVersion(\"99.0.0.0\")] public class FromTheFuture { }", []);
        _folder.Compile(
            "Future", "public class Future : FromTheFuture { }", Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(runtime));

        Assert.StartsWith("built for .NET 99.0; this program runs on .NET 10.0", _folder.Load().Only().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_versions_the_newest_is_used_and_the_other_listed()
    {
        _folder.Compile("A", Samples.Filter("twin", "1.10.0"), Samples.RealContracts, Samples.Torch);
        _folder.Compile("B", Samples.Filter("twin", "1.9.0"), Samples.RealContracts, Samples.Torch);
        _folder.Compile("C", Samples.Filter("twin", "1.10.0-beta"), Samples.RealContracts, Samples.Torch);

        var catalogue = _folder.Load();

        Assert.Equal("1.10.0", catalogue.Identify(PluginKind.Filter, "twin").Version);
        PluginReport[] superseded = [.. catalogue.Reports.Where(r => r.State == PluginState.Superseded)];
        Assert.Equal(["B.dll", "C.dll"], superseded.Select(r => Path.GetFileName(r.File)));
        Assert.All(superseded, r => Assert.Contains("version 1.10.0 in " + _folder["A"], r.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_plugin_and_its_damaged_copies_the_one_that_loads_is_used_and_the_others_are_told()
    {
        string good = _folder.Copy("Sample.Good");
        string copy = Path.Combine(good, "Sample.Good.dll");
        _folder.Write("A.Copy/A.Copy.deps.json", "{ bad");
        File.Copy(copy, _folder["A.Copy/A.Copy.dll"]);
        File.Copy(Path.Combine(good, "Sample.Dependency.dll"), _folder["A.Copy/Sample.Dependency.dll"]);
        _folder.Write("elsewhere/Sample.Good/Sample.Good.dll", "cut off");

        var catalogue = PluginLoader.Load(PluginSettings.OfFolders(_folder["elsewhere"], _folder.Path));

        Assert.Equal(4, catalogue.Plugins.Count);
        Assert.All(catalogue.Plugins, plugin => Assert.Equal(copy, plugin.File));
        PluginReport[] failed = [.. catalogue.Reports.Where(report => report.State == PluginState.Failed)];
        Assert.Equal(5, failed.Length);
        Assert.Equal(4, failed.Count(
            report => report.Reason.StartsWith("its A.Copy.deps.json is damaged", StringComparison.Ordinal)));
        Assert.All(failed, report => Assert.Matches(
            @"; version 1\.[02]\.0 in .*/Sample\.Good\.dll is used instead$", report.Reason));
        Assert.DoesNotContain(catalogue.Reports, report => report.State == PluginState.Superseded);
    }

    [Fact]
    public void A_project_that_nobody_built_is_told_with_the_command_that_builds_it()
    {
        _folder.Write("Noise.MyOwn/Noise.MyOwn.csproj", "");
        _folder.Write("source/Sample.Good/Sample.Good.csproj", "");
        _folder.Copy("Sample.Good", "built");

        var catalogue = PluginLoader.Load(
            PluginSettings.OfFolders(_folder.Path, _folder["source"], _folder["built"]));
        var report = Assert.Single(catalogue.Reports, report => report.State != PluginState.Ready);
        var used = Assert.Throws<PluginUseException>(() => catalogue.Noise(new PluginUse("my-own")));

        Assert.Equal((PluginState.NotBuilt, null), (report.State, report.Identity));
        Assert.Equal($"build it: dotnet build {_folder["Noise.MyOwn"]} -c Release", report.Mend);
        Assert.Equal(report.ToString(), used.Message);
        Assert.StartsWith("Noise.MyOwn.csproj is not built: its source is", used.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Libraries_in_the_wrong_place_are_reported_and_source_folders_passed_over()
    {
        _folder.Write("Loose.dll", "");
        _folder.Write("Named/Otherwise.dll", "");
        _folder.Write("Source/Plugin.cs", "");

        var reports = _folder.Load().Reports;

        Assert.Equal(["it lies in the plugins folder itself", "its folder holds no Named.dll"], reports.Select(r => r.Reason));
    }

    [Fact]
    public void The_hash_follows_the_names_and_contents_of_the_libraries_alone()
    {
        string folder = _folder.Copy("Sample.Good");
        string Hash() => _folder.Load().Identify(PluginKind.Model, "good").Sha256;
        string first = Hash();

        File.WriteAllText(Path.Combine(folder, "notes.txt"), "no part of it");
        _folder.Write("Sample.Good/obj/Sample.Good.dll", "left by a build");
        Assert.Equal(first, Hash());

        File.WriteAllText(Path.Combine(folder, "Another.dll"), "a part of it");
        string second = Hash();
        Assert.NotEqual(first, second);

        File.Move(Path.Combine(folder, "Another.dll"), Path.Combine(folder, "Renamed.dll"));
        Assert.NotEqual(second, Hash());
    }

    [Fact]
    public void The_hash_is_that_of_the_code_and_not_of_the_build()
    {
        (byte[] File, string Hash) Build(string place, string body = "")
        {
            string file = _folder.Compile($"{place}/Built", Samples.Filter("built", "1.0.0", body), Samples.RealContracts, Samples.Torch);
            var catalogue = PluginLoader.Load(PluginSettings.OfFolders(_folder[place]));
            return (File.ReadAllBytes(file), catalogue.Identify(PluginKind.Filter, "built").Sha256);
        }

        var (first, again, changed) = (Build("first"), Build("again"), Build("changed", "public int Changed => 1;"));

        Assert.NotEqual(first.File, again.File);
        Assert.Equal(first.Hash, again.Hash);
        Assert.NotEqual(first.Hash, changed.Hash);
    }
}
