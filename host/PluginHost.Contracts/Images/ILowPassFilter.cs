namespace PluginHost.Contracts;

/// <summary>A filter that is applied to stored 8-bit images before training (Section 5 and Appendix D of the paper).</summary>
public interface ILowPassFilter
{
    /// <summary>Filters a batch.</summary>
    /// <param name="images">uint8 (N, C, H, W), on the CPU.</param>
    /// <returns>uint8 of the same shape.</returns>
    Tensor Apply(Tensor images);
}
