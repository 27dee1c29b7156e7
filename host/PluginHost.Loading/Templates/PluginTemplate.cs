using System.Security;
using System.Text.Json;
using System.Text.RegularExpressions;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading.Templates;

/// <summary>Writes a new plugin that works as it is: a project, one source file and a method card.</summary>
public static partial class PluginTemplate
{
    /// <summary>Writes the folder of a new plugin.</summary>
    /// <param name="kind">What the plugin is.</param>
    /// <param name="name">Its id, such as <c>my-noise</c>; <c>MyNoise</c> gives the same.</param>
    /// <param name="parent">
    /// The folder to write into. In the program's repository (its plugins folder) the project is one line; elsewhere it refers
    /// to the program's files and is built in place, so that a parent that plugins.json names finds it at once.
    /// </param>
    /// <param name="programDirectory">The folder of the program's assemblies.</param>
    /// <param name="found">The plugins that are there: an id belongs to one plugin of a kind.</param>
    /// <returns>The new folder.</returns>
    /// <exception cref="ArgumentException">The name is no id, or one that a plugin has.</exception>
    /// <exception cref="IOException">The folder exists, or cannot be written.</exception>
    public static string Write(
        PluginKind kind, string name, string parent, string programDirectory, IEnumerable<PluginReport> found)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(found);
        string id = JsonNamingPolicy.KebabCaseLower.ConvertName(name);
        if (!Id().IsMatch(id))
        {
            throw new ArgumentException(
                $"'{name}' cannot be a plugin's name; it is lower-case letters, digits and single hyphens after a letter, such as my-noise");
        }

        string project = kind.ProjectName(id);
        string pascal = project.Split('.')[1];
        string folder = Path.Combine(Path.GetFullPath(parent), project);
        var taken = found.FirstOrDefault(report => report.Identity is { } known && known.Kind == kind && known.Id == id);
        if (taken is not null)
        {
            throw new ArgumentException(
                $"there is a {kind.Word()} plugin '{id}' already ({taken.File}); take another name");
        }

        if (Directory.Exists(folder))
        {
            throw new IOException($"{folder} exists already; take another name, or delete it");
        }

        // A class named like its kind cannot hide a type that the code uses, such as Linear or Tensor.
        string className = pascal.EndsWith(kind.ToString(), StringComparison.Ordinal) ? pascal : pascal + kind;
        string Fill(string template) => Text(template)
            .Replace("$Namespace$", project, StringComparison.Ordinal)
            .Replace("$Class$", className, StringComparison.Ordinal)
            .Replace("$Options$", className + "Options", StringComparison.Ordinal)
            .Replace("$Id$", id, StringComparison.Ordinal)
            .Replace("$Framework$", Environment.Version.ToString(2), StringComparison.Ordinal)
            .Replace("$Program$", SecurityElement.Escape(Path.TrimEndingDirectorySeparator(Path.GetFullPath(programDirectory))), StringComparison.Ordinal);

        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, project + ".csproj"),
            IsInRepository(folder) ? "<Project Sdk=\"Microsoft.NET.Sdk\" />\n" : Fill("project.csproj.txt"));
        File.WriteAllText(Path.Combine(folder, className + ".cs"), Fill($"{kind.Word()}.cs.txt"));
        File.WriteAllText(Path.Combine(folder, "README.md"), Fill($"{kind.Word()}.md.txt"));
        return folder;
    }

    /// <summary>MSBuild takes the nearest Directory.Build.props; the repository's names the contracts.</summary>
    private static bool IsInRepository(string folder)
    {
        for (string? up = Path.GetDirectoryName(folder); up is not null; up = Path.GetDirectoryName(up))
        {
            string props = Path.Combine(up, "Directory.Build.props");
            if (File.Exists(props))
            {
                return File.ReadAllText(props).Contains("PluginHost.Contracts.csproj", StringComparison.Ordinal);
            }
        }

        return false;
    }

    private static string Text(string template)
    {
        using var stream = typeof(PluginTemplate).Assembly.GetManifestResourceStream(template)
            ?? throw new InvalidOperationException($"the program lacks its template {template}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Id();
}
