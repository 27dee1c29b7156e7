using System.Runtime.CompilerServices;
using PluginHost.Files;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Language;

/// <summary>
/// An experiment under description. Each method says one thing and gives the experiment back; lists are combined:
/// every data set with every noise, model, training and seed is a cell.
/// </summary>
public sealed class Experiment
{
    private readonly List<(string Name, string? From, Func<Protocol, Protocol> Change)> _presets = [];
    private readonly List<Func<Protocol, Protocol>> _changes = [];

    internal Experiment(string name, RecipePlace place)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RecipeException("an experiment needs a name: results are asked for with it");
        }

        RequirePlain(name, "an experiment");
        (Name, Place) = (name, place);
    }

    internal string Name { get; }

    internal RecipePlace Place { get; }

    internal List<string> DataSets { get; } = [];

    internal List<NoiseChoice> Noises { get; } = [];

    internal List<double> Shares { get; } = [];

    /// <summary>Lists of protected images, and how many images each has.</summary>
    internal List<(IndexFile File, long[] Indices)> IndexFiles { get; } = [];

    internal bool TrainsCleanParts { get; private set; }

    internal List<FilterChoice> Filters { get; } = [];

    internal List<(ModelChoice Model, TrainingChoice Training)> Trainings { get; } = [];

    internal RobustTestChoice? Robust { get; private set; }

    internal (int Count, int First) SeedRange { get; private set; } = (1, 0);

    internal List<(TableSpec Table, RecipePlace Place)> Tables { get; } = [];

    internal List<(FigureSpec Figure, RecipePlace Place)> Figures { get; } = [];

    internal List<(string Preset, string Filter, RecipePlace Place)> Conditions { get; } = [];

    internal string OwnDefault { get; private set; } = StandardPresets.Paper;

    /// <summary>The standard presets and the recipe's own ones.</summary>
    internal IEnumerable<string> Presets => StandardPresets.Names.Concat(_presets.Select(p => p.Name)).Distinct();

    /// <summary>The data sets: <c>cifar10</c>, <c>cifar100</c>, <c>imagenet-subset</c>, <c>shapes</c>, <c>folder:PATH</c>.</summary>
    public Experiment Data(params string[] names)
    {
        foreach (string name in names)
        {
            RecipeSession.Current.Try(() => Engine.Data.DataSets.RequireName(name));
        }

        return Add(DataSets, names);
    }

    /// <summary>The noises on the training images: <c>Clean, Em(8), Rem(8, adversarialRadius: [2, 4])</c>.</summary>
    public Experiment Noise(params NoiseChoice[] noises) => Add(Noises, noises, [.. noises.Where(n => !n.IsClean)]);

    /// <summary>The shares of training images that carry the noise, in [0, 1]; all of them when this is not said.</summary>
    public Experiment ProtectedShare(params double[] shares)
    {
        RecipeSession.Current.Refuse(shares.Any(share => share is not (>= 0 and <= 1)), "a protected share lies between 0 and 1");
        return Add(Shares, shares);
    }

    /// <summary>
    /// Lists of the training images that carry the noise, each for cells of its own: <c>.npy</c> (int64), the
    /// reference's <c>idx-20.pkl</c>, or <c>.txt</c> with one index a line, from 0. Relative paths are relative to the recipe.
    /// </summary>
    public Experiment ProtectedIndices(params string[] files)
    {
        foreach (string file in files)
        {
            string path = Path.GetFullPath(Path.Combine(RecipeSession.Current.Folder, file));
            RecipeSession.Current.Try(() => IndexFiles.Add(Engine.Noise.ProtectedIndices.Read(path)));
        }

        return this;
    }

    /// <summary>
    /// Trains, beside the images of which a part is protected, on the other images alone: what the clean part is worth by
    /// itself. For every protected share below 1 and every list.
    /// </summary>
    public Experiment CleanPart()
    {
        TrainsCleanParts = true;
        return this;
    }

    /// <summary>The low-pass filters on the training images: <c>NoFilter, Filters.Median()</c>; none when this is not said.</summary>
    public Experiment Filter(params FilterChoice[] filters) => Add(Filters, filters, [.. filters.Where(f => !f.IsNone)]);

    /// <summary>A model under test and the ways it is trained: <c>.Train("resnet18", Plain, AdversarialTraining(LInf, 4))</c>.</summary>
    public Experiment Train(ModelChoice model, params TrainingChoice[] trainings) => Train([model], trainings);

    /// <summary>Several models, each trained in each way.</summary>
    public Experiment Train(Sweep<ModelChoice> models, params TrainingChoice[] trainings) => Add(
        Trainings, [.. models.SelectMany(model => trainings.DefaultIfEmpty(Recipe.Plain).Select(training => (model, training)))], [.. models]);

    /// <summary>
    /// Tests every trained model on attacked test images too, after its last step: the metric <c>robust-accuracy</c>. Without
    /// a radius the attack is the ball that the model was trained in, and plain training is not tested.
    /// </summary>
    /// <param name="radius">ρ in L∞, in 1/255, for all models; the training's norm and radius when it is not given.</param>
    /// <param name="steps">K of PGD; 20 is the usual test.</param>
    /// <param name="stepSize">α, in 1/255; 2·radius/steps when it is not given.</param>
    /// <param name="images">How many of the first test images are attacked; all when it is not given.</param>
    public Experiment RobustTest(double? radius = null, int steps = 20, double? stepSize = null, int? images = null) =>
        RobustTest(new RobustTestChoice(Norm.LInf, radius, steps, stepSize, images));

    /// <summary>Tests every trained model on test images that are attacked in one ball, of <c>LInf</c>, <c>L2</c> or <c>L1</c>.</summary>
    /// <inheritdoc cref="RobustTest(double?, int, double?, int?)" path="/param"/>
    public Experiment RobustTest(Norm norm, double radius, int steps = 20, double? stepSize = null, int? images = null) =>
        RobustTest(new RobustTestChoice(norm, radius, steps, stepSize, images));

    /// <summary>How many seeds; tables show mean ± standard deviation over them. <c>--seeds</c> overrides it.</summary>
    public Experiment Seeds(int count, int first = 0)
    {
        RecipeSession.Current.Refuse(count < 1, $"{count} seeds: at least 1");
        SeedRange = (count, first);
        return this;
    }

    /// <summary>Changes the protocol in every preset, before the preset does.</summary>
    public Experiment Protocol(Func<Protocol, Protocol> change)
    {
        _changes.Add(change);
        return this;
    }

    /// <summary>Defines a preset, or changes a standard one.</summary>
    /// <param name="name">A new name, or <c>paper</c>, <c>short</c>, <c>mini</c>, <c>smoke</c>.</param>
    /// <param name="change">For example <c>p => p with { TrainIterations = 400 }</c>.</param>
    /// <param name="from">The preset it begins with; the standard one of the same name, or else <c>paper</c>, when it is not given.</param>
    public Experiment Preset(string name, Func<Protocol, Protocol> change, string? from = null)
    {
        RequirePlain(name, "a preset");
        _presets.Add((name, from, change));
        return this;
    }

    /// <summary>The preset that is taken when the command line names none; <c>paper</c> when this is not said.</summary>
    public Experiment DefaultPreset(string name)
    {
        OwnDefault = name;
        return this;
    }

    /// <summary>
    /// Narrows a preset, and those that begin with it, to the cells that fit; said several times, all must hold.
    /// </summary>
    /// <param name="preset">Such as <c>mini</c>.</param>
    /// <param name="filter">In the language of <c>--only</c>: <c>dataset == "cifar10" &amp;&amp; train.radius != 1</c>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Experiment Only(string preset, string filter, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        Conditions.Add((preset, filter, new RecipePlace(file, line)));
        return this;
    }

    /// <summary>A table to print at the end.</summary>
    /// <param name="rows">Fields of the cells, comma separated: <c>train.radius</c>, <c>dataset, share</c>.</param>
    /// <param name="columns">Fields of the cells, comma separated: <c>noise</c>.</param>
    /// <param name="metrics">What is shown: <c>test-accuracy, train-loss</c>.</param>
    /// <param name="title">A heading.</param>
    /// <param name="paper">The number of the paper's table to compare with.</param>
    /// <param name="aggregate">
    /// What is told of several seeds: <c>mean-std</c>, <c>mean-sem</c>, <c>ci95</c>, <c>range</c> or <c>median</c>.
    /// </param>
    /// <param name="best">Which value of a row is marked: <c>lowest</c> or <c>highest</c>.</param>
    /// <param name="baseline">The column that the others are compared with: <c>clean</c>.</param>
    /// <param name="columnTitles">What columns are called: <c>EM 8 = EM, test-accuracy = accuracy</c>.</param>
    /// <param name="label">What LaTeX refers to it by: <c>tab:radii</c>.</param>
    /// <param name="over">Fields that are averaged over as seeds are: <c>augmentation</c>.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Experiment Table(
        string rows, string columns, string metrics = Metric.TestAccuracy, string title = "", int? paper = null,
        string? aggregate = null, string? best = null, string? baseline = null, string? columnTitles = null, string? label = null,
        string? over = null, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var table = new TableSpec(rows, columns, metrics, title, paper)
        {
            Aggregate = aggregate,
            Best = best,
            Baseline = baseline,
            ColumnTitles = columnTitles,
            Label = label,
            Over = over,
        };
        Tables.Add((table, new RecipePlace(file, line)));
        return this;
    }

    /// <summary>A figure to draw at the end: a metric against a field that is a number, mean ± standard deviation over the seeds.</summary>
    /// <param name="x">The field on the horizontal axis: <c>train.radius</c>, <c>share</c>.</param>
    /// <param name="y">The metric; of several, comma separated, each has a picture.</param>
    /// <param name="lines">Fields of the cells, comma separated; a line for each of their values.</param>
    /// <param name="panels">Fields of the cells, comma separated; a picture for each of their values.</param>
    /// <param name="title">A heading.</param>
    /// <param name="paper">Whether the published values stand beside ours, dashed, where cells are the paper's.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Experiment Plot(
        string x, string y = Metric.TestAccuracy, string lines = "noise", string panels = "", string title = "", bool paper = false,
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Draw(new FigureSpec(FigureKind.Plot, x, y, lines, panels, title, paper), file, line);

    /// <summary>
    /// A figure to draw at the end: a recorded curve against the training step, mean over the seeds. It is <paramref name="of"/>
    /// <c>train-loss</c>, <c>train-accuracy</c> or <c>test-accuracy</c>; of several, comma separated, each has a picture.
    /// </summary>
    /// <inheritdoc cref="Plot" path="/param"/>
    public Experiment Curves(
        string of = Metric.TrainLoss, string lines = "noise", string panels = "", string title = "",
        [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Draw(new FigureSpec(FigureKind.Curves, "", of, lines, panels, title), file, line);

    /// <summary>A figure to draw at the end: for every data set, images beside the noises on them and the protected images.</summary>
    /// <param name="count">How many of the first training images.</param>
    /// <param name="title">A heading.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public Experiment Images(
        int count = 4, string title = "", [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        Draw(new FigureSpec(FigureKind.Images, Title: title, Count: count), file, line);

    /// <summary>The conditions on the cells of a preset: its own, and those of the presets that it begins with.</summary>
    internal IEnumerable<(string Filter, RecipePlace Place)> ConditionsIn(string preset)
    {
        HashSet<string> lineage = [.. Lineage(preset, _presets.Count)];
        return Conditions.Where(c => lineage.Contains(c.Preset)).Select(c => (c.Filter, c.Place));

        IEnumerable<string> Lineage(string name, int above)
        {
            int own = LastOf(name, above);
            return own < 0 ? [name] : Lineage(StartOf(own), own).Append(name);
        }
    }

    /// <summary>The protocol of a data set in a preset.</summary>
    internal Protocol ProtocolIn(string preset, string data)
    {
        return Apply(preset, _presets.Count);

        // Only what stands above a definition is seen by it, so presets cannot run in circles.
        Protocol Apply(string name, int above)
        {
            int own = LastOf(name, above);
            if (own >= 0)
            {
                return _presets[own].Change(Apply(StartOf(own), own));
            }

            var recipe = _changes.Aggregate(PaperProtocol.For(data), (protocol, change) => change(protocol));
            return StandardPresets.Names.Contains(name)
                ? StandardPresets.Apply(name, recipe)
                : throw new RecipeException($"unknown preset '{name}'{Nearest.Hint(name, Presets)}");
        }
    }

    /// <summary>Files are called by it, and people are shown it.</summary>
    private static void RequirePlain(string name, string what)
    {
        if (!PlainName.Is(name))
        {
            throw new RecipeException(
                $"{what} cannot be called '{ShownText.Of(name)}': files are named by it; use {PlainName.Rule}");
        }
    }

    /// <summary>The last definition of a preset among the first ones; -1 when there is none.</summary>
    private int LastOf(string name, int above) => _presets.Take(above).ToList().FindLastIndex(p => p.Name == name);

    /// <summary>The preset that a definition begins with.</summary>
    private string StartOf(int definition)
    {
        var (name, from, _) = _presets[definition];
        return from ?? (StandardPresets.Names.Contains(name) || LastOf(name, definition) >= 0 ? name : StandardPresets.Paper);
    }

    private Experiment Draw(FigureSpec figure, string file, int line)
    {
        Figures.Add((figure, new RecipePlace(file, line)));
        return this;
    }

    private Experiment RobustTest(RobustTestChoice test)
    {
        bool isNoBall = test.Radius is <= 0 or double.NaN or double.PositiveInfinity;
        RecipeSession.Current.Refuse(
            isNoBall || test.Steps < 1 || test.StepSize is <= 0 or double.NaN || test.Images < 1,
            "a robust test has a radius and a step size above 0 (in 1/255), at least 1 step and at least 1 image");
        string? mistake = Radius.UnitMistake(test.Radius ?? 0);
        RecipeSession.Current.Refuse(mistake is not null, $"robust test, radius: {mistake}");

        Robust = test;
        return this;
    }

    private Experiment Add<T>(List<T> list, T[] values, params IEnumerable<PluginChoice> toCheck)
    {
        foreach (var choice in toCheck)
        {
            RecipeSession.Current.Check(choice);
        }

        list.AddRange(values);
        return this;
    }
}

/// <summary>Where a recipe says something, for errors that are found after it ran.</summary>
internal readonly record struct RecipePlace(string File, int Line)
{
    public RecipeException Error(string message, Exception? inner = null) =>
        new([new RecipeProblem(RecipeProblem.Shown(File), Line, 0, message)], inner);
}
