using PluginHost.Contracts;
using PluginHost.Engine;
using PluginHost.NoiseFiles;

namespace Noise.Imported;

/// <summary>Which noise file, and what it does not tell of itself.</summary>
public sealed record ImportedOptions
{
    [Option("the noise file, or a folder of images", IsPlace = true)]
    public string File { get; init; } = "";

    [Option("the SHA-256 of the file, which says what noise it is; NoiseFile in a recipe fills it in")]
    public string Sha256 { get; init; } = "";

    [Option("bound of the noise in L∞", Symbol = "ρᵤ", Min = 0, Max = 127)]
    public Radius Radius { get; init; } = Radius.Per255(8);

    [Option("the unit of its values: of 1, or grey levels")]
    public NoiseUnit Unit { get; init; } = NoiseUnit.Auto;

    [Option("whether it holds noise or protected images")]
    public NoiseContent Content { get; init; } = NoiseContent.Auto;

    [Option("one noise a class, in the order of the classes")]
    public bool ClassWise { get; init; }

    [Option("take noise without negative or without positive values; it is refused else, as half of it is often lost on the way")]
    public bool OneSign { get; init; }
}

/// <summary>Noise of other people's making, read from a file and checked against the images.</summary>
[Plugin(PluginKind.Noise, "imported", "1.0.0", Summary = "noise from a file: npy, safetensors, pickled NumPy array, PNG folder, CIFAR binary")]
public sealed class Imported : INoiseMethod
{
    private readonly ImportedOptions _options;

    /// <exception cref="ArgumentException">A file without its hash, or the other way round.</exception>
    public Imported(ImportedOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        if (options.File.Length > 0 != options.Sha256.Length > 0)
        {
            throw new ArgumentException("a file and its sha256 belong together; NoiseFile(\"noise.npy\", radius: 8) gives both");
        }
    }

    /// <inheritdoc/>
    public Radius Bound => _options.Radius;

    /// <inheritdoc/>
    public bool NeedsSurrogate => false;

    /// <inheritdoc/>
    public long? Passes(int images, SurrogateSpec? surrogate) => 0;

    /// <inheritdoc/>
    public void Make(NoiseContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_options.File.Length == 0)
        {
            throw new EngineException("noise imported has no file; in a recipe, name one with NoiseFile(\"noise.npy\", radius: 8)");
        }

        if (NoiseFileHash.Of(_options.File) != _options.Sha256)
        {
            throw new EngineException($"{_options.File} changed since it was planned (its sha256 is not {_options.Sha256[..12]}…); run the recipe again");
        }

        using var noise = ImportedNoise.Open(_options.File, context.Images, Reading());
        if (noise.Checks.FirstOrDefault(check => check.Outcome == NoiseCheckOutcome.Wrong) is { } wrong)
        {
            throw new EngineException($"{_options.File}: {wrong.Name}: {wrong.Finding}");
        }

        Write(noise, context);
    }

    private NoiseReading Reading() => new()
    {
        Radius = _options.Radius,
        Unit = _options.Unit,
        Content = _options.Content,
        ClassWise = _options.ClassWise,
        MayHaveOneSign = _options.OneSign,
        // Presets use the first images of a set.
        MayHaveMore = true,
    };

    private static void Write(ImportedNoise noise, NoiseContext context)
    {
        var levels = new sbyte[noise.Piece * noise.Shape.Size];
        for (int first = 0; first < noise.Count; first += noise.Piece)
        {
            using var scope = NewDisposeScope();
            context.Cancellation.ThrowIfCancellationRequested();
            int images = Math.Min(noise.Piece, noise.Count - first);
            var piece = levels.AsSpan(0, images * noise.Shape.Size);
            noise.Read(first, piece);
            var values = TensorData.from_span<sbyte>(piece, [images, noise.Shape.Channels, noise.Shape.Height, noise.Shape.Width]);
            context.Noise.Write([.. Enumerable.Range(first, images).Select(i => (long)i)], values.to(ScalarType.Float32).div_(255));
            context.Progress.Report(new StepReport("noise imported", first + images, noise.Count));
        }
    }
}
