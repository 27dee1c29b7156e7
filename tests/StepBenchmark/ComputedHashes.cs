using PluginHost.Engine.Attacks;
using PluginHost.Loading.Metadata;

namespace PluginHost.StepBenchmark;

/// <summary>
/// One line for everything that steps compute: its name, a hash, its first values. Each line but those of the trained
/// network begins from the untrained one, so that a difference in one line does not spread to the others.
/// </summary>
internal static class ComputedHashes
{
    private const int TrainingSteps = 3;

    public static void Print(BenchmarkOptions options, IPluginCatalogue catalogue, TextWriter output)
    {
        foreach (string model in options.Models)
        {
            foreach (var precision in options.Precisions)
            {
                using var work = new Workload(model, precision, options, catalogue);
                foreach (var (name, hash) in Lines(work))
                {
                    output.WriteLine($"{model}.{precision.Word()}.{name} {hash}");
                }
            }
        }
    }

    private static IEnumerable<(string Name, string Hash)> Lines(Workload work)
    {
        yield return ("images", TensorHash.Of(work.TrainingImages));
        yield return ("labels", Labels(work));
        yield return ("initial-weights", TensorHash.Of(Weights(work)));
        yield return ("logits", Logits(work));
        yield return ("folded-logits", Frozen(work, frozen => frozen.Logits(work.TrainingImages)));
        yield return ("image-gradient", Frozen(work, frozen => ImageGradient(frozen, work)));
        yield return ("pgd-perturbation", Frozen(work, frozen => Perturbation(frozen, work)));
        yield return ("em-noise", Frozen(work, frozen => NoiseRecipes.ErrorMinimizing(frozen, work)));
        yield return ("rem-noise", Frozen(work, frozen => NoiseRecipes.Robust(frozen, work)));

        using (var plain = StepKinds.Prepare("plain", work))
        {
            for (int number = 0; number < TrainingSteps; number++)
            {
                plain.Run(number);
            }
        }

        yield return ("trained-weights", TensorHash.Of(Weights(work)));
        yield return ("trained-statistics", TensorHash.Of(Statistics(work)));
        yield return ("trained-logits", Logits(work));
        yield return ("trained-folded-logits", Frozen(work, frozen => frozen.Logits(work.TrainingImages)));
    }

    private static string Labels(Workload work)
    {
        using var values = work.Batch.Labels.to(ScalarType.Float32);
        return TensorHash.Of(values);
    }

    /// <summary>All weights by name: the order of registration may differ between tensor libraries.</summary>
    private static IEnumerable<Tensor> Weights(Workload work) => work.Learner.Network.named_parameters()
        .OrderBy(named => named.name, StringComparer.Ordinal).Select(named => named.parameter);

    /// <summary>The running means and variances; what counts batches is int64 and left out.</summary>
    private static IEnumerable<Tensor> Statistics(Workload work) => work.Learner.Network.named_buffers()
        .Where(named => named.buffer.dtype == ScalarType.Float32)
        .OrderBy(named => named.name, StringComparer.Ordinal).Select(named => named.buffer);

    /// <summary>The network's own logits in eval mode, nothing folded.</summary>
    private static string Logits(Workload work)
    {
        using var scope = NewDisposeScope();
        using var off = no_grad();
        using var autocast = work.Compute.Autocast();
        var network = work.Learner.Network;
        network.eval();
        return TensorHash.Of(network.call(work.TrainingImages).to(ScalarType.Float32));
    }

    /// <summary>What is computed with the network frozen, from draws of its own.</summary>
    private static string Frozen(Workload work, Func<FrozenNetwork, Tensor> compute)
    {
        using var scope = NewDisposeScope();
        using var frozen = FrozenNetwork.Of(work.Learner.Network, work.Compute);
        work.Random.Begin("check");
        return TensorHash.Of(compute(frozen));
    }

    private static Tensor ImageGradient(FrozenNetwork frozen, Workload work) =>
        frozen.ImageGradient(work.TrainingImages, work.Batch.Labels);

    private static Tensor Perturbation(FrozenNetwork frozen, Workload work)
    {
        var images = work.TrainingImages;
        return Pgd.Perturb(frozen, images, work.Batch.Labels, StepKinds.Attack, Direction.Ascent) - images;
    }
}
