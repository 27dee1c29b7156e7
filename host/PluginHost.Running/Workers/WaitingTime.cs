using System.Diagnostics;

namespace PluginHost.Running.Workers;

/// <summary>
/// A time that is waited, looked at again and again. While this process itself is stopped (Ctrl-Z, a debugger, a
/// machine asleep) it stands still: the worker is stopped then too.
/// </summary>
internal sealed class WaitingTime
{
    private static readonly TimeSpan s_mostBetweenLooks = TimeSpan.FromSeconds(2);
    private long _lastLook = Stopwatch.GetTimestamp();

    /// <summary>The time since the start, up to the last look.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Looks at the clock.</summary>
    public void Tick()
    {
        long now = Stopwatch.GetTimestamp();
        var passed = Stopwatch.GetElapsedTime(_lastLook, now);
        Elapsed += passed < s_mostBetweenLooks ? passed : s_mostBetweenLooks;
        _lastLook = now;
    }

    /// <summary>Starts again at zero.</summary>
    public void Restart()
    {
        _lastLook = Stopwatch.GetTimestamp();
        Elapsed = TimeSpan.Zero;
    }
}
