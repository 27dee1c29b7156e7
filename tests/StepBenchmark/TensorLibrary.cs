namespace PluginHost.StepBenchmark;

/// <summary>
/// What this program asks of the tensor library besides PyTorch's own functions. A build on another tensor library
/// changes this file alone.
/// </summary>
internal static class TensorLibrary
{
    /// <summary>How many tensors this process has made and not yet freed.</summary>
    public static long LiveTensors => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    /// <summary>Sets how many processor threads one operation uses.</summary>
    public static void UseThreads(int threads) => set_num_threads(threads);
}
