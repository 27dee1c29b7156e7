using System.Diagnostics;

namespace PluginHost.StepBenchmark;

/// <summary>What one kind of step took.</summary>
/// <param name="Median">Wall time of a step.</param>
/// <param name="Min">The shortest.</param>
/// <param name="Max">The longest.</param>
/// <param name="PeakMegabytes">The largest resident memory of the process; null where it is not known.</param>
/// <param name="MoreTensors">
/// Live tensors after a step less those before it, of the repeat where that was most; 0 without a leak.
/// </param>
internal sealed record Measurement(TimeSpan Median, TimeSpan Min, TimeSpan Max, double? PeakMegabytes, long MoreTensors)
{
    /// <summary>Takes a step once to warm up, then measures it.</summary>
    public static Measurement Of(ReadyStep step, int repeats)
    {
        // Forgotten tensors of an earlier measurement are freed now, not meanwhile.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        PeakMemory.Reset();
        step.Run(0);

        var times = new List<TimeSpan>();
        long more = long.MinValue;
        for (int number = 1; number <= repeats; number++)
        {
            long before = TensorLibrary.LiveTensors;
            var clock = Stopwatch.StartNew();
            step.Run(number);
            times.Add(clock.Elapsed);
            more = Math.Max(more, TensorLibrary.LiveTensors - before);
        }

        times.Sort();
        return new Measurement(MedianOf(times), times[0], times[^1], PeakMemory.Megabytes, more);
    }

    private static TimeSpan MedianOf(List<TimeSpan> sorted)
    {
        var upper = sorted[sorted.Count / 2];
        var lower = sorted[(sorted.Count - 1) / 2];
        return (lower + upper) / 2;
    }
}
