using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace PluginHost.Engine.Guards;

/// <summary>
/// Exceptions on threads that plugins have started. Nobody can catch them, and they would end the process with all its
/// cells; here they end the thread, and fail the cell that the plugin works for.
/// </summary>
internal sealed class PluginThreads
{
    private static readonly ConcurrentDictionary<Type, PluginThreads> s_known = [];
    private static readonly Lock s_gate = new();
    private static bool s_isWatching;
    private volatile Exception? _fault;

    private PluginThreads(PluginIdentity plugin, Type type) => (Plugin, Type) = (plugin, type);

    private PluginIdentity Plugin { get; }

    private Type Type { get; }

    /// <summary>What one of its threads threw and nobody has taken yet; taking it clears it.</summary>
    public Exception? Fault => _fault is null ? null : Interlocked.Exchange(ref _fault, null);

    /// <summary>The threads of a plugin class.</summary>
    public static PluginThreads Of(PluginIdentity plugin, Type type)
    {
        Watch();
        return s_known.GetOrAdd(type, _ => new PluginThreads(plugin, type));
    }

    /// <summary>What threads of any plugin threw and no call of that plugin has taken, each in one line.</summary>
    public static IReadOnlyList<PluginException> Untold() =>
        [.. s_known.Values.Select(threads => threads.TakeFault()).OfType<PluginException>()];

    private PluginException? TakeFault() => Fault is { } thrown ? Told(thrown) : null;

    /// <summary>The fault that an exception on one of its threads is.</summary>
    public PluginException Told(Exception thrown)
    {
        var cause = ThrownError.Cause(thrown);
        return new PluginException(
            Plugin, $"throws {cause.GetType().Name} on a thread of its own: {ThrownError.Text(cause)}",
            ThrownError.Place(cause, Type.Assembly), thrown);
    }

    private static void Watch()
    {
        lock (s_gate)
        {
            if (!s_isWatching)
            {
                ExceptionHandling.SetUnhandledExceptionHandler(Take);
                s_isWatching = true;
            }
        }
    }

    /// <summary>Whether the thread is a plugin's; any other ends the process as it would without this.</summary>
    private static bool Take(Exception thrown)
    {
        var types = new StackTrace(ThrownError.Cause(thrown)).GetFrames()
            .Select(frame => Outermost(frame.GetMethod()?.DeclaringType)).OfType<Type>();
        if (Owner([.. types]) is not { } owner)
        {
            return false;
        }

        owner._fault = thrown;
        return true;
    }

    /// <summary>
    /// Whose code it is: by the innermost frame of a plugin's class, else of its assembly. Methods that a recipe
    /// defines have classes of the host, whose threads are not theirs.
    /// </summary>
    private static PluginThreads? Owner(Type[] types)
    {
        var plugins = s_known.Values.Where(known => !ThrownError.IsHost(known.Type.Assembly)).ToList();
        return types.Select(type => plugins.Find(known => known.Type == type)).OfType<PluginThreads>().FirstOrDefault()
            ?? plugins.Find(known => types.Any(type => type.Assembly == known.Type.Assembly));
    }

    private static Type? Outermost(Type? type)
    {
        var outer = type;
        while (outer?.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        return outer;
    }
}
