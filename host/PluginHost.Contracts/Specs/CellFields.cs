using System.Collections.Immutable;

namespace PluginHost.Contracts;

/// <summary>A cell's spec as flat, dotted fields: what tables, filters and <c>--only</c> speak of.</summary>
public static class CellFields
{
    /// <summary>
    /// All fields by name: <c>dataset, data.train-images, noise, noise.method, noise.OPTION, surrogate, surrogate.OPTION,
    /// surrogate.iterations, surrogate.weights, share, train-set, protected.indices, filter, model, model.OPTION, model.weights, train.norm, train.radius,
    /// train.step-size, train.steps, train.projection, train.iterations, train.batch-size, train.learning-rate,
    /// robust-test.norm, robust-test.radius, robust-test.steps, augmentation, seed, precision, preset</c>.
    /// Radii are numbers in 1/255. A field that does not apply is absent. <c>share</c> is the share of images that carry noise
    /// (0 for clean data), or of a clean part the share that was taken away; <c>train-set</c> is <c>all</c>, <c>mixed</c> (a part
    /// is protected) or <c>clean-part</c>.
    /// </summary>
    public static ImmutableSortedDictionary<string, OptionValue> Fields(this CellSpec spec)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<string, OptionValue>(StringComparer.Ordinal);
        fields["dataset"] = spec.Data.Name;
        Optional("data.train-images", spec.Data.TrainImages);
        Optional("data.test-images", spec.Data.TestImages);
        fields["noise"] = spec.NoiseLabel;
        fields["noise.method"] = spec.Noise?.Method.Id ?? "clean";
        Options("noise", spec.Noise?.Method);
        Use("surrogate", spec.Noise?.Surrogate?.Model);
        Schedule("surrogate", spec.Noise?.Surrogate?.Schedule);
        Weights("surrogate", spec.Noise?.Surrogate?.Weights);
        Use("noise.augmentation", spec.Noise?.Augmentation);
        Part();
        Use("filter", spec.Filter);
        Use("model", spec.Model);
        Weights("model", spec.Weights);
        fields["train.norm"] = spec.Training.Attack.Norm.ToString().ToLowerInvariant();
        fields["train.radius"] = spec.Training.Attack.Radius;
        fields["train.step-size"] = spec.Training.Attack.StepSize;
        fields["train.steps"] = spec.Training.Attack.Steps;
        Schedule("train", spec.Training.Schedule);
        if (spec.Training.Attack.Norm == Norm.L1)
        {
            fields["train.projection"] = spec.Training.Attack.Projection.ToString().ToLowerInvariant();
        }

        if (spec.Training.RobustTest is { Attack: var attack })
        {
            fields["robust-test.norm"] = attack.Norm.ToString().ToLowerInvariant();
            fields["robust-test.radius"] = attack.Radius;
            fields["robust-test.steps"] = attack.Steps;
        }

        Use("augmentation", spec.Training.Augmentation);
        fields["seed"] = spec.Seed;
        fields["precision"] = spec.Precision.ToString().ToLowerInvariant();
        fields["preset"] = spec.Preset;
        return fields.ToImmutable();

        void Part()
        {
            bool part = spec.TrainSet == TrainSet.CleanPart || spec.Noise is not null;
            if (spec.ProtectedIndices is { } indices)
            {
                fields["protected.indices"] = Path.GetFileName(indices.File);
            }

            // The share of a list is known where the number of images is.
            if (spec.ProtectedIndices is null || spec.ProtectedShare < 1)
            {
                fields["share"] = part ? spec.ProtectedShare : 0;
            }

            fields["train-set"] = spec.TrainSet == TrainSet.CleanPart ? "clean-part"
                : part && (spec.ProtectedIndices is not null || spec.ProtectedShare is > 0 and < 1) ? "mixed"
                : "all";
        }

        void Optional(string name, int? value)
        {
            if (value is { } given)
            {
                fields[name] = given;
            }
        }

        void Use(string name, PluginUse? use)
        {
            if (use is not null)
            {
                fields[name] = use.Id;
                Options(name, use);
            }
        }

        void Options(string name, PluginUse? use)
        {
            if (use is not null)
            {
                foreach (var (option, value) in use.Options)
                {
                    fields[$"{name}.{option}"] = value;
                }
            }
        }

        void Weights(string name, StartWeights? weights)
        {
            if (weights is not null)
            {
                fields[$"{name}.weights"] = Path.GetFileNameWithoutExtension(weights.File);
            }
        }

        void Schedule(string name, TrainingSchedule? schedule)
        {
            if (schedule is not null)
            {
                fields[$"{name}.iterations"] = schedule.Iterations;
                fields[$"{name}.batch-size"] = schedule.BatchSize;
                fields[$"{name}.learning-rate"] = schedule.LearningRate;
            }
        }
    }
}
