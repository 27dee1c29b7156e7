namespace PluginHost.Torch.Tests;

/// <summary>Fails when it is disposed and this thread has other tensors than when it was made.</summary>
/// <remarks>
/// Not by <c>Tensor.TotalCount</c>: there TorchSharp 0.107 counts every parameter twice and takes it off once.
/// </remarks>
internal sealed class LeakCheck : IDisposable
{
    private readonly long _before = Live;

    /// <summary>What this thread made and did not free; what the collector frees still counts.</summary>
    public static long Live => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    public void Dispose() => Assert.Equal(_before, Live);
}
