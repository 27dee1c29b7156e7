using System.Collections.Immutable;
using System.Globalization;

namespace PluginHost.Screens.Runs;

/// <summary>
/// Which runs are listed: words that must all occur in a run's recipe, preset, state, device, id or start date,
/// whatever their case. A word such as <c>state:failed</c> must occur in that field.
/// </summary>
/// <param name="Text">The words, with spaces between.</param>
internal sealed record RunFilter(string Text)
{
    private const string State = "state:", Recipe = "recipe:", Preset = "preset:";

    private static readonly ImmutableArray<string> Fields = [State, Recipe, Preset];

    /// <summary>All runs are listed.</summary>
    public static RunFilter None { get; } = new("");

    public bool IsNone => Words(Text).Length == 0;

    /// <summary>Those of some runs that fit, in the same order.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="zone">Where dates are told.</param>
    public IEnumerable<RunItem> Of(IEnumerable<RunItem> runs, TimeZoneInfo zone)
    {
        string[] words = Words(Text);
        return words.Length == 0 ? runs : runs.Where(run => words.All(word => Occurs(word, run, zone)));
    }

    /// <summary>What a text may become when its last word is completed.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="runs">All runs: their states, recipes and presets may be meant.</param>
    public static IEnumerable<string> Completions(string text, IEnumerable<RunItem> runs)
    {
        int start = text.LastIndexOf(' ') + 1;
        string before = text[..start], word = text[start..];
        string? field = Fields.FirstOrDefault(field => word.StartsWith(field, StringComparison.OrdinalIgnoreCase));
        var candidates = field is null
            ? Fields
            : runs.Select(run => ValueOf(run, field)).Where(value => value.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)
                .Select(value => field + value);
        return candidates.Where(candidate => candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(candidate => before + candidate);
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static bool Occurs(string word, RunItem run, TimeZoneInfo zone)
    {
        string? field = Fields.FirstOrDefault(field => word.StartsWith(field, StringComparison.OrdinalIgnoreCase));
        return field is null
            ? Texts(run, zone).Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase))
            : ValueOf(run, field).Contains(word[field.Length..], StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> Texts(RunItem run, TimeZoneInfo zone)
    {
        yield return run.Name;
        yield return run.Preset;
        yield return run.Word;
        yield return run.Live?.Device ?? "";
        yield return run.Id;
        // As the list has it, and as one sorts it.
        var started = TimeZoneInfo.ConvertTime(run.Started, zone);
        yield return started.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        yield return started.ToString("MMM d", CultureInfo.InvariantCulture);
    }

    private static string ValueOf(RunItem run, string field) => field switch
    {
        State => run.Word,
        Recipe => run.Name,
        _ => run.Preset,
    };
}
