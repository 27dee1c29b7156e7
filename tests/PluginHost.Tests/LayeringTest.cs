using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PluginHost.Torch.Loading;

namespace PluginHost.Tests;

/// <summary>Reads every csproj, and keeps the arrows between projects and the third-party libraries in their places.</summary>
public sealed partial class LayeringTest
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["PluginHost.Files"] = [],
        ["PluginHost.Torch"] = ["PluginHost.Files"],
        ["PluginHost.Contracts"] = ["PluginHost.Torch"],
        ["PluginHost.Engine"] = ["PluginHost.Contracts"],
        ["PluginHost.NoiseFiles"] = ["PluginHost.Engine"],
        ["PluginHost.Loading"] = ["PluginHost.Contracts"],
        ["PluginHost.Store"] = ["PluginHost.Contracts"],
        ["PluginHost.Tables"] = ["PluginHost.Store"],
        ["PluginHost.Recipes"] = ["PluginHost.Loading", "PluginHost.NoiseFiles", "PluginHost.Tables"],
        ["PluginHost.Running"] = ["PluginHost.Recipes"],
        ["PluginHost.Screens"] = ["PluginHost.Running"],
        ["PluginHost"] = ["PluginHost.Running", "PluginHost.Screens"],
    };

    private static readonly Dictionary<string, string[]> Libraries = new()
    {
        ["DiffPlex"] = ["PluginHost.Tables"],
        ["LiteDB"] = ["PluginHost.Store"],
        ["Markdig"] = ["PluginHost.Screens"],
        ["McMaster.NETCore.Plugins"] = ["PluginHost.Loading"],
        ["Microsoft.CodeAnalysis.CSharp.Scripting"] = ["PluginHost.Recipes"],
        ["ScottPlot"] = ["PluginHost.Tables"],
        ["SkiaSharp"] = ["PluginHost.Engine"],
        ["SkiaSharp.NativeAssets.Linux.NoDependencies"] = ["PluginHost.Engine"],
        ["Spectre.Console"] = ["PluginHost"],
        ["System.CommandLine"] = ["PluginHost"],
        ["System.IO.Abstractions"] = ["PluginHost.Screens"],
        ["Terminal.Gui"] = ["PluginHost.Screens"],
        ["TextMateSharp"] = ["PluginHost.Screens"],
        ["TextMateSharp.Grammars"] = ["PluginHost.Screens"],
        ["Tomlyn"] = ["PluginHost.Tables"],
        ["TorchSharp"] = ["PluginHost.Torch"],
    };

    // A plugin's project is one line, or says which packages it uses; a plugin may use any.
    private static readonly string[] s_ownParts = ["Project", "ItemGroup", "PackageReference"];

    [Fact]
    public void Every_host_project_has_its_arrows()
    {
        var found = Projects("host").Select(p => p.Name).Order();

        Assert.Equal(Arrows.Keys.Order(), found);
    }

    [Fact]
    public void Exceptions_of_every_host_project_are_known_as_the_programs_own()
    {
        var names = Arrows.Keys.Select(name => name == "PluginHost" ? "pluginhost" : name);

        Assert.All(names, name => Assert.True(ThrownError.IsHost(Assembly.Load(name)), name));
        Assert.False(ThrownError.IsHost(typeof(LayeringTest).Assembly));
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
    public void Plugins_name_packages_at_most_and_their_props_share_projects_of_the_host_without_copying_them()
    {
        var props = XDocument.Load(Path.Combine(Repository.Root, "plugins", "Directory.Build.props"));
        var shared = props.Descendants("ProjectReference").ToList();

        Assert.Equal(
            ["PluginHost.Contracts", "PluginHost.Engine", "PluginHost.Files", "PluginHost.NoiseFiles", "PluginHost.Torch"],
            shared.Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")?.Value)).Order());
        Assert.All(shared, r => Assert.Equal("false", r.Attribute("Private")?.Value));
        Assert.All(shared, r => Assert.Contains("runtime", (r.Attribute("ExcludeAssets")?.Value ?? "").Split(';')));
        Assert.NotEmpty(Projects("plugins"));
        Assert.All(Projects("plugins"), p => Assert.All(
            XDocument.Load(p.File).Descendants(), part => Assert.Contains(part.Name.LocalName, s_ownParts)));
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
            from project in Projects("host")
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
            Projects("host").Concat(Projects("plugins")).Concat(Projects("tests")).Concat(Projects("sdk")),
            project => Assert.Contains(Path.GetRelativePath(Repository.Root, project.File).Replace('\\', '/'), solution, StringComparison.Ordinal));
    }

    /// <summary>Contracts is one namespace: who writes a plugin needs one using.</summary>
    [Fact]
    public void Folders_are_namespaces()
    {
        var sources = Sources().Where(source => source.Project != "PluginHost.Contracts").ToList();

        Assert.NotEmpty(sources);
        Assert.All(sources, source => Assert.Equal(source.Folder, source.Namespace));
    }

    [Fact]
    public void Folders_of_a_project_form_no_circle()
    {
        var uses = Sources().GroupBy(source => source.Folder).ToDictionary(
            folder => folder.Key, folder => folder.SelectMany(UsedFolders).Distinct().Where(used => used != folder.Key).ToList());

        Assert.All(uses.Keys, folder => Assert.True(!Reaches(uses, folder, folder, []), $"{folder} is part of a circle"));
    }

    /// <summary>A project sees whatever its arrows lead to, and nothing else of the host.</summary>
    [Fact]
    public void Usings_go_along_the_arrows()
    {
        var uses = Arrows.ToDictionary(arrow => arrow.Key, arrow => arrow.Value.ToList());
        var projects = Arrows.Keys.OrderByDescending(name => name.Length).ToList();

        Assert.All(
            from source in Sources() from name in source.Usings select (source, used: projects.Find(project => IsWithin(name, project))),
            pair => Assert.True(
                pair.used is { } used && (used == pair.source.Project || Reaches(uses, pair.source.Project, used, [])),
                $"{pair.source.File} uses {pair.used}"));
    }

    private static bool Reaches(Dictionary<string, List<string>> uses, string from, string wanted, HashSet<string> seen) =>
        uses.GetValueOrDefault(from, []).Exists(next => next == wanted || (seen.Add(next) && Reaches(uses, next, wanted, seen)));

    /// <summary>
    /// By usings; types of folders further out, and those of Contracts, are seen without one and found by their names.
    /// </summary>
    private static IEnumerable<string> UsedFolders(Source source)
    {
        var unmarked = Sources().Where(other => other.Project == source.Project && other.Folder != source.Folder
            && (other.Namespace == source.Namespace || IsWithin(source.Namespace, other.Namespace)));
        return source.Usings.Where(name => IsWithin(name, source.Project))
            .Concat(unmarked.Where(other => other.Types.Overlaps(source.Words)).Select(other => other.Folder));
    }

    private static bool IsWithin(string name, string outer) => name == outer || name.StartsWith(outer + ".", StringComparison.Ordinal);

    private static IReadOnlyList<Source> Sources() => s_sources.Value;

    private static readonly Lazy<IReadOnlyList<Source>> s_sources = new(() =>
    [
        .. Projects("host").SelectMany(project => Directory
            .EnumerateFiles(Path.GetDirectoryName(project.File) ?? "", "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/InPrograms/", StringComparison.Ordinal))
            .Select(file => Source.Read(project.Name, file))),
    ]);

    private sealed record Source(
        string Project, string File, string Folder, string Namespace, List<string> Usings, HashSet<string> Types, HashSet<string> Words)
    {
        public static Source Read(string project, string file)
        {
            string text = System.IO.File.ReadAllText(file);
            var code = CodeOf().Replace(text, "");
            return new Source(
                project, file,
                Path.GetRelativePath(Path.Combine(Repository.Root, "host"), Path.GetDirectoryName(file) ?? "").Replace('/', '.'),
                NamespaceOf().Match(text).Groups[1].Value,
                [.. UsingOf().Matches(text).Select(match => match.Groups[1].Value)],
                [.. TypeOf().Matches(code).Select(match => match.Groups[1].Value)],
                [.. WordOf().Matches(code).Select(match => match.Value)]);
        }
    }

    // Comments and texts name types that the code does not use.
    [GeneratedRegex(@"(?m)//.*$|""(\\.|[^""\\\n])*""")]
    private static partial Regex CodeOf();

    [GeneratedRegex(@"(?m)^namespace ([\w.]+);")]
    private static partial Regex NamespaceOf();

    [GeneratedRegex(@"(?m)^using (?:static )?(?:\w+ = )?(PluginHost[\w.]*);")]
    private static partial Regex UsingOf();

    [GeneratedRegex(@"(?m)^(?:\w+ )*(?:class|struct|record|interface|enum) (\w+)")]
    private static partial Regex TypeOf();

    // What follows a dot is a member, which may be called as a type is.
    [GeneratedRegex(@"(?<![.\w])[A-Z]\w*")]
    private static partial Regex WordOf();

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
