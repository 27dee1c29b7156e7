using System.Globalization;

namespace PluginHost.Running.Words;

/// <summary>Times for people: <c>85 ms</c>, <c>12 s</c>, <c>2:03 min</c>, <c>1:02 h</c>, <c>1,240 h</c>.</summary>
public static class Durations
{
    public static string Text(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 59.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes}:{time.Seconds:00} min"),
        { TotalHours: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:N0} h"),
    };

    public static string Text(double seconds) => Text(TimeSpan.FromSeconds(seconds));
}
