using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PluginHost.Files;

namespace PluginHost.Loading.Metadata;

/// <summary>A plugin class as its file's metadata declares it.</summary>
internal sealed record DeclaredPlugin(string Class, PluginKind Kind, string Id, string Version, string Summary, string Source);

/// <summary>What a file says of itself, read without running any of its code.</summary>
/// <param name="File">Its full path.</param>
/// <param name="References">The assemblies that it was built against.</param>
/// <param name="Plugins">Its classes with a [Plugin] attribute, by class name.</param>
internal sealed record PluginManifest(string File, ImmutableArray<AssemblyName> References, ImmutableArray<DeclaredPlugin> Plugins)
{
    private static readonly AttributeTypes Types = new();

    public string Folder { get; } = Path.GetDirectoryName(File) ?? ".";

    /// <exception cref="PluginLoadException">The file is not a .NET assembly or cannot be read.</exception>
    public static PluginManifest Read(string file)
    {
        try
        {
            using var image = new PEReader(RegularFile.Open(file));
            if (!image.HasMetadata || !image.GetMetadataReader().IsAssembly)
            {
                throw NotDotNet(null);
            }

            var reader = image.GetMetadataReader();
            return new PluginManifest(
                file,
                [.. reader.AssemblyReferences.Select(r => reader.GetAssemblyReference(r).GetAssemblyName())],
                [.. reader.TypeDefinitions.SelectMany(type => Declared(reader, type)).OrderBy(p => p.Class, StringComparer.Ordinal)]);
        }
        catch (BadImageFormatException e)
        {
            throw NotDotNet(e);
        }
    }

    private static PluginLoadException NotDotNet(Exception? inner) =>
        new("not a .NET assembly, or a damaged one", "build it again, or take the folder out", inner);

    private static IEnumerable<DeclaredPlugin> Declared(MetadataReader reader, TypeDefinitionHandle handle)
    {
        foreach (var attributeHandle in reader.GetTypeDefinition(handle).GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(attributeHandle);
            if (!IsPlugin(reader, attribute))
            {
                continue;
            }

            string name = Types.GetTypeFromDefinition(reader, handle, 0);
            var value = attribute.DecodeValue(Types);
            if (value.FixedArguments is not [{ Value: int kind }, { Value: var id }, { Value: var version }])
            {
                throw new PluginLoadException(
                    $"the [Plugin] attribute of {name} does not say kind, id and version", "build it against this program's PluginHost.Contracts");
            }

            var named = value.NamedArguments.ToDictionary(a => a.Name ?? "", a => a.Value as string ?? "");
            yield return new DeclaredPlugin(
                name, (PluginKind)kind, id as string ?? "", version as string ?? "",
                named.GetValueOrDefault(nameof(PluginAttribute.Summary), ""), named.GetValueOrDefault(nameof(PluginAttribute.Source), ""));
        }
    }

    private static bool IsPlugin(MetadataReader reader, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && Types.GetTypeFromReference(reader, (TypeReferenceHandle)parent, 0) == typeof(PluginAttribute).FullName;
}
