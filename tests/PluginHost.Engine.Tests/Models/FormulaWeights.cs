namespace PluginHost.Engine.Tests.Models;

/// <summary>
/// Weights from a formula, so that two implementations can be compared without a file: waves whose phase is the entry's
/// place in PyTorch's state dict, batch counters left out.
/// </summary>
internal static class FormulaWeights
{
    public static void Fill(Module<Tensor, Tensor> network)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        int place = 0;
        foreach (var (name, entry) in Entries(network))
        {
            entry.copy_(Wave(name, entry.shape, place++));
        }
    }

    /// <summary>The state dict in PyTorch's order: module by module, where TorchSharp has all parameters before all buffers.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Entries(Module<Tensor, Tensor> network)
    {
        string[] modules = [.. network.named_parameters().Select(entry => ModuleOf(entry.name)).Distinct()];
        return network.state_dict()
            .Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            .OrderBy(entry => Array.IndexOf(modules, ModuleOf(entry.Key)));
    }

    private static string ModuleOf(string name) => name[..name.LastIndexOf('.')];

    private static Tensor Wave(string name, long[] shape, int place)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        Func<double, double> value = name.Split('.')[^1] switch
        {
            "running_mean" => s => 0.05 * s,
            "running_var" => s => 1 + 0.2 * s * s,
            "weight" when shape.Length == 1 => s => 1 + 0.1 * s,
            _ when shape.Length == 1 => s => 0.1 * s,
            _ => s => Math.Sqrt(2.0 * shape[0] / count) * s,
        };
        var values = new float[count];
        for (long j = 0; j < count; j++)
        {
            values[j] = (float)value(Math.Sin(0.37 * j + place));
        }

        return tensor(values, shape);
    }
}
