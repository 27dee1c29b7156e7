using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PluginHost.Running.Requests;

/// <summary>What a run records about where it ran.</summary>
public static class RunEnvironment
{
    // A test has an entry of its own.
    private static readonly Assembly s_program = Assembly.GetEntryAssembly() ?? typeof(RunEnvironment).Assembly;

    /// <summary>The program's version and, where it was built in a repository, its commit: <c>0.1.0+3f9a2c…</c>.</summary>
    public static string Version { get; } =
        s_program.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>
    /// Whether the program was built with changes that no commit had, <c>true</c> or <c>false</c>: then the commit does not
    /// tell what ran. <c>unknown</c> where it was built without git.
    /// </summary>
    public static string Dirty { get; } =
        s_program.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "Dirty")?.Value
            ?? "unknown";

    public static ImmutableSortedDictionary<string, string> Of(Compute compute)
    {
        string[] version = Version.Split('+');
        return new Dictionary<string, string>
        {
            ["program"] = version[0],
            ["commit"] = version.Length > 1 ? version[1] : "unknown",
            ["dirty"] = Dirty,
            ["torchsharp"] = LibTorch.TorchSharpVersion,
            ["libtorch"] = $"{LibTorch.Version} {(LibTorch.HasCuda ? "CUDA" : "CPU")}",
            ["device"] = compute.Device.ToString(),
            ["precision"] = compute.Precision.ToString().ToLowerInvariant(),
            ["cpu"] = CpuModel(),
            ["threads"] = get_num_threads().ToString(CultureInfo.InvariantCulture),
            ["os"] = RuntimeInformation.OSDescription,
            ["dotnet"] = Environment.Version.ToString(),
            ["machine"] = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    public static string CpuModel()
    {
        const string Field = "model name";
        string? line = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal))
            : null;
        return line is null
            ? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown"
            : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
