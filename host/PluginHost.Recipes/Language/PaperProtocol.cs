namespace PluginHost.Recipes.Language;

/// <summary>The paper's published settings (Section 5.1, Appendix A, Table 5), where every recipe begins.</summary>
internal static class PaperProtocol
{
    /// <summary>
    /// The settings of a data set. CIFAR's serve every data set that the paper does not have; noise methods carry
    /// CIFAR's settings as their own defaults.
    /// </summary>
    public static Protocol For(string data) => data == "imagenet-subset" ? ImageNet() : Cifar();

    private static Protocol Cifar() => new()
    {
        Surrogate = ModelChoice.Default("resnet18"),
        Augmentation = AugmentationChoice.Default("cifar"),
        NoiseIterations = 5000,
        TrainIterations = 40000,
        AttackSteps = 10,
        TestEvery = 2000,
    };

    private static Protocol ImageNet() => new()
    {
        Surrogate = ModelChoice.Default("resnet18"),
        Augmentation = AugmentationChoice.Default("imagenet"),
        NoiseIterations = 3000,
        TrainIterations = 40000,
        AttackSteps = 8,
        TestEvery = 2000,
        NoiseOptions =
        [
            new("steps", 7, Method: "em"), new("step-size", 1.0 / 5, Of: "radius", Method: "em"),
            new("steps", 7, Method: "rem"), new("step-size", 1.0 / 4, Of: "radius", Method: "rem"),
            new("eot-samples", 4, Method: "em"), new("eot-samples", 4, Method: "rem"),
            new("steps", 100, Method: "tap"), new("step-size", 1.0 / 50, Of: "radius", Method: "tap"),
            new("steps", 8, Method: "ntga"), new("step-size", 1.1 / 8, Of: "radius", Method: "ntga"),
            // How many images are held out the paper does not say; ten thousand would be read anew for each of a thousand blocks.
            new("block-size", 100, Method: "ntga"), new("validation", 1000, Method: "ntga"),
        ],
    };
}
