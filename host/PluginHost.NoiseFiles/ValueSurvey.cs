namespace PluginHost.NoiseFiles;

/// <summary>What a first look at all stored values found.</summary>
internal sealed class ValueSurvey
{
    private readonly long[] _bytes = new long[256];

    private ValueSurvey()
    {
    }

    public float Min { get; private set; } = float.PositiveInfinity;

    public float Max { get; private set; } = float.NegativeInfinity;

    public float Largest => Math.Max(Math.Abs(Min), Math.Abs(Max));

    /// <summary>Whether every value is a whole number, but for what float32 cannot hold.</summary>
    public bool AreWhole { get; private set; } = true;

    /// <summary>How many values are NaN or infinite.</summary>
    public long NotFinite { get; private set; }

    /// <summary>The images with such a value, the first ones.</summary>
    public List<int> Broken { get; } = [];

    /// <summary>How many images have such a value.</summary>
    public int BrokenImages { get; private set; }

    /// <summary>Looks at the first images, or at all.</summary>
    public static ValueSurvey Of(ImageValues values, int count)
    {
        var survey = new ValueSurvey();
        var buffer = new float[values.Piece * values.Shape.Size];
        for (int first = 0; first < count; first += values.Piece)
        {
            int images = Math.Min(values.Piece, count - first);
            var piece = buffer.AsSpan(0, images * values.Shape.Size);
            values.Read(first, piece);
            for (int i = 0; i < images; i++)
            {
                survey.Look(first + i, piece.Slice(i * values.Shape.Size, values.Shape.Size), values.AreBytes);
            }
        }

        return survey;
    }

    /// <summary>Whether any byte value lies in a range.</summary>
    public bool AnyByte(int from, int to) => _bytes.AsSpan(from, to - from + 1).ContainsAnyExcept(0L);

    private void Look(int image, ReadOnlySpan<float> values, bool areBytes)
    {
        const float almost = 0.02f;
        float min = Min, max = Max;
        bool areWhole = AreWhole;
        long notFinite = 0;
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                notFinite++;
                continue;
            }

            min = Math.Min(min, value);
            max = Math.Max(max, value);
            areWhole &= Math.Abs(value - MathF.Round(value)) < almost;
            if (areBytes)
            {
                _bytes[(int)value]++;
            }
        }

        (Min, Max, AreWhole) = (min, max, areWhole);
        if (notFinite > 0)
        {
            NotFinite += notFinite;
            BrokenImages++;
            if (Broken.Count < 5)
            {
                Broken.Add(image);
            }
        }
    }
}
