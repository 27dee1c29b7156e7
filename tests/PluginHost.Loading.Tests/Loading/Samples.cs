using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PluginHost.Loading.Settings;

namespace PluginHost.Loading.Tests;

/// <summary>Folders of plugins for tests: built ones, copied, and small ones compiled on the spot.</summary>
internal static class Samples
{
    /// <summary>Where the build puts tests/plugins.</summary>
    public static string Built { get; } = typeof(Samples).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(a => a.Key == "SamplePlugins").Value ?? "";

    public static PluginCatalogue Load(this TempFolder folder) => PluginLoader.Load(PluginSettings.OfFolders(folder.Path));

    public static PluginReport Only(this PluginCatalogue catalogue) => Assert.Single(catalogue.Reports);

    /// <summary>Copies a built plugin into a folder.</summary>
    public static string Copy(this TempFolder folder, string name, string into = ".")
    {
        string target = Directory.CreateDirectory(Path.GetFullPath(Path.Combine(into, name), folder.Path)).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Built, name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    /// <summary>Compiles PATH/NAME.dll from source, where NAME is the path's last part.</summary>
    public static string Compile(this TempFolder folder, string path, string source, params IEnumerable<MetadataReference> references)
    {
        string name = Path.GetFileName(path);
        string file = Path.Combine(Directory.CreateDirectory(folder[path]).FullName, name + ".dll");
        File.WriteAllBytes(file, Image(name, source, references));
        return file;
    }

    /// <summary>A filter plugin in source.</summary>
    public static string Filter(string id, string version, string body = "") => $$"""
        using PluginHost.Contracts;
        using TorchSharp;
        [Plugin(PluginKind.Filter, "{{id}}", "{{version}}")]
        public sealed class Sample : ILowPassFilter
        {
            {{body}}
            public torch.Tensor Apply(torch.Tensor images) => images;
        }
        """;

    /// <summary>The contracts under another version: as much of them as a filter needs, none of it ever run.</summary>
    public static MetadataReference Contracts(string version) => MetadataReference.CreateFromImage(Image(
        "PluginHost.Contracts",
        $$"""
        [assembly: System.Reflection.AssemblyVersion("{{version}}")]
        namespace PluginHost.Contracts
        {
            public enum PluginKind { Noise, Model, Augmentation, Filter }
            public sealed class PluginAttribute : System.Attribute
            {
                public PluginAttribute(PluginKind kind, string id, string version) { }
            }
            public interface ILowPassFilter { TorchSharp.torch.Tensor Apply(TorchSharp.torch.Tensor images); }
        }
        """,
        [Torch]));

    public static MetadataReference Torch { get; } = MetadataReference.CreateFromFile(typeof(Tensor).Assembly.Location);

    public static MetadataReference RealContracts { get; } = MetadataReference.CreateFromFile(typeof(PluginAttribute).Assembly.Location);

    public static byte[] Image(string name, string source, IEnumerable<MetadataReference> references)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            [
                MetadataReference.CreateFromFile(Path.Combine(runtime, "System.Runtime.dll")),
                MetadataReference.CreateFromFile(typeof(object).Assembly.Location),
                .. references,
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return image.ToArray();
    }
}
