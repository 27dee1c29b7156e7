namespace PluginHost.Screens.Runs;

/// <summary>What of the chosen run fills the screen.</summary>
internal enum RunPane
{
    /// <summary>Nothing: the list is shown, and a summary below it.</summary>
    None,

    /// <summary>Its cells, and the curve of the current phase.</summary>
    Plan,

    /// <summary>What it said.</summary>
    Log,

    /// <summary>What failed, and why.</summary>
    Failures,
}
