using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>
/// Noise of other people's making: opened, understood, checked against the images that it is for, and read as whole grey
/// levels. What was taken for what is told by <see cref="Checks"/>.
/// </summary>
public sealed class ImportedNoise : NoiseLevels
{
    private const int LargestLevel = 127;
    private readonly ImageValues _values;
    private readonly StoredMeaning _meaning;
    private readonly LabelledImages _images;
    private readonly bool _classWise;
    private float[] _read = [];

    private ImportedNoise(ImageValues values, StoredMeaning meaning, LabelledImages images, NoiseReading reading)
    {
        (_values, _meaning, _images) = (values, meaning, images);
        _classWise = reading.ClassWise;
        Count = reading.ClassWise ? images.Count : Math.Min(values.Count, images.Count);
        Origin = NoiseOrigin.Of(values.Metadata);
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override ImageShape Shape => _images.Shape;

    /// <summary>What was looked at, in order.</summary>
    public IReadOnlyList<NoiseCheck> Checks { get; private set; } = [];

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsGood => Checks.All(check => check.Outcome != NoiseCheckOutcome.Wrong);

    /// <summary>What the file says of itself.</summary>
    public NoiseOrigin Origin { get; }

    /// <summary>The bound: the one that was given, else the file's own, else the largest value.</summary>
    public Radius Bound { get; private set; }

    /// <summary>Opens a file or folder and checks it.</summary>
    /// <param name="path">
    /// A file with an array (npy, npz, safetensors, torch.save, pickle), a folder of images, or files in a CIFAR
    /// layout.
    /// </param>
    /// <param name="images">The clean training images that it is for.</param>
    /// <param name="reading">What the file does not tell.</param>
    /// <exception cref="NoiseFileException">It cannot be read or understood; what can be read and is wrong is told by the checks.</exception>
    public static ImportedNoise Open(string path, LabelledImages images, NoiseReading reading)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(reading);
        var values = ImageValues.OpenAny(path, images.Shape, images.Names);
        try
        {
            var checks = new ImportChecks(values, images, reading);
            if (!checks.Fit())
            {
                return new ImportedNoise(values, Unread, images, reading) { Checks = checks.Results };
            }

            int used = reading.ClassWise ? values.Count : Math.Min(values.Count, images.Count);
            var survey = ValueSurvey.Of(values, used);
            checks.Finite(survey);
            var meaning = StoredMeaning.Of(path, values, survey, reading);
            var noise = new ImportedNoise(values, meaning, images, reading);
            var levels = noise.Survey();

            // Other images, or another order, exceed the bound too: the cause is told first.
            checks.Meaning(meaning);
            checks.Order(meaning);
            noise.Bound = checks.Levels(levels, noise.Origin);
            if (values.Metadata.TryGetValue(NoiseOrigin.ChecksumName, out string? sha256) && noise.Count == values.Count && !reading.ClassWise)
            {
                checks.Checksum(sha256, noise.Sha256());
            }

            noise.Checks = checks.Results;
            return noise;
        }
        catch
        {
            values.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">A check found it wrong.</exception>
    public override void Read(int first, Span<sbyte> levels)
    {
        if (!IsGood)
        {
            throw new InvalidOperationException("noise that failed a check is not used");
        }

        var values = Levels(first, levels.Length / Shape.Size);
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = (sbyte)Math.Clamp(MathF.Round(values[i]), -LargestLevel, LargestLevel);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _values.Dispose();
        }

        base.Dispose(disposing);
    }

    private static StoredMeaning Unread { get; } = new(NoiseContent.Noise, 1, 0, float.PositiveInfinity, "");

    private LevelSurvey Survey()
    {
        var survey = new LevelSurvey();
        int piece = _values.Piece;
        for (int first = 0; first < Count; first += piece)
        {
            int images = Math.Min(piece, Count - first);
            var levels = Levels(first, images);
            for (int i = 0; i < images; i++)
            {
                survey.Look(levels.Slice(i * Shape.Size, Shape.Size));
            }
        }

        return survey;
    }

    /// <summary>Noise in grey levels before rounding; what is not finite becomes 0, as its check has failed.</summary>
    private ReadOnlySpan<float> Levels(int first, int images)
    {
        int length = images * Shape.Size;
        if (_read.Length < length)
        {
            _read = new float[length];
        }

        var values = _read.AsSpan(0, length);
        if (_classWise)
        {
            for (int i = 0; i < images; i++)
            {
                _values.Read(_images.Labels[first + i], values.Slice(i * Shape.Size, Shape.Size));
            }
        }
        else
        {
            _values.Read(first, values);
        }

        for (int i = 0; i < length; i++)
        {
            values[i] = float.IsFinite(values[i]) ? _meaning.Level(values[i]) : 0;
        }

        if (_meaning.Content == NoiseContent.Protected)
        {
            using var clean = _images.ReadBytes(ImageRange.Of(first, images), torch.CPU);
            var pixels = new byte[length];
            clean.CopyTo(pixels.AsSpan());
            for (int i = 0; i < length; i++)
            {
                values[i] -= pixels[i];
            }
        }

        return values;
    }
}
