using PluginHost.Engine.Planning;

namespace PluginHost.Running.Planning;

/// <summary>Times every network once, by a few real steps on the chosen device.</summary>
internal sealed class NetworkTimes(
    IPluginCatalogue catalogue, Compute compute, TimeProvider clock, Action<string> notice)
{
    private readonly Dictionary<(TimedNetwork, Precision), PassTimes> _measured = [];

    private readonly Dictionary<(PluginUse Method, ImageShape Shape, Precision), NoiseTrial?> _trials = [];

    /// <summary>The time of all measurements so far.</summary>
    public TimeSpan Spent { get; private set; }

    /// <summary>The times of a network.</summary>
    /// <param name="model">The architecture.</param>
    /// <param name="size">The data set that it sees.</param>
    /// <param name="batchSize">Images a batch.</param>
    /// <param name="augmentation">Their augmentation.</param>
    /// <param name="precision">The arithmetic.</param>
    /// <param name="used">Told what was used, by a name for people.</param>
    public PassTimes Of(
        PluginUse model, DataSize size, int batchSize, PluginUse? augmentation, Precision precision,
        IDictionary<string, PassTimes> used)
    {
        int batch = Math.Min(batchSize, size.Train);
        var network = new TimedNetwork(model, size.Shape, batch, augmentation);
        string name = $"{model} on {batch}×{size.Shape}";
        if (!_measured.TryGetValue((network, precision), out var times))
        {
            notice($"timing {name} …");
            long began = clock.GetTimestamp();
            times = PassTimes.Measure(network, catalogue, compute with { Precision = precision }, clock);
            _measured[(network, precision)] = times;
            Spent += clock.GetElapsedTime(began);
        }

        return used[name] = times;
    }

    /// <summary>How long noise takes by the method's own kind of work; null for a method that has none.</summary>
    public NoiseTrial? Of(PluginUse method, DataSize size, Precision precision)
    {
        if (!_trials.TryGetValue((method, size.Shape, precision), out var trial))
        {
            notice($"timing noise {method.Id} on {size.Shape} …");
            long began = clock.GetTimestamp();
            _trials[(method, size.Shape, precision)] = trial =
                NoiseTrial.Measure(
                    method, size.Train, size.Shape, catalogue, compute with { Precision = precision }, clock);
            Spent += clock.GetElapsedTime(began);
        }

        return trial;
    }
}
