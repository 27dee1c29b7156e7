using System.Xml.Linq;
using PluginHost.TestKit;
using Xunit;

namespace PluginHost.Tests;

/// <summary>Reads every csproj, and keeps the arrows between projects and the third-party libraries in their places.</summary>
public sealed class LayeringTest
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["PluginHost.Torch"] = [],
        ["PluginHost.Contracts"] = ["PluginHost.Torch"],
        ["PluginHost.Engine"] = ["PluginHost.Contracts"],
        ["PluginHost.Loading"] = ["PluginHost.Contracts"],
        ["PluginHost.Results"] = ["PluginHost.Contracts"],
        ["PluginHost.Recipes"] = ["PluginHost.Engine", "PluginHost.Loading", "PluginHost.Results"],
        ["PluginHost.Tui"] = [],
        ["PluginHost"] = ["PluginHost.Recipes", "PluginHost.Tui"],
    };

    private static readonly Dictionary<string, string[]> Libraries = new()
    {
        ["DiffPlex"] = ["PluginHost.Results"],
        ["LiteDB"] = ["PluginHost.Results"],
        ["McMaster.NETCore.Plugins"] = ["PluginHost.Loading"],
        ["Microsoft.CodeAnalysis.CSharp.Scripting"] = ["PluginHost.Recipes"],
        ["ScottPlot"] = ["PluginHost.Results"],
        ["SkiaSharp"] = ["PluginHost.Engine"],
        ["SkiaSharp.NativeAssets.Linux.NoDependencies"] = ["PluginHost.Engine"],
        ["Spectre.Console"] = ["PluginHost", "PluginHost.Tui"],
        ["System.CommandLine"] = ["PluginHost"],
        ["TorchSharp"] = ["PluginHost.Torch"],
    };

    [Fact]
    public void Every_host_project_has_its_arrows()
    {
        var found = Projects("host").Select(p => p.Name).Order();

        Assert.Equal(Arrows.Keys.Order(), found);
    }

    [Fact]
    public void Host_projects_reference_along_the_arrows_only()
    {
        foreach (var project in Projects("host"))
        {
            Assert.Equal(Arrows[project.Name].Order(), project.References.Where(r => r.IsLinked).Select(r => r.Name).Order());
        }
    }

    [Fact]
    public void Plugins_are_one_line_and_their_props_share_torch_contracts_and_engine_without_copying_them()
    {
        var props = XDocument.Load(Path.Combine(Repository.Root, "plugins", "Directory.Build.props"));
        var shared = props.Descendants("ProjectReference").ToList();

        Assert.Equal(
            ["PluginHost.Contracts", "PluginHost.Engine", "PluginHost.Torch"],
            shared.Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")?.Value)).Order());
        Assert.All(shared, r => Assert.Equal("false", r.Attribute("Private")?.Value));
        Assert.All(shared, r => Assert.Contains("runtime", (r.Attribute("ExcludeAssets")?.Value ?? "").Split(';')));
        Assert.NotEmpty(Projects("plugins"));
        Assert.All(Projects("plugins"), p => Assert.Single(File.ReadAllLines(p.File), line => line.Trim().Length > 0));
    }

    /// <summary>Tests may: they call a plugin's mathematics directly.</summary>
    [Fact]
    public void No_project_of_the_host_and_no_plugin_sees_a_type_of_a_plugin()
    {
        var plugins = Projects("plugins").Select(p => p.Name).Append("*").ToHashSet();

        Assert.DoesNotContain(
            Projects("host").Concat(Projects("plugins")).SelectMany(project => project.References),
            reference => reference.IsLinked && plugins.Contains(reference.Name));
    }

    [Fact]
    public void Every_third_party_library_is_behind_one_project()
    {
        var used =
            from project in Projects("host").Concat(Projects("plugins"))
            from package in project.Packages
            group project.Name by package into users
            select (Package: users.Key, Users: users.Order().ToArray());

        Assert.All(used, library => Assert.Equal(Libraries.GetValueOrDefault(library.Package) ?? [], library.Users));
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        string solution = File.ReadAllText(Path.Combine(Repository.Root, "PluginHost.sln")).Replace('\\', '/');

        Assert.All(
            Projects("host").Concat(Projects("plugins")).Concat(Projects("tests")),
            project => Assert.Contains(Path.GetRelativePath(Repository.Root, project.File).Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    private static List<Project> Projects(string folder) => [.. Directory
        .EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Fixtures{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order().Select(Project.Read)];

    private sealed record Reference(string Name, bool IsLinked);

    private sealed record Project(string Name, string File, List<Reference> References, List<string> Packages)
    {
        public static Project Read(string file)
        {
            var xml = XDocument.Load(file);
            return new Project(
                Path.GetFileNameWithoutExtension(file), file,
                [.. xml.Descendants("ProjectReference").Select(r => new Reference(
                    Path.GetFileNameWithoutExtension((r.Attribute("Include")?.Value ?? "").Replace('\\', '/')),
                    r.Attribute("ReferenceOutputAssembly")?.Value != "false"))],
                [.. xml.Descendants("PackageReference").Select(r => r.Attribute("Include")?.Value ?? "")]);
        }
    }
}
