namespace PluginHost.Tables.Fields;

/// <summary>Fields that every table and filter may name, even when no result at hand has them.</summary>
internal static class KnownFields
{
    public static readonly IReadOnlyList<string> Always =
    [
        "dataset", "data.train-images", "data.test-images", "noise", "noise.method", "noise.augmentation", "surrogate",
        "surrogate.iterations", "share", "train-set", "protected.indices", "filter", "model", "train.norm", "train.radius", "train.step-size", "train.steps",
        "train.iterations", "train.batch-size", "train.learning-rate", "augmentation", "seed", "precision", "preset",
    ];
}
