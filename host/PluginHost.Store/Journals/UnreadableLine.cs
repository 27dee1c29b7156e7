namespace PluginHost.Store.Journals;

/// <summary>A line of a journal that cannot be read; everything else is.</summary>
/// <param name="Journal">The file, below the store's <c>journals</c> folder.</param>
/// <param name="Line">Its number, from 1; 0 where the whole file cannot be read.</param>
/// <param name="Problem">Why.</param>
public sealed record UnreadableLine(string Journal, long Line, string Problem)
{
    /// <summary>Where and why, in one line.</summary>
    public override string ToString() => Line == 0 ? $"{Journal}: {Problem}" : $"{Journal}, line {Line}: {Problem}";
}
