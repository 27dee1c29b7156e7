namespace PluginHost.Loading.Metadata;

/// <summary>What the kinds are called on the command line and in plugins.json: noise, model, augmentation, filter.</summary>
public static class PluginKindWords
{
    /// <summary>The four words.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<PluginKind>().Select(Word)];

    /// <summary>The kind's word.</summary>
    public static string Word(this PluginKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The kind of a word; null when there is no such kind.</summary>
    public static PluginKind? Parse(string word) =>
        Enum.GetValues<PluginKind>().Where(kind => kind.Word() == word).Select(kind => (PluginKind?)kind).FirstOrDefault();

    /// <summary>What a plugin's project is called: <c>Noise.MyNoise</c>, <c>Filters.Median</c>.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="id">The plugin's id.</param>
    public static string ProjectName(this PluginKind kind, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        string prefix = kind == PluginKind.Noise ? "Noise" : $"{kind}s";
        var words = id.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return $"{prefix}.{string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]))}";
    }

    /// <summary>The contract that a class of the kind implements.</summary>
    internal static Type Contract(this PluginKind kind) => kind switch
    {
        PluginKind.Noise => typeof(INoiseMethod),
        PluginKind.Model => typeof(IModelArchitecture),
        PluginKind.Augmentation => typeof(IAugmentation),
        PluginKind.Filter => typeof(ILowPassFilter),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of plugin"),
    };
}
