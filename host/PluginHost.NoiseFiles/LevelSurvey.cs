namespace PluginHost.NoiseFiles;

/// <summary>What a look at all noise in grey levels found.</summary>
internal sealed class LevelSurvey
{
    public int Largest { get; private set; }

    public long Negative { get; private set; }

    public long Positive { get; private set; }

    public long Values { get; private set; }

    /// <summary>The largest distance of a value from its whole level.</summary>
    public float Rounded { get; private set; }

    /// <summary>For every image, whether its noise is zero everywhere.</summary>
    public List<bool> Empty { get; } = [];

    public void Look(ReadOnlySpan<float> image)
    {
        bool empty = true;
        int largest = Largest;
        long negative = 0, positive = 0;
        float rounded = Rounded;
        foreach (float value in image)
        {
            float level = MathF.Round(value);
            rounded = Math.Max(rounded, Math.Abs(value - level));
            largest = Math.Max(largest, (int)Math.Min(Math.Abs(level), 1e6f));
            negative += level < 0 ? 1 : 0;
            positive += level > 0 ? 1 : 0;
            empty &= level == 0;
        }

        (Largest, Rounded) = (largest, rounded);
        Negative += negative;
        Positive += positive;
        Values += image.Length;
        Empty.Add(empty);
    }
}
