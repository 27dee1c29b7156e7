using System.Globalization;

namespace PluginHost.StepBenchmark;

/// <summary>The largest resident memory of this process, as Linux counts it.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status", ClearReferences = "/proc/self/clear_refs", Field = "VmHWM:";

    /// <summary>The peak since <see cref="Reset"/>, else since the process began; null on other systems.</summary>
    public static double? Megabytes
    {
        get
        {
            if (!File.Exists(Status))
            {
                return null;
            }

            // A line such as "VmHWM:    123456 kB".
            string line = File.ReadLines(Status).First(line => line.StartsWith(Field, StringComparison.Ordinal));
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return double.Parse(words[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    /// <summary>Lets the peak begin anew at what is resident now; false where the system does not allow it.</summary>
    public static bool Reset()
    {
        try
        {
            // 5 stands for "reset the peak", see proc_pid_clear_refs(5). The file must be there: none is created.
            using var file = new FileStream(ClearReferences, FileMode.Open, FileAccess.Write);
            file.Write("5"u8);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
