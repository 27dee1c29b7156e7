using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace PluginHost.Running.Live;

/// <summary>A process, told from another one that was given the same number later.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Started">When it started, as its system counts.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="Boot">The machine's start; empty where the system does not tell it.</param>
public sealed record LiveProcess(int Id, long Started, string Host, string Boot)
{
    /// <summary>This process.</summary>
    public static LiveProcess Current() =>
        new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0, Environment.MachineName, BootOf());

    /// <summary>Whether it still runs; null when it is on another machine.</summary>
    [JsonIgnore]
    public bool? IsAlive => Host != Environment.MachineName ? null : Boot == BootOf() && StartOf(Id) == Started;

    private static string BootOf() =>
        File.Exists("/proc/sys/kernel/random/boot_id") ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";

    private static long? StartOf(int id) => Directory.Exists("/proc/self") ? StartInTicks(id) : StartTime(id);

    /// <summary>Field 22 of <c>/proc/ID/stat</c>: clock ticks since the machine's start, exact where dates would be rounded.</summary>
    private static long? StartInTicks(int id)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            // The second field is the program's name in brackets, and may hold spaces.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long? StartTime(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime.ToUniversalTime().Ticks;
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
