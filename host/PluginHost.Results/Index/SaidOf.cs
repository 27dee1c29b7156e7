using PluginHost.Contracts;

namespace PluginHost.Results;

/// <summary>
/// What people said of a result or a run. Every tag, the note and the removal keep the moment they were last changed at, so
/// that journals may be read in any order.
/// </summary>
internal sealed class SaidOf
{
    private const string RunPrefix = "run:";

    public SortedDictionary<string, (long At, bool IsOn)> Tags { get; init; } = new(StringComparer.Ordinal);

    public (long At, string Text) Note { get; set; } = (long.MinValue, "");

    /// <summary>When it was removed or restored last; where it was removed, up to which moment, else −1.</summary>
    public (long At, long Until) Removed { get; set; } = (long.MinValue, -1);

    /// <summary>What a run is called among cells' keys.</summary>
    public static string RunKey(string run) => RunPrefix + run;

    /// <summary>The run of a <see cref="RunKey"/>; null for a cell's key.</summary>
    public static string? RunOf(string key) => key.StartsWith(RunPrefix, StringComparison.Ordinal) ? key[RunPrefix.Length..] : null;

    /// <summary>What an event is about: a cell's key or a <see cref="RunKey"/>.</summary>
    public static string KeyOf(Annotation e) => e.Cell ?? RunKey(e.Run);

    public void Apply(Annotation e)
    {
        long at = e.At.UtcTicks;
        switch (e)
        {
            case CellTagged tagged:
                foreach (var (tag, isOn) in tagged.Added.Select(t => (t, true)).Concat(tagged.Removed.Select(t => (t, false))))
                {
                    if (!Tags.TryGetValue(tag, out var known) || known.At <= at)
                    {
                        Tags[tag] = (at, isOn);
                    }
                }

                break;
            case CellNoted noted when Note.At <= at:
                Note = (at, noted.Text);
                break;
            case CellRemoved removed when Removed.At <= at:
                Removed = (at, removed.Until.UtcTicks);
                break;
            case CellRestored when Removed.At <= at:
                Removed = (at, -1);
                break;
        }
    }

    public Remarks Remarks() => new(
        [.. Tags.Where(tag => tag.Value.IsOn).Select(tag => tag.Key)], Note.Text.Length > 0 ? Note.Text : null,
        Removed.Until >= 0 ? new Removal(Time(Removed.Until), Time(Removed.At)) : null);

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
