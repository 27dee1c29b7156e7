using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace PluginHost.Contracts;

/// <summary>
/// Reads exceptions that plugins throw. Their types may be the plugin's own, so everything that can be overridden is
/// read with care: a message that throws is named instead.
/// </summary>
public static class ThrownError
{
    /// <summary>The exception inside what reflection, tasks and static constructors wrap it in.</summary>
    public static Exception Cause(Exception error)
    {
        var cause = error;
        while (cause is TargetInvocationException or TypeInitializationException or AggregateException
            && cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause;
    }

    /// <summary>Its message in one line, without the parameter's name that .NET adds.</summary>
    public static string Text(Exception error)
    {
        string message = Guarded(() => error.Message);
        if (error is ArgumentException)
        {
            int parameter = message.LastIndexOf(" (Parameter '", StringComparison.Ordinal);
            message = parameter > 0 ? message[..parameter] : message;
        }

        return message.Length > 0 ? OneLine(message) : "no message";
    }

    /// <summary>All of it, with its stack, for the details of an error.</summary>
    public static string Whole(Exception error) => Guarded(() => error.ToString());

    /// <summary>
    /// File and line of the innermost frame that is a plugin's or a recipe's, such as <c>MyEm.cs:41</c>; else empty.
    /// </summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="code">The assembly of the plugin's class.</param>
    public static string Place(Exception error, Assembly code)
    {
        var frame = new StackTrace(error, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetFileName() is not null)
            .FirstOrDefault(frame => IsForeign(frame.GetMethod()?.Module.Assembly, code));
        return frame is null ? "" : $"{Path.GetFileName(frame.GetFileName())}:{frame.GetFileLineNumber()}";
    }

    /// <summary>Whether the program itself threw it, such as for an argument that it refuses.</summary>
    public static bool IsByHost(Exception error)
    {
        var innermost = new StackTrace(error).GetFrames()
            .Select(frame => frame.GetMethod()?.Module.Assembly)
            .FirstOrDefault(assembly => !IsFramework(assembly));
        return innermost is not null && IsHost(innermost);
    }

    /// <summary>Whether an assembly is one of the program's own.</summary>
    public static bool IsHost(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return s_host.Contains(assembly.GetName().Name ?? "");
    }

    /// <summary>A text without line breaks.</summary>
    public static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', lines);
    }

    private static readonly HashSet<string> s_host =
    [
        "pluginhost", "PluginHost.Contracts", "PluginHost.Engine", "PluginHost.Files", "PluginHost.Loading",
        "PluginHost.NoiseFiles", "PluginHost.Recipes", "PluginHost.Running", "PluginHost.Screens", "PluginHost.Store",
        "PluginHost.Tables", "PluginHost.Torch",
    ];

    private static bool IsFramework(Assembly? assembly) =>
        assembly is null || assembly == typeof(object).Assembly
        || assembly.GetName().Name?.StartsWith("System.", StringComparison.Ordinal) == true;

    /// <summary>Plugins and recipes have load contexts of their own; a plugin that a test refers to has not.</summary>
    private static bool IsForeign(Assembly? assembly, Assembly code)
    {
        if (assembly is null || IsHost(assembly) || IsFramework(assembly))
        {
            return false;
        }

        var host = AssemblyLoadContext.GetLoadContext(typeof(PluginException).Assembly);
        return assembly == code || AssemblyLoadContext.GetLoadContext(assembly) != host;
    }

    private static string Guarded(Func<string?> read)
    {
        try
        {
            return read() ?? "";
        }
        catch (Exception second)
        {
            // The code that is read is the plugin's.
            return $"its text cannot be read, which throws {second.GetType().Name}";
        }
    }
}
