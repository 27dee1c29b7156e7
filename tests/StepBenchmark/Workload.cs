using PluginHost.Engine.Noise;
using PluginHost.Engine.Training;

namespace PluginHost.StepBenchmark;

/// <summary>A network and a batch of random images: what a step works on, all of it decided by the seed.</summary>
internal sealed class Workload : IDisposable
{
    private const int Channels = 3;

    // Of a schedule only these count here. The rate is low: labels are random, and the loss must stay finite.
    private const double LearningRate = 0.01, Momentum = 0.9, WeightDecay = 5e-4;

    /// <summary>Builds the network and draws the batch.</summary>
    public Workload(string model, Precision precision, BenchmarkOptions options, IPluginCatalogue catalogue)
    {
        var shape = new ImageShape(Channels, options.ImageSize, options.ImageSize);
        Random = new RandomStreams(options.Seed);
        Compute = new Compute(CPU, precision);
        Augmentation = catalogue.Augmentation(new PluginUse("cifar"));

        Random.Begin("initialisation");
        var network = Compute.Place(catalogue.Model(new PluginUse(model)).Build(shape, options.Classes));
        var schedule = new TrainingSchedule(int.MaxValue, options.BatchSize, LearningRate, Momentum, WeightDecay, []);
        Learner = new Learner(network, schedule, Compute);

        Random.Begin("images");
        long[] size = [options.BatchSize, Channels, options.ImageSize, options.ImageSize];
        long[] each = [options.BatchSize];
        long[] indices = [.. Enumerable.Range(0, options.BatchSize)];
        Batch = new ImageBatch(indices, rand(size), randint(options.Classes, each));
        TrainingImages = Batch.Pixels.contiguous(memory_format.channels_last);
        Noise = new MemoryNoise(options.BatchSize, shape);
    }

    /// <summary>The network and its optimizer.</summary>
    public Learner Learner { get; }

    /// <summary>The processor and the precision.</summary>
    public Compute Compute { get; }

    /// <summary>t: flip and crop of CIFAR, which takes images of any size.</summary>
    public IAugmentation Augmentation { get; }

    /// <summary>The source of all draws.</summary>
    public RandomStreams Random { get; }

    /// <summary>The images as a data set hands them out, row-major, and their labels.</summary>
    public ImageBatch Batch { get; }

    /// <summary>The same images channels-last, as training loops hand them to networks.</summary>
    public Tensor TrainingImages { get; }

    /// <summary>Where steps of noise making write.</summary>
    public NoiseBuffer Noise { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Learner.Dispose();
        TrainingImages.Dispose();
        Batch.Pixels.Dispose();
        Batch.Labels.Dispose();
    }
}
