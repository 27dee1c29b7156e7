namespace PluginHost.Engine.Guards;

/// <summary>What users should know of plugins that went on in spite of a fault. Each line is told once.</summary>
internal sealed class PluginNotices
{
    private const string HowToFree = "open a scope with NewDisposeScope() in every step and dispose what lives longer";

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly List<string> _new = [];
    private readonly Dictionary<string, Leftovers> _leftovers = new(StringComparer.Ordinal);

    /// <summary>The lines that are new since the last call.</summary>
    public IReadOnlyList<string> Take()
    {
        foreach (var (plugin, left) in _leftovers)
        {
            Add($"{plugin} left {left}; {HowToFree}");
        }

        _leftovers.Clear();
        string[] lines = [.. _new];
        _new.Clear();
        return lines;
    }

    public void Add(string line)
    {
        if (_told.Add(line))
        {
            _new.Add(line);
        }
    }

    /// <summary>Counts tensors that a call has left over.</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="freed">Those that the host has freed.</param>
    /// <param name="kept">Those that nobody but the plugin can free.</param>
    public void AddLeftovers(string plugin, long freed, long kept)
    {
        var before = _leftovers.GetValueOrDefault(plugin);
        _leftovers[plugin] = new Leftovers(before.Freed + freed, before.Kept + kept);
    }

    private readonly record struct Leftovers(long Freed, long Kept)
    {
        public override string ToString()
        {
            long all = Freed + Kept;
            string tensors = all == 1 ? "1 tensor" : $"{all} tensors";
            string end = Kept == 0 ? "which the program freed" : $"{Kept} of them out of the program's reach";
            return $"{tensors} behind, {end}";
        }
    }
}
