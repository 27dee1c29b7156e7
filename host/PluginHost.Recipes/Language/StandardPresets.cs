using PluginHost.Tables.Published;

namespace PluginHost.Recipes.Language;

/// <summary>The presets that every recipe has, as changes of its protocol.</summary>
public static class StandardPresets
{
    /// <summary>The preset that changes nothing.</summary>
    public const string Paper = "paper";

    /// <summary>Their names, from the longest run to the shortest.</summary>
    public static IReadOnlyList<string> Names { get; } = [Paper, "short", "mini", "smoke"];

    /// <summary>What a standard preset means, in a few words; empty for a name that is none.</summary>
    public static string Meaning(string preset) => preset switch
    {
        Paper => "all that the recipe says, nothing shortened",
        "short" => "a tenth of the iterations",
        "mini" => "5,000 images and a small network, tens of minutes on a CPU",
        "smoke" => "a few seconds, only to see that everything works together",
        _ => "",
    };

    /// <summary>The protocol in a standard preset.</summary>
    internal static Protocol Apply(string preset, Protocol protocol) => preset switch
    {
        Paper => protocol,
        "short" => Short(protocol),
        "mini" => Mini(protocol),
        "smoke" => Smoke(protocol),
        _ => throw new ArgumentOutOfRangeException(nameof(preset), preset, "not a standard preset"),
    };

    /// <summary>A tenth of the iterations.</summary>
    private static Protocol Short(Protocol paper) => paper with
    {
        NoiseIterations = Tenth(paper.NoiseIterations),
        TrainIterations = Tenth(paper.TrainIterations),
        TestEvery = paper.TestEvery is { } steps ? Tenth(steps) : null,
    };

    /// <summary>
    /// Tens of minutes on two CPU cores: a small network, 5,000 images, fewer steps; every step size is 2·radius/steps. EM is
    /// averaged over transformations as REM is: at this length, noise made for one view of an image at a time or for the raw
    /// image hinders nobody who flips and crops (experiments/README.md has the figures).
    /// </summary>
    private static Protocol Mini(Protocol paper) => paper with
    {
        TrainImages = Math.Min(paper.TrainImages ?? int.MaxValue, 5000),
        StandIn = ResnetMini(16),
        Surrogate = Small(paper.Surrogate, 16),
        NoiseIterations = 300,
        TrainIterations = 800,
        AttackSteps = 5,
        AttackStepShare = null,
        TestEvery = 400,
        NoiseOptions = [.. paper.NoiseOptions, .. NoiseSteps(5, adversarial: 3), new("eot-samples", 2), new("view", "expected", Method: "em"), .. OwnSteps(tap: 30, ntga: 5, block: 512, batch: 128)],
    };

    /// <summary>Seconds: only to see that everything works together.</summary>
    private static Protocol Smoke(Protocol paper) => paper with
    {
        TrainImages = 256,
        TestImages = 128,
        StandIn = ResnetMini(4),
        Surrogate = Small(paper.Surrogate, 4),
        NoiseIterations = 3,
        TrainIterations = 4,
        BatchSize = 32,
        AttackSteps = 2,
        AttackStepShare = null,
        TestEvery = null,
        NoiseOptions = [.. paper.NoiseOptions, .. NoiseSteps(2, adversarial: 1), new("eot-samples", 1), .. OwnSteps(tap: 2, ntga: 2, block: 64, batch: 32)],
    };

    private static int Tenth(int steps) => Math.Max(1, steps / 10);

    private static ModelChoice Small(ModelChoice surrogate, int width) => InPlaceOf(surrogate, ResnetMini(width));

    private static ModelChoice ResnetMini(int width) =>
        ModelChoice.Default("resnet-mini", ("width", width)) with { StandsForPaperOnly = true };

    /// <summary>The stand-in with what it stands for, or the model itself where none is wanted.</summary>
    /// <param name="model">The model that the recipe names.</param>
    /// <param name="standIn">The protocol's stand-in.</param>
    internal static ModelChoice InPlaceOf(ModelChoice model, ModelChoice? standIn)
    {
        if (standIn is null || Stays(model))
        {
            return model;
        }

        bool isWanted = !standIn.StandsForPaperOnly || PublishedResults.All.HasModel(model.Id);
        return isWanted ? standIn with { InPlaceOf = model } : model;
    }

    /// <summary>
    /// Whether no stand-in is wanted: the model is the recipe's own, small by its name, or begins with weights that fit
    /// it alone.
    /// </summary>
    private static bool Stays(ModelChoice model) =>
        model.IsOwn || model.Weights is not null || model.Id.EndsWith("-mini", StringComparison.Ordinal);

    private static NoiseOption[] NoiseSteps(int steps, int adversarial) =>
    [
        new("steps", steps), new("step-size", 2.0 / steps, Of: "radius"),
        new("adversarial-steps", adversarial), new("adversarial-step-size", 2.0 / adversarial, Of: "adversarial-radius"),
    ];

    /// <summary>
    /// Where a method's steps differ in kind: TAP makes one walk of many steps with one draw each, NTGA's steps reach 1.1
    /// times the radius in all, and EM of its authors takes the steps up again in every round, so it keeps its own.
    /// </summary>
    private static NoiseOption[] OwnSteps(int tap, int ntga, int block, int batch) =>
    [
        new("steps", tap, Method: "tap"), new("step-size", 2.0 / tap, Of: "radius", Method: "tap"), new("eot-samples", 1, Method: "tap"),
        new("steps", ntga, Method: "ntga"), new("step-size", 1.1 / ntga, Of: "radius", Method: "ntga"), new("block-size", block, Method: "ntga"),
        new("steps", 0, Method: "em-huang"), new("step-size", 1.0 / 10, Of: "radius", Method: "em-huang"), new("batch-size", batch, Method: "em-huang"),
    ];
}
