namespace PluginHost.Contracts;

/// <summary>Where and in which arithmetic networks run.</summary>
/// <param name="Device">The device of networks and batches.</param>
/// <param name="Precision">The arithmetic of networks.</param>
public sealed record Compute(Device Device, Precision Precision)
{
    /// <summary>
    /// Opens the precision's autocast scope. Forward passes belong inside, the loss too; backward passes may be
    /// outside. Does nothing in float32.
    /// </summary>
    public IDisposable? Autocast() => Precision == Precision.Bf16 ? new Autocast(Device.type) : null;

    /// <summary>Moves a network to the device, its weights channels-last, and keeps clear of what libtorch does wrong there.</summary>
    public Module<Tensor, Tensor> Place(Module<Tensor, Tensor> network)
    {
        ArgumentNullException.ThrowIfNull(network);
        network.to(Device);
        network.to(memory_format.channels_last);
        return network.avoid_strided_pointwise();
    }
}
