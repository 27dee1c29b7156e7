using System.Text.Json.Serialization;

namespace PluginHost.Contracts;

/// <summary>The arithmetic of networks; optimizers, noise and losses are always float32.</summary>
public enum Precision
{
    /// <summary>float32 everywhere: the reference.</summary>
    Fp32,

    /// <summary>float32 with TF32 matrix products (CUDA only).</summary>
    Tf32,

    /// <summary>bfloat16 autocast: convolutions and matrix products in bfloat16.</summary>
    Bf16,
}

/// <summary>A data set, whole or its first images.</summary>
/// <param name="Name">Such as <c>cifar10</c>, <c>shapes</c>, or <c>folder:PATH</c>.</param>
/// <param name="TrainImages">How many of the first training images are used; null for all.</param>
/// <param name="TestImages">How many of the first test images are used; null for all.</param>
public sealed record DataSpec(string Name, int? TrainImages = null, int? TestImages = null);

/// <summary>Which of the images a model is trained on.</summary>
public enum TrainSet
{
    /// <summary>All of them, protected or not.</summary>
    All,

    /// <summary>Those that are not protected: what is left when the protected ones are taken away.</summary>
    CleanPart,
}

/// <summary>A file that lists the protected images.</summary>
/// <param name="File">Where it lies; not part of a cell's identity.</param>
/// <param name="Sha256">The hash of its bytes, lower-case hex.</param>
public sealed record IndexFile(string File, string Sha256);

/// <summary>Weights that a network begins with, in place of its architecture's start values.</summary>
/// <param name="File">The safetensors file, with the architecture's own names; not part of a cell's identity.</param>
/// <param name="Sha256">The hash of its bytes, lower-case hex.</param>
public sealed record StartWeights(string File, string Sha256);

/// <summary>How a surrogate is made.</summary>
/// <param name="Model">Its architecture.</param>
/// <param name="Schedule">Its training.</param>
/// <param name="Weights">What it begins with; null for the architecture's start values.</param>
public sealed record SurrogateSpec(PluginUse Model, TrainingSchedule Schedule, StartWeights? Weights = null);

/// <summary>Defensive noise: the method, the surrogate it is made with, and the transformations it shall survive.</summary>
/// <param name="Method">The noise plugin with its options.</param>
/// <param name="Surrogate">Null for methods that train none.</param>
/// <param name="Augmentation">The transformations t of EOT and surrogate training; null for none.</param>
public sealed record NoiseSpec(PluginUse Method, SurrogateSpec? Surrogate, PluginUse? Augmentation);

/// <summary>Training of the model under test on the (partly) protected data: plain or adversarial.</summary>
/// <param name="Attack">The attack of adversarial training; <see cref="ThreatModel.None"/> is plain training (ERM).</param>
/// <param name="Schedule">Iterations and optimizer.</param>
/// <param name="Augmentation">The augmentation of training images; null for none.</param>
/// <param name="TestEvery">Steps between two tests on the clean test set; null for a test after the last step only.</param>
/// <param name="RobustTest">A test under attack after the last step; null for none.</param>
public sealed record TrainingSpec(
    ThreatModel Attack, TrainingSchedule Schedule, PluginUse? Augmentation, int? TestEvery = null, RobustTest? RobustTest = null);

/// <summary>A test of the trained model on attacked test images.</summary>
/// <param name="Attack">The attack, such as PGD with 20 steps at the training radius.</param>
/// <param name="Images">How many of the first test images are attacked; null for all.</param>
public sealed record RobustTest(ThreatModel Attack, int? Images = null);

/// <summary>One cell of a table for one seed: everything that decides its numbers.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Noise">The noise on the training images; null for clean data.</param>
/// <param name="ProtectedShare">The share of training images that carry the noise, in [0, 1].</param>
/// <param name="Filter">A low-pass filter on the training images; null for none.</param>
/// <param name="Model">The architecture under test.</param>
/// <param name="Training">How it is trained.</param>
/// <param name="Seed">The seed of everything random: noise, initialisation, order, augmentation, attacks.</param>
/// <param name="Precision">The arithmetic.</param>
/// <param name="Preset">The preset that the settings came from.</param>
public sealed record CellSpec(
    DataSpec Data,
    NoiseSpec? Noise,
    double ProtectedShare,
    PluginUse? Filter,
    PluginUse Model,
    TrainingSpec Training,
    int Seed,
    Precision Precision,
    string Preset)
{
    /// <summary>What tables call the noise, such as <c>REM 8-4</c>; not part of the cell's identity.</summary>
    public string NoiseLabel { get; init; } = "clean";

    /// <summary>The file that lists the protected images; null for a seeded choice of <see cref="ProtectedShare"/> of them.</summary>
    public IndexFile? ProtectedIndices { get; init; }

    /// <summary>Which images the model is trained on.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TrainSet TrainSet { get; init; }

    /// <summary>The weights that the model under test begins with; null for its architecture's start values.</summary>
    public StartWeights? Weights { get; init; }

    /// <summary>The cell in a few words, for progress and errors.</summary>
    public override string ToString() =>
        $"{Data.Name}, {NoiseLabel}{PartText}, "
        + $"{(Filter is null ? "" : Filter.Id + " filter, ")}{Model.Id}, "
        + $"{(Training.Attack.IsNone ? "plain training" : $"adversarial training {Training.Attack.Norm.ToString().ToLowerInvariant()} {Training.Attack.Radius}")}, seed {Seed}";

    private string PartText => (TrainSet, ProtectedIndices, ProtectedShare) switch
    {
        (TrainSet.CleanPart, { } indices, _) => $" without {Path.GetFileName(indices.File)}",
        (TrainSet.CleanPart, _, var share) => $" without {share:P0}",
        (_, { } indices, _) => $" on {Path.GetFileName(indices.File)}",
        (_, _, < 1 and var share) => $" on {share:P0}",
        _ => "",
    };
}
