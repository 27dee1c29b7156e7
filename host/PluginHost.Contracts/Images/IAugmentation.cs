namespace PluginHost.Contracts;

/// <summary>A random transformation t of image batches, drawn anew for every image.</summary>
/// <remarks>
/// Gradients flow through it, and it runs as batched tensor code on the images' device. It draws from the default
/// generator of torch, which the host seeds before every step, so it keeps no state of its own.
/// </remarks>
public interface IAugmentation
{
    /// <summary>Transforms a training batch.</summary>
    /// <param name="images">float (N, C, H, W) in [0, 1]; values slightly outside may come from noise.</param>
    /// <returns>float (N, C, H', W').</returns>
    Tensor Apply(Tensor images);

    /// <summary>The fixed transformation of test images (for example a centre crop); none by default.</summary>
    /// <param name="images">float (N, C, H, W) in [0, 1].</param>
    Tensor AtTest(Tensor images) => images.alias();

    /// <summary>The shape that <see cref="Apply"/> and <see cref="AtTest"/> give for images of a shape.</summary>
    ImageShape OutputShape(ImageShape input) => input;
}
