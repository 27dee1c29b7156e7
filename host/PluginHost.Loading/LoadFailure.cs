using System.Reflection;
using PluginHost.Loading.Metadata;

namespace PluginHost.Loading;

/// <summary>Says in one line what an exception of loading means for the plugin.</summary>
internal static class LoadFailure
{
    /// <summary>The failure that an exception out of a plugin's code or its loading stands for.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="where">The beginning of the reason when the plugin itself threw, such as <c>its constructor throws</c>.</param>
    /// <param name="mend">What to do then.</param>
    public static PluginLoadException Of(Exception error, string where, string mend)
    {
        var cause = error;
        while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause switch
        {
            PluginLoadException known => known,
            ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Of(first, where, mend),
            FileNotFoundException { FileName: { } name } when IsAssembly(name) => new PluginLoadException(
                $"needs {Short(name)}, which neither its folder nor the program has", "put it beside the plugin", error),
            FileLoadException { FileName: { } name } => new PluginLoadException(
                $"cannot load {Short(name)}: {OneLine(cause.Message)}", "build the plugin against this program", error),
            IOException or UnauthorizedAccessException => new PluginLoadException(
                $"cannot be read: {OneLine(cause.Message)}", "check its files and their permissions", error),
            BadImageFormatException => new PluginLoadException(
                $"a file of it cannot be loaded: {OneLine(cause.Message)}", "build it again for this platform", error),
            TypeLoadException or MissingMemberException => new PluginLoadException(
                $"does not fit this program: {OneLine(cause.Message)}", "build the plugin against this program", error),
            _ => new PluginLoadException($"{where} {cause.GetType().Name}: {OneLine(cause.Message)}", mend, error),
        };
    }

    public static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim();

    /// <summary>A plugin may also miss a file of its own; an assembly's name has a version or ends with .dll.</summary>
    private static bool IsAssembly(string name) =>
        name.Contains("Version=", StringComparison.Ordinal) || name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    private static string Short(string name) =>
        name.Contains("Version=", StringComparison.Ordinal) && new AssemblyName(name) is { } assembly
            ? $"{assembly.Name} {assembly.Version}"
            : Path.GetFileName(name);
}
