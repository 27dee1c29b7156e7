using System.Globalization;
using PluginHost.Engine.Arrays;

namespace PluginHost.NoiseFiles;

/// <summary>What stored values mean, in grey levels: (value − <paramref name="Zero"/>)·<paramref name="Scale"/>.</summary>
/// <param name="Content">Noise or protected images.</param>
/// <param name="Scale">255 for units of 1, 1 for grey levels.</param>
/// <param name="Zero">The stored value of no noise.</param>
/// <param name="WrapsAt">The smallest stored value that stands for a negative one (int8 read as uint8); ∞ for none.</param>
/// <param name="Finding">What was taken, for people.</param>
internal sealed record StoredMeaning(NoiseContent Content, float Scale, float Zero, float WrapsAt, string Finding)
{
    // Noise beyond a quarter of the range would not be imperceptible; images do not stay below it.
    private const float LargestNoise = 64;
    private const float Middle = 128;

    // CIFAR and ImageNet reach from −2.5 to 2.8 when mean and deviation are taken out.
    private const float LargestNormalised = 4;

    /// <summary>One value in grey levels.</summary>
    public float Level(float stored) => ((stored >= WrapsAt ? stored - 256 : stored) - Zero) * Scale;

    /// <exception cref="NoiseFileException">Element type and range leave it open.</exception>
    public static StoredMeaning Of(string path, ImageValues values, ValueSurvey survey, NoiseReading reading)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"values from {survey.Min:0.####} to {survey.Max:0.####}");
        var content = reading.Content != NoiseContent.Auto ? reading.Content : LooksLikeImages(values, survey) ? NoiseContent.Protected : NoiseContent.Noise;
        if (content == NoiseContent.Noise && values.AreBytes)
        {
            return Bytes(survey, range);
        }

        var unit = reading.Unit != NoiseUnit.Auto ? reading.Unit : content == NoiseContent.Protected ? UnitOfImages(survey) : UnitOfNoise(path, values, survey, reading, range);
        return new StoredMeaning(
            content, unit == NoiseUnit.Fraction ? 255 : 1, 0, float.PositiveInfinity,
            $"{(content == NoiseContent.Protected ? "protected images" : "noise")} in {(unit == NoiseUnit.Fraction ? "units of 1" : "grey levels")} ({range})");
    }

    private static bool LooksLikeImages(ImageValues values, ValueSurvey survey) => values.AreBytes
        ? !FitsSigned(survey) && !FitsMiddle(survey) && survey.AnyByte((int)LargestNoise + 1, 255)
        : survey.Min >= 0 && (values.AreFractional ? survey.Max is (> 0.5f and <= 1) or (> 127 and <= 255) : survey.Max is > 127 and <= 255);

    private static NoiseUnit UnitOfImages(ValueSurvey survey) => survey.Max <= 1 ? NoiseUnit.Fraction : NoiseUnit.Levels;

    private static NoiseUnit UnitOfNoise(string path, ImageValues values, ValueSurvey survey, NoiseReading reading, string range)
    {
        if (!values.AreFractional || survey.Largest > LargestNormalised)
        {
            return NoiseUnit.Levels;
        }

        if (survey.Largest > 1)
        {
            // Whole levels of a small radius, or a radius that is told and reached.
            bool isReached = reading.Radius is { } told && survey.Largest <= told.Levels + 0.5 && survey.Largest >= told.Levels / 2;
            return survey.AreWhole || isReached
                ? NoiseUnit.Levels
                : throw new NoiseFileException(
                    $"{path} has {range}, which are not whole: images of which mean and deviation were taken out "
                        + "have such a range, "
                    + "and noise of some 1/255 in grey levels; if it is noise, say --units levels");
        }

        if (survey.Largest <= LargestNoise / 255 || reading.Radius is { } radius && radius.Levels > 1 && survey.Largest * 255 <= radius.Levels + 0.5)
        {
            return NoiseUnit.Fraction;
        }

        throw new NoiseFileException(
            $"{path} has {range}: noise of more than {LargestNoise}/255 in units of 1, noise of at most 1/255 in grey levels, or shifted images; "
            + "say which with --units fraction, --units levels or --content protected");
    }

    private static StoredMeaning Bytes(ValueSurvey survey, string range) => FitsSigned(survey)
        ? new StoredMeaning(
            NoiseContent.Noise, 1, 0, Middle,
            survey.AnyByte((int)Middle, 255) ? $"noise in grey levels, int8 that was stored as uint8: 255 stands for −1 ({range})" : $"noise in grey levels, uint8 ({range})")
        : new StoredMeaning(NoiseContent.Noise, 1, Middle, float.PositiveInfinity, $"noise in grey levels around 128, which stands for 0 ({range})");

    /// <summary>Values near 0 and near 256 only: int8 whose sign was read as the highest bit.</summary>
    private static bool FitsSigned(ValueSurvey survey) => !survey.AnyByte((int)LargestNoise + 1, 255 - (int)LargestNoise);

    private static bool FitsMiddle(ValueSurvey survey) => survey.Min >= Middle - LargestNoise && survey.Max <= Middle + LargestNoise;
}
