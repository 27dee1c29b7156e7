namespace PluginHost.Store.Records;

/// <summary>Which cells take the same time.</summary>
public static class CellTimes
{
    /// <summary>All that decides the time of a training; the seed and the noise do not.</summary>
    public static string TrainingKey(CellSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return ContentKey.Of(new { spec.Data, spec.Model, spec.Training, spec.Precision, spec.Filter }).Hash;
    }

    /// <summary>All that decides the time of making a cell's noise; null for clean data.</summary>
    public static string? NoiseKey(CellSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Noise is null ? null : ContentKey.Of(new { spec.Data, spec.Noise, spec.Precision }).Hash;
    }
}

/// <summary>A time that is recorded with a result.</summary>
public enum TimeKind
{
    /// <summary>Of the training.</summary>
    Training,

    /// <summary>Of making the noise.</summary>
    Noise,
}

/// <summary>Times of like cells.</summary>
/// <param name="Seconds">Their sum.</param>
/// <param name="Count">How many there are; at least one.</param>
public readonly record struct RecordedTimes(double Seconds, int Count)
{
    /// <summary>The mean.</summary>
    public TimeSpan Mean => TimeSpan.FromSeconds(Seconds / Count);
}
