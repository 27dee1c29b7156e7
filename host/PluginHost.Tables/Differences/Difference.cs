namespace PluginHost.Tables.Differences;

/// <summary>What one thing of two is or was.</summary>
/// <param name="Name">A field, a metric, or what else is compared.</param>
/// <param name="First">The value of the first; null when it has none.</param>
/// <param name="Second">The value of the second; null when it has none.</param>
public readonly record struct Difference(string Name, OptionValue? First, OptionValue? Second)
{
    /// <summary>Whether they are the same after all, as lists of everything have them.</summary>
    public bool IsSame => First == Second;
}
