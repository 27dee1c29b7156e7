using System.Collections.Immutable;
using PluginHost.Engine.Plugins;
using PluginHost.Recipes.Errors;
using PluginHost.Recipes.Language;

namespace PluginHost.Recipes.Expansion;

/// <summary>Turns a described experiment into its cells.</summary>
internal sealed class CellExpansion(Experiment experiment, RecipeSession session, string preset, SetValues sets)
{
    private readonly GuardedCatalogue _catalogue = GuardedCatalogue.Of(session.Catalogue);
    private readonly Dictionary<PluginUse, INoiseMethod> _methods = [];
    private readonly SortedSet<string> _remarks = new(StringComparer.Ordinal);

    /// <summary>What readers of the cells' numbers should know; see <see cref="RecipePlan.Remarks"/>.</summary>
    public ImmutableArray<string> Remarks => [.. _remarks];

    /// <summary>All combinations: seeds outermost; noise before models, so that a noise set is made once and then used.</summary>
    public ImmutableArray<CellSpec> Cells()
    {
        ImmutableArray<PluginUse?> filters =
            [.. experiment.Filters.DefaultIfEmpty(Recipe.NoFilter).SelectMany(f => f.IsNone ? [null] : f.Uses().Cast<PluginUse?>())];
        var data = experiment.DataSets.Distinct().Select(name => (Name: name, Protocol: Protocol(name)))
            .Select(set => (set.Name, set.Protocol, Noises: Noises(set.Protocol))).ToList();
        int first = experiment.SeedRange.First, count = session.Inputs.Seeds ?? experiment.SeedRange.Count;
        var cells =
            from seed in Enumerable.Range(first, count)
            from set in data
            from part in ProtectedParts.Of(experiment, set.Noises, set.Name, set.Protocol.TrainImages)
            from filter in filters
            from training in Trainings(set.Protocol)
            select new CellSpec(
                new DataSpec(set.Name, set.Protocol.TrainImages, set.Protocol.TestImages), Noise(part.Noise, set.Protocol), part.Share, filter,
                training.Model, training.Spec, seed, session.Inputs.Precision, preset)
            {
                NoiseLabel = part.Noise.Label, Weights = training.Weights, ProtectedIndices = part.Indices, TrainSet = part.TrainSet,
            };
        return [.. cells.Distinct()];
    }

    private Protocol Protocol(string data) => sets.Apply(experiment.ProtocolIn(preset, data));

    private IEnumerable<(PluginUse Model, StartWeights? Weights, TrainingSpec Spec)> Trainings(Protocol protocol)
    {
        bool compares = experiment.Trainings.SelectMany(t => t.Model.Uses()).Distinct().Count() > 1;
        var augmentation = Augmentation(protocol.Augmentation);

        // A list of radii may begin at 0; a single one is more likely a mistake.
        if (experiment.Trainings.Exists(training => training.Training.IsOfRadiusZero))
        {
            _remarks.Add("adversarial training of radius 0 is plain training");
        }

        return
            from training in experiment.Trainings
            let model = StandIn(training.Model)
            from use in Checked(model)
            from attack in training.Training.Attacks(protocol)
            select (use, model.Weights, new TrainingSpec(
                attack, protocol.TrainingSchedule, augmentation, protocol.TestEvery, experiment.Robust?.For(attack)));

        ModelChoice StandIn(ModelChoice model) =>
            compares ? model : Told("is trained", StandardPresets.InPlaceOf(model, protocol.StandIn));
    }

    private ModelChoice Told(string role, ModelChoice model)
    {
        if (model.InPlaceOf is { } named)
        {
            _remarks.Add($"{string.Join(", ", model.Uses())} {role} in place of {string.Join(", ", named.Uses())}");
        }

        return model;
    }

    private ImmutableArray<LabelledNoise> Noises(Protocol protocol) => new NoiseUses(
        _catalogue, use => sets.Apply(use, Declared(use)), use => WithProtocol(use, protocol, Declared(use)))
        .Of(experiment.Noises.DefaultIfEmpty(Recipe.Clean));

    private IReadOnlyList<OptionInfo> Declared(PluginUse use) =>
        _catalogue.Plugins.First(p => p.Identity.Kind == PluginKind.Noise && p.Identity.Id == use.Id).Options;

    private NoiseSpec? Noise(LabelledNoise noise, Protocol protocol)
    {
        if (noise.Use is not { } use)
        {
            return null;
        }

        if (!_methods.TryGetValue(use, out var made))
        {
            _methods[use] = made = _catalogue.Noise(use);
            if (_catalogue.Resolve(PluginKind.Noise, use).Options.GetValueOrDefault("radius").Number == 0)
            {
                _remarks.Add($"noise {noise.Label} has radius 0 and changes no image");
            }
        }

        var surrogateChoice = noise.Choice.OwnSurrogate ?? protocol.Surrogate;
        if (made.NeedsSurrogate)
        {
            Told("makes noise", surrogateChoice);
        }

        var surrogate = made.NeedsSurrogate
            ? new SurrogateSpec(
                Single("the surrogate", surrogateChoice),
                made.TrainsSurrogateOnCleanImages ? protocol.TrainingSchedule : protocol.SurrogateSchedule, surrogateChoice.Weights)
            : null;
        var augmentation = noise.Choice.WithoutAugmentation ? null : noise.Choice.OwnAugmentation ?? protocol.Augmentation;
        return new NoiseSpec(use, surrogate, Augmentation(augmentation));
    }

    private PluginUse? Augmentation(AugmentationChoice? choice) => choice is null ? null : Single("the augmentation", choice);

    private PluginUse Single(string what, PluginChoice choice) => Checked(choice) is [var only]
        ? only
        : throw new RecipeException($"{what} {choice.Id} has several values of an option; here it can have one");

    /// <summary>The uses of a choice that the protocol may have brought in, which nothing has checked yet.</summary>
    private ImmutableArray<PluginUse> Checked(PluginChoice choice)
    {
        session.Check(choice);
        return choice.Uses();
    }

    /// <summary>Adds the protocol's options where nothing else gives them and the method declares them.</summary>
    private PluginUse WithProtocol(PluginUse given, Protocol protocol, IReadOnlyList<OptionInfo> declared)
    {
        var resolved = _catalogue.Resolve(PluginKind.Noise, given).Options;
        return protocol.NoiseOptions
            .Where(o => o.Method == "*" || o.Method == given.Id)
            .Where(o => declared.Any(d => d.Name == o.Option) && !given.Options.ContainsKey(o.Option))
            .Where(o => o.Of.Length == 0 || resolved.ContainsKey(o.Of))
            .Aggregate(given, (use, o) => use.With(o.Option, o.Of.Length == 0 ? o.Value : Number(o.Value, o.Option) * Number(resolved[o.Of], o.Of)));

        double Number(OptionValue value, string option) =>
            value.Number ?? throw new RecipeException($"{given.Id}, {option}: a number is wanted, not '{value}'");
    }
}
