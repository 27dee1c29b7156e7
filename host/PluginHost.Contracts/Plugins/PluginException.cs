using System.Reflection;

namespace PluginHost.Contracts;

/// <summary>
/// A plugin broke its contract, or threw. Its one line names the plugin, what it did and where:
/// <c>noise my-em 1.2.0 throws FormatException: no number (MyEm.cs:41)</c>.
/// </summary>
/// <remarks>
/// The one exception type for faults of plugins. The host's guards make it; a plugin has no need to throw it. It is no
/// defect of the program, so it is never told as one.
/// </remarks>
public sealed class PluginException : Exception
{
    /// <summary>A fault.</summary>
    /// <param name="plugin">Whose it is.</param>
    /// <param name="problem">What is wrong, as a sentence without its subject, such as <c>gave null</c>.</param>
    /// <param name="place">File and line, such as <c>MyEm.cs:41</c>; empty when they are not known.</param>
    /// <param name="thrown">What the plugin threw, if it threw.</param>
    public PluginException(PluginIdentity plugin, string problem, string place = "", Exception? thrown = null)
        : base(LineOf(plugin, problem, place), thrown)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        (Plugin, Problem, Place) = (plugin, problem, place);
    }

    /// <summary>The plugin whose fault it is.</summary>
    public PluginIdentity Plugin { get; }

    /// <summary>What is wrong, as a sentence without its subject.</summary>
    public string Problem { get; }

    /// <summary>File and line in the plugin's source; empty when they are not known.</summary>
    public string Place { get; }

    /// <summary>The fault that an exception out of a plugin's code stands for.</summary>
    /// <param name="plugin">The plugin that was called.</param>
    /// <param name="code">The assembly of its class, which tells its frames from the host's.</param>
    /// <param name="thrown">What it threw.</param>
    public static PluginException Of(PluginIdentity plugin, Assembly code, Exception thrown)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        var cause = ThrownError.Cause(thrown);
        string text = ThrownError.Text(cause);
        string problem = cause switch
        {
            TypeLoadException or MissingMemberException or BadImageFormatException =>
                $"does not fit this program: {text}; build it against this program",
            _ when TorchErrors.Message(cause) is { } message => $"fails: {ThrownError.OneLine(message)}",
            _ when ThrownError.IsByHost(cause) => $"is refused: {text}",
            // Such as EngineException: the plugin has written the message for users.
            _ when ThrownError.IsHost(cause.GetType().Assembly) => $"fails: {text}",
            _ => $"throws {cause.GetType().Name}: {text}",
        };
        return new PluginException(plugin, problem, ThrownError.Place(cause, code), thrown);
    }

    /// <summary>The line, and what was thrown with its stack, however badly that can tell of itself.</summary>
    public override string ToString() => InnerException is null
        ? base.ToString()
        : $"{GetType().FullName}: {Message}\n ---> {ThrownError.Whole(InnerException)}\n{StackTrace}";

    private static string LineOf(PluginIdentity plugin, string problem, string place)
    {
        string where = place.Length > 0 ? $" ({place})" : "";
        return $"{plugin.Name} {problem}{where}";
    }
}
