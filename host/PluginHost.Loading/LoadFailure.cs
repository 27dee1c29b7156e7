using System.Reflection;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading;

/// <summary>Says in one line what an exception of loading means for the plugin.</summary>
internal static class LoadFailure
{
    private const string BuildAgain = "build the plugin against this program";

    /// <summary>The failure that an exception out of a plugin's code or its loading stands for.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="where">The beginning of the reason when the plugin itself threw, such as <c>its constructor throws</c>.</param>
    /// <param name="mend">What to do then.</param>
    public static PluginLoadException Of(Exception error, string where, string mend)
    {
        var cause = ThrownError.Cause(error);
        return cause switch
        {
            PluginLoadException known => known,
            ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Of(first, where, mend),
            FileNotFoundException { FileName: { } name } when IsAssembly(name) => new PluginLoadException(
                $"needs {Short(name)}, which neither its folder nor the program has", "put it beside the plugin", error),
            FileLoadException { FileName: { } name } => new PluginLoadException(
                $"cannot load {Short(name)}: {ThrownError.Text(cause)}", BuildAgain, error),
            IOException or UnauthorizedAccessException => new PluginLoadException(
                $"cannot be read: {ThrownError.Text(cause)}", "check its files and their permissions", error),
            BadImageFormatException => new PluginLoadException(
                $"a file of it cannot be loaded: {ThrownError.Text(cause)}", "build it again for this platform", error),
            TypeLoadException or MissingMemberException => new PluginLoadException(
                $"does not fit this program: {ThrownError.Text(cause)}", BuildAgain, error),
            _ => new PluginLoadException($"{where} {cause.GetType().Name}: {ThrownError.Text(cause)}", mend, error),
        };
    }

    /// <summary>A plugin may also miss a file of its own; an assembly's name has a version or ends with .dll.</summary>
    private static bool IsAssembly(string name) =>
        name.Contains("Version=", StringComparison.Ordinal) || name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static string Short(string name) =>
        name.Contains("Version=", StringComparison.Ordinal) && new AssemblyName(name) is { } assembly
            ? $"{assembly.Name} {assembly.Version}"
            : Path.GetFileName(name);
}
