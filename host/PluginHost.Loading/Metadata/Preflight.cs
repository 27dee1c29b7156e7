using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PluginHost.Files;

namespace PluginHost.Loading.Metadata;

/// <summary>
/// What is checked before a plugin's code runs. The load context would not say it: it answers a version that the
/// program does not have with a private copy or with nothing, and finds a missing assembly only when a method needs it.
/// </summary>
internal static partial class Preflight
{
    private const string ReferenceShared =
        "build against the package PluginHost.Sdk, or reference the program's assemblies with "
        + "Private=\"false\" ExcludeAssets=\"runtime\"";

    /// <summary>Checks the whole file.</summary>
    /// <exception cref="PluginLoadException">None of its plugins can be used.</exception>
    public static void Check(PluginManifest manifest, SharedAssemblies shared)
    {
        foreach (string name in SharedAssemblies.Names)
        {
            if (File.Exists(Path.Combine(manifest.Folder, name + ".dll")))
            {
                throw new PluginLoadException(
                    $"the folder carries its own copy of {name}.dll, which the program shares with its plugins",
                    $"delete it and {ReferenceShared}");
            }
        }

        RequireReadable(Path.ChangeExtension(manifest.File, ".deps.json"));
        foreach (var reference in manifest.References)
        {
            CheckVersion(reference, shared);
        }

        if (manifest.Plugins.IsEmpty)
        {
            throw new PluginLoadException(
                "no class has a [Plugin] attribute", "add [Plugin(PluginKind.Noise, \"my-noise\", \"1.0.0\")], or take the folder out");
        }

        CheckReferences(manifest, shared);
    }

    /// <summary>Checks one class's declaration.</summary>
    /// <exception cref="PluginLoadException">This plugin cannot be used.</exception>
    public static void Check(DeclaredPlugin plugin)
    {
        if (!Enum.IsDefined(plugin.Kind))
        {
            throw new PluginLoadException(
                $"{plugin.Class} is of kind {(int)plugin.Kind}, which this program does not know", "update the program");
        }

        if (!Id().IsMatch(plugin.Id))
        {
            throw new PluginLoadException(
                $"{plugin.Class} has the id '{plugin.Id}'", "an id is lower-case letters, digits and single hyphens, such as my-noise");
        }

        if (PluginVersion.Parse(plugin.Version) is null)
        {
            throw new PluginLoadException(
                $"{plugin.Class} has the version '{plugin.Version}'", "a version is three numbers and perhaps a label, such as 1.0.0 or 1.0.0-beta");
        }
    }

    /// <summary>What tells where a plugin's libraries lie need not be there.</summary>
    private static void RequireReadable(string libraries)
    {
        if (!File.Exists(libraries))
        {
            return;
        }

        try
        {
            using var parsed = JsonDocument.Parse(RegularFile.ReadAllBytes(libraries));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PluginLoadException(
                $"its {Path.GetFileName(libraries)} is damaged, or cannot be read",
                "build it again, or take the folder out", e);
        }
    }

    private static void CheckVersion(AssemblyName reference, SharedAssemblies shared)
    {
        var needed = reference.Version ?? new Version(0, 0);
        if (reference.Name == "System.Runtime" && needed.Major > Environment.Version.Major)
        {
            throw new PluginLoadException(
                $"built for .NET {needed.ToString(2)}; this program runs on .NET {Environment.Version.ToString(2)}",
                $"build it for net{Environment.Version.ToString(2)}");
        }

        if (shared.VersionOf(reference.Name ?? "") is not { } present)
        {
            return;
        }

        bool isContract = reference.Name == SharedAssemblies.Contracts;
        if (needed.Major > present.Major || (needed.Major == present.Major && needed.Minor > present.Minor))
        {
            throw new PluginLoadException(
                $"built for {reference.Name} {needed.ToString(2)}; this program has {present.ToString(2)}",
                "update the program, or build the plugin against this one");
        }

        if (isContract && needed.Major < present.Major)
        {
            throw new PluginLoadException(
                $"built for {reference.Name} {needed.ToString(2)}; this program has {present.ToString(2)}",
                "build the plugin against this program");
        }
    }

    private static void CheckReferences(PluginManifest manifest, SharedAssemblies shared)
    {
        var beside = Directory.EnumerateFiles(manifest.Folder, "*.dll", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in manifest.References)
        {
            if (beside.Contains(reference.Name) || shared.HostHas(reference))
            {
                continue;
            }

            throw SharedAssemblies.Names.Contains(reference.Name ?? "")
                ? new PluginLoadException($"needs {reference.Name}, which this program does not have", "run it with the whole program")
                : new PluginLoadException(
                    $"needs {reference.Name} {reference.Version}, which neither its folder nor the program has",
                    $"put {reference.Name}.dll beside it (EnableDynamicLoading=true in its project does so)");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Id();
}
