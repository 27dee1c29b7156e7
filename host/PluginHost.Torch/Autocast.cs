namespace PluginHost.Torch;

/// <summary>
/// PyTorch's <c>torch.autocast</c>: until disposed, operations on this thread that gain from it compute in a smaller
/// type; gradients keep the inputs' types. Scopes are disposed innermost first, on the thread that opened them.
/// </summary>
public sealed class Autocast : IDisposable
{
    [ThreadStatic]
    private static Autocast? t_innermost;

    private readonly Autocast? _outer;
    private readonly DeviceType _device;
    private readonly ScalarType _type;
    private readonly bool _enabled;

    /// <summary>Opens a scope.</summary>
    /// <param name="device">The kind of device whose operations are meant.</param>
    /// <param name="type">bfloat16 (the default) or float16.</param>
    /// <param name="enabled">False switches it off inside an outer scope.</param>
    public Autocast(DeviceType device, ScalarType type = ScalarType.BFloat16, bool enabled = true)
    {
        Context.SetAutocast(device, type, enabled);
        (_outer, _device, _type, _enabled) = (t_innermost, device, type, enabled);
        t_innermost = this;
    }

    /// <summary>The innermost scope that is open on this thread; null outside all.</summary>
    public static Autocast? Innermost => t_innermost;

    /// <summary>Disposes scopes that were left open, from the innermost outwards.</summary>
    /// <param name="outer">The scope to stop at; null to leave all.</param>
    public static void LeaveTo(Autocast? outer)
    {
        while (t_innermost is { } open && open != outer)
        {
            open.Dispose();
        }
    }

    /// <summary>Computes again as before the scope.</summary>
    public void Dispose()
    {
        if (t_innermost != this)
        {
            return;
        }

        t_innermost = _outer;
        var before = _outer;
        while (before is not null && before._device != _device)
        {
            before = before._outer;
        }

        Context.SetAutocast(_device, before?._type ?? _type, before?._enabled ?? false);
        if (t_innermost is null)
        {
            // The cache holds cast copies of the weights; they are stale after the next optimizer step.
            Context.ClearAutocastCache();
        }
    }
}
