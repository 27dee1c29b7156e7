namespace PluginHost.Contracts;

/// <summary>A network architecture for image classification.</summary>
public interface IModelArchitecture
{
    /// <summary>Builds an untrained network on the CPU with its start values: PyTorch's, where the architecture has none of its own.</summary>
    /// <param name="input">The shape of one image.</param>
    /// <param name="classes">How many logits the network gives.</param>
    /// <returns>
    /// A network from pixels in [0, 1], float (N, C, H, W), to logits (N, classes). It normalises for itself, so that
    /// attacks, filters and noise all speak of pixels.
    /// </returns>
    Module<Tensor, Tensor> Build(ImageShape input, int classes);
}
