namespace PluginHost.Engine.Tests;

/// <summary>Values that the reference implementation gave on fixed inputs.</summary>
internal static class Golden
{
    public static Compute Cpu { get; } = new(torch.CPU, Precision.Fp32);

    public static Dictionary<string, Tensor> Load(string name) =>
        Safetensors.Load(Path.Combine(Repository.Root, "tests", "PluginHost.Engine.Tests", "Fixtures", name));

    /// <summary>A gradient that is all but zero may flip its sign, so one element in a thousand may differ.</summary>
    public static void AlmostAllAgree(Tensor expected, Tensor actual)
    {
        double share = (expected - actual).abs().le(1e-5).to(ScalarType.Float32).mean().item<float>();
        Assert.True(share >= 0.999, $"only {share:P2} of the elements agree");
    }
}
