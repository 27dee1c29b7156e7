using System.Globalization;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>The fields of a protocol that <c>--set NAME=VALUE</c> can change.</summary>
internal static class ProtocolFields
{
    private static readonly SortedDictionary<string, Func<Protocol, string, Protocol>> Setters = new(StringComparer.Ordinal)
    {
        ["train-images"] = (p, v) => p with { TrainImages = Count(v) },
        ["test-images"] = (p, v) => p with { TestImages = Count(v) },
        ["surrogate"] = (p, v) => p with { Surrogate = v },
        ["stand-in"] = (p, v) => p with { StandIn = v == "none" ? null : new ModelChoice(v) },
        ["augmentation"] = (p, v) => p with { Augmentation = v == "none" ? null : new AugmentationChoice(v) },
        ["noise-iterations"] = (p, v) => p with { NoiseIterations = Whole(v) },
        ["train-iterations"] = (p, v) => p with { TrainIterations = Whole(v) },
        ["batch-size"] = (p, v) => p with { BatchSize = Whole(v) },
        ["learning-rate"] = (p, v) => p with { LearningRate = Number(v) },
        ["momentum"] = (p, v) => p with { Momentum = Number(v) },
        ["weight-decay"] = (p, v) => p with { WeightDecay = Number(v) },
        ["drop-at"] = (p, v) => p with { DropAt = [.. v.Split(',').Select(Number)] },
        ["warm-up"] = (p, v) => p with { WarmUp = Number(v) },
        ["cool-down"] = (p, v) => p with { CoolDown = Number(v) },
        ["attack-steps"] = (p, v) => p with { AttackSteps = Whole(v) },
        ["attack-step-share"] = (p, v) => p with { AttackStepShare = Number(v) },
        ["test-every"] = (p, v) => p with { TestEvery = v == "none" ? null : Whole(v) },
    };

    public static IReadOnlyCollection<string> Names => Setters.Keys;

    public static Protocol Set(Protocol protocol, string name, string value)
    {
        try
        {
            return Setters[name](protocol, value);
        }
        catch (FormatException wrong)
        {
            throw new RecipeException($"--set {name}={value}: {wrong.Message}", wrong);
        }
    }

    private static int? Count(string value) => value == "all" ? null : Whole(value);

    private static int Whole(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int whole) && whole > 0
            ? whole
            : throw new FormatException("a whole number, at least 1, is wanted");

    private static double Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        && number >= 0 && double.IsFinite(number)
            ? number
            : throw new FormatException("a number, at least 0, is wanted");
}
