using PluginHost.Files;
using PluginHost.Torch.IO;

namespace PluginHost.Engine.Training;

/// <summary>Start weights of a network in a safetensors file: its own state dict, batch counters optional.</summary>
public static class WeightsFile
{
    private const string BatchCounter = "num_batches_tracked";
    private const int Named = 5;

    /// <summary>Names a file by its content, for a spec.</summary>
    /// <param name="file">Its path.</param>
    /// <exception cref="EngineException">It is not there or cannot be read.</exception>
    public static StartWeights Of(string file)
    {
        string path = Path.GetFullPath(file);
        return new StartWeights(path, HashOf(path));
    }

    /// <summary>Copies the weights into a network.</summary>
    /// <param name="network">The network, on any device.</param>
    /// <param name="weights">The file.</param>
    /// <param name="model">What the network is called, for errors.</param>
    /// <exception cref="EngineException">
    /// The file is missing, damaged or not the one that was planned with, or has other names or shapes than the network.
    /// </exception>
    public static void Load(Module<Tensor, Tensor> network, StartWeights weights, string model)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(weights);
        if (HashOf(weights.File) != weights.Sha256)
        {
            throw new EngineException($"the weights {weights.File} changed after the run was planned; start the run again");
        }

        using var scope = NewDisposeScope();
        var given = Read(weights.File);
        var own = network.state_dict();
        Require(own.Keys.Where(name => !given.ContainsKey(name) && !name.EndsWith(BatchCounter, StringComparison.Ordinal)), "it lacks");
        Require(given.Keys.Where(name => !own.ContainsKey(name)), "it has, and the model has not,");
        Require(
            own.Where(entry => given.TryGetValue(entry.Key, out var value) && !value.shape.SequenceEqual(entry.Value.shape))
                .Select(entry => $"{entry.Key} {Shape(given[entry.Key])} for {Shape(entry.Value)}"), "shapes differ:");
        network.load_state_dict(given, strict: false);

        void Require(IEnumerable<string> wrong, string what)
        {
            string[] names = [.. wrong];
            if (names.Length > 0)
            {
                string more = names.Length > Named ? $" and {names.Length - Named} more" : "";
                throw new EngineException(
                    $"the weights {weights.File} do not fit the model {model}: {what} {string.Join(", ", names.Take(Named))}{more}; "
                    + "give weights of the same architecture and number of classes");
            }
        }
    }

    private static Dictionary<string, Tensor> Read(string file)
    {
        try
        {
            return Safetensors.Load(file);
        }
        catch (InvalidDataException damage)
        {
            throw new EngineException($"the weights {file} cannot be read: {damage.Message}", damage);
        }
    }

    private static string HashOf(string file)
    {
        try
        {
            return ContentHash.OfFile(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new EngineException($"the weights {file} cannot be read: {missing.Message}", missing);
        }
    }

    private static string Shape(Tensor tensor) => $"({string.Join(", ", tensor.shape)})";
}
