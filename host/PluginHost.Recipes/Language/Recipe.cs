using System.Runtime.CompilerServices;
using PluginHost.Recipes.Errors;

namespace PluginHost.Recipes.Language;

/// <summary>What every recipe can say without a prefix; the functions of the loaded plugins come beside it.</summary>
public static class Recipe
{
    /// <summary>What stands behind <c>--</c> on the command line.</summary>
    public static IReadOnlyList<string> Args => RecipeSession.Current.Inputs.Args;

    /// <summary>The folder of the running recipe, for files beside it.</summary>
    public static string Folder => RecipeSession.Current.Folder;

    /// <summary>Images without noise.</summary>
    public static NoiseChoice Clean => NoiseChoice.Clean;

    /// <summary>Training images without a low-pass filter.</summary>
    public static FilterChoice NoFilter => FilterChoice.None;

    /// <summary>Ordinary training (ERM).</summary>
    public static TrainingChoice Plain { get; } = new(Norm.LInf, 0, null, null);

    /// <summary>All images of a data set.</summary>
    public static int? All => null;

    /// <summary>Begins an experiment: what is compared, and how. A recipe may have several.</summary>
    /// <param name="name">The name that results are asked for with.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <param name="line">Filled in by the compiler.</param>
    public static Experiment Experiment(
        string name, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        RecipeSession.Current.Begin(new Experiment(name, new RecipePlace(file, line)));

    /// <summary>
    /// A noise method by its name: <c>Noise("rem", ("radius", 8), ("adversarial-radius", 4))</c>. The typed form is
    /// <c>Rem(radius: 8, adversarialRadius: 4)</c>, which takes lists too.
    /// </summary>
    public static NoiseChoice Noise(string id, params (string Option, OptionValue Value)[] options) =>
        ((NoiseChoice)id).Giving(options);

    /// <summary>
    /// Noise of other people's making: <c>NoiseFile("their-noise.npy", radius: 8)</c>. An array of npy, npz,
    /// safetensors, torch.save or pickle, a folder of images, or protected data in a CIFAR layout. Tables call it by
    /// the file's name.
    /// </summary>
    /// <param name="file">The path, from the recipe's folder; or the name that <c>noise import --name</c> gave it.</param>
    /// <param name="radius">ρᵤ, its bound in 1/255; not needed where the file tells it.</param>
    /// <param name="options">Other options of the method <c>imported</c>, such as <c>("unit", "levels")</c>.</param>
    public static NoiseChoice NoiseFile(string file, double? radius = null, params (string Option, OptionValue Value)[] options) =>
        ForeignNoise.Of(RecipeSession.Current, file, radius).Giving(options);

    /// <summary>
    /// A noise method of the recipe's own, under 40 lines for a simple one:
    /// <c>var mine = NoiseMethod("mine", radius: 8, (context, bound) => context.Noise.Write(…));</c>
    /// </summary>
    /// <param name="id">Its name in tables: small letters, digits, hyphens.</param>
    /// <param name="radius">ρᵤ, in 1/255: no value of the noise may be larger. A list gives noise of each radius.</param>
    /// <param name="make">
    /// Writes noise for every image of <see cref="NoiseContext.Images"/> into <see cref="NoiseContext.Noise"/>; random numbers
    /// come after <see cref="RandomStreams.Begin"/> of <see cref="NoiseContext.Random"/>.
    /// </param>
    /// <param name="needsSurrogate">Whether it trains the protocol's surrogate.</param>
    /// <remarks>What it does is known by the recipe's text, so every change of the recipe makes its noise anew.</remarks>
    /// <exception cref="RecipeException">The name is taken, or is none.</exception>
    public static NoiseChoice NoiseMethod(
        string id, Sweep<double> radius, Action<NoiseContext, Radius> make, bool needsSurrogate = false)
    {
        RecipeSession.Current.Catalogue.Define(id, needsSurrogate, make);
        return new NoiseChoice(id).Give("radius", radius);
    }

    /// <summary>
    /// A network of the recipe's own, as TorchSharp's documentation writes one:
    /// <c>var mine = Network("mine", (image, classes) => new MyNetwork(image.Channels, classes));</c>
    /// </summary>
    /// <param name="id">Its name in tables: small letters, digits, hyphens.</param>
    /// <param name="build">
    /// Builds it for images of a shape and a number of classes, on the CPU: pixels in [0, 1], (N, C, H, W), to logits (N, classes).
    /// </param>
    /// <remarks>
    /// What it is is known by the recipe's text, so every change of the recipe trains it anew. No preset puts a smaller model in its
    /// place.
    /// </remarks>
    /// <exception cref="RecipeException">The name is taken, or is none.</exception>
    public static ModelChoice Network(string id, Func<ImageShape, int, Module<Tensor, Tensor>> build)
    {
        RecipeSession.Current.Catalogue.Define(id, build);
        return new ModelChoice(id) { IsOwn = true };
    }

    /// <summary>A model by its name: <c>Model("resnet-mini", ("width", 32))</c>.</summary>
    public static ModelChoice Model(string id, params (string Option, OptionValue Value)[] options) =>
        new ModelChoice(id).Giving(options);

    /// <summary>An augmentation by its name.</summary>
    public static AugmentationChoice Augmentation(string id, params (string Option, OptionValue Value)[] options) =>
        new AugmentationChoice(id).Giving(options);

    /// <summary>A low-pass filter by its name.</summary>
    public static FilterChoice Filter(string id, params (string Option, OptionValue Value)[] options) =>
        new FilterChoice(id).Giving(options);

    /// <summary>Adversarial training: PGD on every batch, inside a ball of the norm.</summary>
    /// <param name="norm"><c>LInf</c>, <c>L2</c> or <c>L1</c>.</param>
    /// <param name="radius">ρ, in 1/255; a list gives several rows. 0 is plain training.</param>
    /// <param name="steps">K; the protocol's when it is not given.</param>
    /// <param name="stepSize">α, in 1/255; the protocol's share of the radius when it is not given, 2·radius/steps with own steps.</param>
    /// <param name="projection">
    /// For L1, the way back into the ball: <c>Rescale</c> as the reference implementation, whose figures the paper prints, or
    /// <c>Euclidean</c>, the nearest point, as the paper's text defines PGD. L∞ and L2 know one way.
    /// </param>
    public static TrainingChoice AdversarialTraining(
        Norm norm, Sweep<double> radius, int? steps = null, double? stepSize = null, Projection projection = Projection.Rescale) =>
        new(norm, radius, steps, stepSize, projection);

    /// <summary>Adversarial training inside the L∞ ball.</summary>
    /// <inheritdoc cref="AdversarialTraining(Norm, Sweep{double}, int?, double?, Projection)"/>
    public static TrainingChoice AdversarialTraining(Sweep<double> radius, int? steps = null, double? stepSize = null) =>
        new(Norm.LInf, radius, steps, stepSize);

    /// <summary>What a preset tells noise methods: <c>NoiseOption("steps", 5)</c>, or <c>NoiseOption("step-size", 0.4, of: "radius")</c>.</summary>
    /// <param name="option">The option's name; methods without it are left as they are.</param>
    /// <param name="value">Its value, or a factor.</param>
    /// <param name="of">The option that the value is a factor of; empty for a plain value.</param>
    /// <param name="method">The only method that is meant; <c>*</c> for all.</param>
    public static NoiseOption NoiseOption(string option, OptionValue value, string of = "", string method = "*") =>
        new(option, value, of, method);

    /// <summary>A value that <c>--set NAME=VALUE</c> can change: <c>var width = Parameter("width", 16);</c></summary>
    /// <typeparam name="T">Such as int, double, bool, string.</typeparam>
    public static T Parameter<T>(string name, T value)
        where T : IParsable<T> => RecipeSession.Current.Parameter(name, value);

    /// <summary>Writes a line to the terminal.</summary>
    public static void Print(object? value) => RecipeSession.Current.Inputs.Output.WriteLine(value);

    /// <summary>Writes a line that is shown with <c>--verbose</c> only.</summary>
    public static void Log(object? value) => RecipeSession.Current.Inputs.Log.WriteLine(value);
}
